package dev.tusk.swing.connection;

import dev.tusk.swing.kit.Banner;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/// The strip above the tabs for a connection that failed. Takes no focus by itself; Esc puts it
/// away.
final class FailureStrip implements FailureNotice.View {
  private static final Messages TEXT = Messages.of(FailureStrip.class);

  private final FailureNotice notice;
  private final Banner banner = new Banner();

  FailureStrip(FailureNotice notice) {
    this.notice = notice;
    banner.registerKeyboardAction(
        e -> notice.dismiss(), KeyStroke.getKeyStroke("ESCAPE"), JComponent.WHEN_IN_FOCUSED_WINDOW);
    notice.attach(this);
  }

  JComponent component() {
    return banner;
  }

  @Override
  public void show(String title, String words) {
    var parent = banner.getParent();
    if (parent == null || !parent.isShowing()) {
      return; // the start screen is in front
    }
    var edit = Buttons.secondary(TEXT.get("notice.edit"));
    edit.addActionListener(e -> notice.edit());
    var dismiss = Buttons.secondary(TEXT.get("notice.dismiss"));
    Buttons.describe(dismiss, TEXT.get("notice.dismiss"), "Esc");
    dismiss.addActionListener(e -> notice.dismiss());
    var copy = Buttons.copyError(title + "\n" + words);
    banner.show(Banner.Level.DANGER, null, title, words, copy, edit, dismiss);
  }

  @Override
  public void hide() {
    banner.setVisible(false);
  }
}
