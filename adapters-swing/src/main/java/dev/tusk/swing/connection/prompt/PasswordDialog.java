package dev.tusk.swing.connection.prompt;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.core.connection.ConnectInteraction.PasswordAnswer;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.SecretPlace;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.WarmUp;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.task.UiExecutor;
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
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Asks for a password in a small window.
public final class PasswordDialog implements PasswordPrompt {
  private static final Messages TEXT = Messages.of(PasswordDialog.class);
  private static final ConnectionConfig SAMPLE =
      new ConnectionConfig(
          new ConnectionId(new UUID(0, 0)),
          "connection",
          "localhost",
          ConnectionConfig.DEFAULT_PORT,
          "database",
          "user",
          SslMode.PREFER,
          Stage.DEVELOPMENT,
          true,
          ConnectionOptions.DEFAULTS);
  private final UiExecutor ui;
  private final Supplier<? extends @Nullable Window> owner;
  private final Supplier<String> keyring;

  /// Asks over the window that the supplier names then.
  ///
  /// @param keyring why it cannot keep anything, for people; empty while nothing is known of that
  public PasswordDialog(
      UiExecutor ui, Supplier<? extends @Nullable Window> owner, Supplier<String> keyring) {
    this.ui = ui;
    this.owner = owner;
    this.keyring = keyring;
  }

  @Override
  public void ask(
      ConnectionConfig config,
      boolean refused,
      Cancellation cancellation,
      Consumer<Optional<PasswordAnswer>> answer) {
    if (cancellation.isCancelled()) {
      answer.accept(Optional.empty());
      return;
    }
    var asked = new Asked(owner.get(), config, refused, keyring.get());
    try (var _ = cancellation.onCancel(() -> ui.onUi(asked.dialog::close))) {
      asked.dialog.open(asked.connect);
    }
    answer.accept(asked.answer());
  }

  @Override
  public void trust(SshHostKey key, Cancellation cancellation, Consumer<Boolean> answer) {
    if (cancellation.isCancelled()) {
      answer.accept(false);
      return;
    }
    var asked = new HostKeyDialog(owner.get(), key);
    try (var _ = cancellation.onCancel(() -> ui.onUi(asked.dialog::close))) {
      asked.open();
    }
    answer.accept(asked.trusted());
  }

  @Override
  public void secret(
      ConnectionConfig config,
      SecretQuestion question,
      Cancellation cancellation,
      Consumer<Optional<PasswordAnswer>> answer) {
    if (cancellation.isCancelled()) {
      answer.accept(Optional.empty());
      return;
    }
    var asked = new SecretDialog(owner.get(), config, question, keyring.get());
    try (var _ = cancellation.onCancel(() -> ui.onUi(asked.dialog::close))) {
      asked.open();
    }
    answer.accept(asked.answer());
  }

  /// Says below the box that offers the keyring why it will not be kept there.
  static PlainText cannotKeep(String keyring, JCheckBox offer) {
    var words = new PlainText(keyring, ColorRole.WARN, Fonts.SMALL).within(400);
    words.setVisible(!keyring.isEmpty() && offer.isVisible());
    return words;
  }

  /// Makes and paints the inside of one that nobody sees.
  public static void rehearse() {
    WarmUp.paint(new Asked(null, SAMPLE, false, "").body, 480, 200);
  }

  /// Makes the window of one that nobody sees.
  public static void rehearseOnScreen() {
    var window = new Asked(null, SAMPLE, false, "").dialog.window();
    window.pack();
    window.dispose();
  }

  /// One window.
  static final class Asked {
    final DialogWindow dialog;
    final javax.swing.JButton connect = Buttons.primary(TEXT.get("ask.connect"));
    private final SecretField field = new SecretField(28);
    private final JCheckBox remember = SafeText.set(new JCheckBox(), TEXT.get("remember"));
    private final JPanel body;
    private boolean given;

    Asked(@Nullable Window owner, ConnectionConfig config, boolean refused, String keyring) {
      dialog = new DialogWindow(owner, TEXT.get("ask.title"));
      body = body(config, refused, keyring);
      dialog.body(body);
      var cancel = Buttons.secondary(TEXT.get("cancel"));
      cancel.addActionListener(e -> dialog.close());
      connect.addActionListener(
          e -> {
            given = true;
            dialog.close();
          });
      dialog.footer(null, cancel, connect);
      dialog.window().addWindowListener(new FocusOnOpen(field));
    }

    private JPanel body(ConnectionConfig config, boolean refused, String keyring) {
      var body =
          new JPanel(
              new MigLayout("insets 20 20 20 20, gap 12 8, wrap 2, hidemode 3", "[][400!,fill]"));
      body.add(
          new JLabel(
              refused
                  ? Icons.of(Glyph.CROSS_CIRCLE, ColorRole.DANGER, 20)
                  : Icons.of(Glyph.KEY, ColorRole.ACCENT_TEXT, 20)),
          "top");
      body.add(
          new PlainText(
                  TEXT.get(refused ? "ask.refused" : "ask.words", config.name()),
                  ColorRole.TEXT,
                  Fonts.SEMIBOLD)
              .within(400),
          "wmin 0");
      body.add(
          new PlainText(config.address(), ColorRole.TEXT3, Fonts.MONO_SMALL).within(400),
          "skip 1, wmin 0");
      field.getAccessibleContext().setAccessibleName(TEXT.get("password"));
      var show = "showRevealButton: true";
      field.putClientProperty(FlatClientProperties.STYLE, show);
      if (refused) {
        field.putClientProperty(FlatClientProperties.OUTLINE, FlatClientProperties.OUTLINE_ERROR);
      }
      body.add(field, "skip 1, h 28!");
      remember.setSelected(SecretPlace.of(config) == SecretPlace.KEYRING);
      remember.setVisible(SecretPlace.isChosenWhenAsked(config));
      body.add(remember, "skip 1");
      body.add(cannotKeep(keyring, remember), "skip 1, wmin 0");
      return body;
    }

    Optional<PasswordAnswer> answer() {
      var typed = field.getPassword();
      try {
        return given
            ? Optional.of(new PasswordAnswer(Secret.of(typed), remember.isSelected()))
            : Optional.empty();
      } finally {
        Arrays.fill(typed, '\0');
        field.wipe();
      }
    }
  }
}
