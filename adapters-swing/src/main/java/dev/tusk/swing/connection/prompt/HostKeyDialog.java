package dev.tusk.swing.connection.prompt;

import dev.tusk.core.connection.SshHostKey;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.text.PlainText;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.Window;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Asks whether to trust an SSH server that has not been met before. Enter and Esc mean no.
final class HostKeyDialog {
  private static final Messages TEXT = Messages.of(HostKeyDialog.class);

  final DialogWindow dialog;
  final JButton no = Buttons.secondary(TEXT.get("hostKey.no"));
  final JButton yes = Buttons.danger(TEXT.get("hostKey.yes"));
  private boolean trusted;

  HostKeyDialog(@Nullable Window owner, SshHostKey key) {
    dialog = new DialogWindow(owner, TEXT.get("hostKey.title"));
    dialog.body(body(key));
    no.addActionListener(e -> dialog.close());
    yes.addActionListener(
        e -> {
          trusted = true;
          dialog.close();
        });
    dialog.footer(yes, no);
  }

  private static JPanel body(SshHostKey key) {
    var body = new JPanel(new MigLayout("insets 20 20 20 20, gap 12 8, wrap 2", "[][460!,fill]"));
    body.add(new JLabel(Icons.of(Glyph.WARNING, ColorRole.WARN, 20)), "top");
    body.add(
        new PlainText(TEXT.get("hostKey.words", key.host()), ColorRole.TEXT, Fonts.SEMIBOLD)
            .within(460),
        "wmin 0");
    body.add(
        SafeText.label(TEXT.get("hostKey.compare", key.type()), ColorRole.TEXT2, Fonts.BASE),
        "skip 1, wmin 0");
    var fingerprint = new TextField(SafeText.plain(key.fingerprint()));
    fingerprint.setEditable(false);
    fingerprint.getAccessibleContext().setAccessibleName(TEXT.get("hostKey.fingerprint"));
    Fonts.MONO.set(fingerprint);
    body.add(fingerprint, "skip 1, h 28!");
    body.add(
        new PlainText(TEXT.get("hostKey.kept", key.file()), ColorRole.TEXT3, Fonts.SMALL)
            .within(460),
        "skip 1, wmin 0");
    return body;
  }

  /// Shows it and waits for the answer.
  void open() {
    dialog.open(no);
  }

  boolean trusted() {
    return trusted;
  }
}
