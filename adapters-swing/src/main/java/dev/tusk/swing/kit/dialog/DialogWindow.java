package dev.tusk.swing.kit.dialog;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Window;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// A modal window in the look of Tusk: title, body, footer with buttons 32 px high. Esc closes it,
/// and Alt with a letter reaches what is in it.
public final class DialogWindow {
  private final JDialog dialog;
  private final JPanel content = new JPanel(new BorderLayout());
  private final JPanel footer = new JPanel(new MigLayout("insets 12 20 12 20, gap 8", "", "[32!]"));

  /// An invisible dialog over its owner.
  public DialogWindow(@Nullable Window owner, String title) {
    dialog = new JDialog(owner, SafeText.plain(title), JDialog.ModalityType.DOCUMENT_MODAL);
    dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
    dialog.setResizable(false);
    dialog.setIconImages(Icons.window());
    dialog.setContentPane(content);
    content.registerKeyboardAction(
        e -> close(), KeyStroke.getKeyStroke("ESCAPE"), JComponent.WHEN_IN_FOCUSED_WINDOW);
  }

  /// Sets what is between title and footer.
  public void body(JComponent body) {
    content.add(body, BorderLayout.CENTER);
  }

  /// Sets a body that may be higher than the screen: it scrolls, the buttons stay.
  public void scrollingBody(JComponent body) {
    body(new ScrollBody(body));
  }

  /// Takes the size that its contents want now, and stays on the screen.
  public void refit() {
    dialog.pack();
    // texts that wrap know their height once they have a width
    forget(dialog);
    dialog.pack();
    var screen = ScrollBody.screen();
    var y =
        Math.max(screen.y, Math.min(dialog.getY(), screen.y + screen.height - dialog.getHeight()));
    dialog.setLocation(dialog.getX(), y);
  }

  /// Makes all in it say anew how large it wants to be.
  private static void forget(Component component) {
    component.invalidate();
    if (component instanceof Container container) {
      for (var child : container.getComponents()) {
        forget(child);
      }
    }
  }

  /// Sets the buttons: one at the left edge if there is one, the others right, the primary last.
  public void footer(@Nullable JButton left, JButton... right) {
    footer.setBorder(Hairline.top());
    if (left != null) {
      footer.add(left, "h 32!");
    }
    footer.add(SafeText.label(""), "pushx, growx");
    for (var button : right) {
      footer.add(button, "h 32!");
    }
    content.add(footer, BorderLayout.SOUTH);
  }

  /// Shows it and waits until it is closed. Enter presses `preferred`, which has the focus at
  /// first.
  public void open(@Nullable JButton preferred) {
    if (preferred != null) {
      // not as default button, which would be filled: only the primary one is
      content.registerKeyboardAction(
          e -> preferred.doClick(0),
          KeyStroke.getKeyStroke("ENTER"),
          JComponent.WHEN_IN_FOCUSED_WINDOW);
    }
    var letters = new Mnemonics();
    letters.give(footer);
    letters.give(content);
    dialog.pack();
    dialog.setLocationRelativeTo(dialog.getOwner());
    if (preferred != null) {
      preferred.requestFocusInWindow();
    }
    dialog.setVisible(true);
  }

  /// Closes it.
  public void close() {
    dialog.dispose();
  }

  /// The window, for pictures and for dialogs over this one.
  public Window window() {
    return dialog;
  }
}
