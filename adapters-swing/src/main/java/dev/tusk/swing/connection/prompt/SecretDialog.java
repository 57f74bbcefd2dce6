package dev.tusk.swing.connection.prompt;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.core.connection.ConnectInteraction.PasswordAnswer;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SecretPlace;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.text.PlainText;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.SecretField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.Window;
import java.util.Arrays;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Asks for what an SSH server or a key file wants to know: a password, a passphrase, a code.
final class SecretDialog {
  private static final Messages TEXT = Messages.of(SecretDialog.class);

  final DialogWindow dialog;
  final JButton go = Buttons.primary(TEXT.get("ask.connect"));
  private final SecretQuestion question;
  private final SecretField field = new SecretField(28);
  private final JCheckBox remember = SafeText.set(new JCheckBox(), TEXT.get("remember"));
  private boolean given;

  SecretDialog(
      @Nullable Window owner, ConnectionConfig config, SecretQuestion question, String keyring) {
    this.question = question;
    dialog = new DialogWindow(owner, TEXT.get("secret.title." + question.kind()));
    dialog.body(body(config, keyring));
    var cancel = Buttons.secondary(TEXT.get("cancel"));
    cancel.addActionListener(e -> dialog.close());
    go.addActionListener(
        e -> {
          given = true;
          dialog.close();
        });
    dialog.footer(null, cancel, go);
    dialog.window().addWindowListener(new FocusOnOpen(field));
  }

  private JPanel body(ConnectionConfig config, String keyring) {
    var inside =
        new JPanel(
            new MigLayout("insets 20 20 20 20, gap 12 8, wrap 2, hidemode 3", "[][400!,fill]"));
    inside.add(
        new JLabel(
            question.refused()
                ? Icons.of(Glyph.CROSS_CIRCLE, ColorRole.DANGER, 20)
                : Icons.of(Glyph.KEY, ColorRole.ACCENT_TEXT, 20)),
        "top");
    var words = "secret." + (question.refused() ? "refused." : "words.") + question.kind();
    inside.add(
        new PlainText(TEXT.get(words, question.about()), ColorRole.TEXT, Fonts.SEMIBOLD)
            .within(400),
        "wmin 0");
    inside.add(
        SafeText.label(TEXT.get("secret.for", config.name()), ColorRole.TEXT3, Fonts.SMALL),
        "skip 1, wmin 0");
    for (var line : question.text().lines().limit(8).toList()) {
      inside.add(
          new PlainText(SafeText.plain(line), ColorRole.TEXT2, Fonts.BASE).within(400),
          "skip 1, wmin 0");
    }
    field.getAccessibleContext().setAccessibleName(TEXT.get("secret.title." + question.kind()));
    field.putClientProperty(FlatClientProperties.STYLE, "showRevealButton: true");
    if (question.echo()) {
      field.setEchoChar('\0');
    }
    if (question.refused()) {
      field.putClientProperty(FlatClientProperties.OUTLINE, FlatClientProperties.OUTLINE_ERROR);
    }
    inside.add(field, "skip 1, h 28!");
    remember.setSelected(question.lasts() && SecretPlace.of(config) == SecretPlace.KEYRING);
    remember.setVisible(question.lasts() && SecretPlace.isChosenWhenAsked(config));
    inside.add(remember, "skip 1");
    inside.add(PasswordDialog.cannotKeep(keyring, remember), "skip 1, wmin 0");
    return inside;
  }

  /// Shows it and waits for the answer.
  void open() {
    dialog.open(go);
  }

  Optional<PasswordAnswer> answer() {
    var typed = field.getPassword();
    try {
      return given
          ? Optional.of(
              new PasswordAnswer(Secret.of(typed), question.lasts() && remember.isSelected()))
          : Optional.empty();
    } finally {
      Arrays.fill(typed, '\0');
      field.wipe();
    }
  }
}
