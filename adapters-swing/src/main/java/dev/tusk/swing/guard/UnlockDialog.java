package dev.tusk.swing.guard;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.guard.Unlocks;
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
import java.awt.KeyboardFocusManager;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// A small window that wants the name of the database, letter by letter, before it can be agreed
/// to.
final class UnlockDialog implements UnlockPrompt {
  private static final Messages TEXT = Messages.of(UnlockDialog.class);

  @Override
  public Optional<String> ask(ConnectionConfig connection) {
    var asked = new Asked(connection);
    asked.dialog.open(asked.unlock);
    return Optional.ofNullable(asked.typed);
  }

  /// One window.
  private static final class Asked {
    private final DialogWindow dialog =
        new DialogWindow(
            KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow(),
            TEXT.get("unlock.title"));
    private final JButton unlock = Buttons.danger(TEXT.get("unlock.yes"));
    private final JTextField field = new TextField(28);
    private @Nullable String typed;

    Asked(ConnectionConfig connection) {
      dialog.body(body(connection));
      var cancel = Buttons.secondary(TEXT.get("cancel"));
      cancel.addActionListener(e -> dialog.close());
      unlock.setEnabled(false);
      unlock.addActionListener(
          e -> {
            typed = field.getText();
            dialog.close();
          });
      dialog.footer(null, cancel, unlock);
      dialog
          .window()
          .addWindowListener(
              new WindowAdapter() {
                @Override
                public void windowOpened(WindowEvent e) {
                  field.requestFocusInWindow();
                }
              });
      field.getDocument().addDocumentListener(new Comparing(connection.database()));
    }

    private JPanel body(ConnectionConfig connection) {
      var body = new JPanel(new MigLayout("insets 20 20 20 20, gap 12 8, wrap 2", "[][400!,fill]"));
      body.add(new JLabel(Icons.of(Glyph.UNLOCK, ColorRole.PROD, 20)), "top");
      body.add(
          new PlainText(TEXT.get("unlock.words", connection.name()), ColorRole.TEXT, Fonts.SEMIBOLD)
              .within(400),
          "wmin 0");
      body.add(
          SafeText.label(
              TEXT.get("unlock.time", Long.toString(Unlocks.TIME.toMinutes())),
              ColorRole.TEXT2,
              Fonts.BASE),
          "skip 1, wmin 0");
      var label = SafeText.label(TEXT.get("unlock.type"), ColorRole.TEXT2, Fonts.BASE);
      label.setLabelFor(field);
      body.add(label, "skip 1, wmin 0");
      body.add(SafeText.label(connection.database(), ColorRole.TEXT, Fonts.MONO), "skip 1, wmin 0");
      field.getAccessibleContext().setAccessibleName(TEXT.get("unlock.field"));
      body.add(Fonts.MONO.set(field), "skip 1, h 28!");
      return body;
    }

    /// The button can be pressed only while the name is right.
    private final class Comparing implements DocumentListener {
      private final String wanted;

      Comparing(String wanted) {
        this.wanted = wanted;
      }

      @Override
      public void insertUpdate(DocumentEvent e) {
        compare();
      }

      @Override
      public void removeUpdate(DocumentEvent e) {
        compare();
      }

      @Override
      public void changedUpdate(DocumentEvent e) {
        compare();
      }

      private void compare() {
        unlock.setEnabled(field.getText().equals(wanted));
      }
    }
  }
}
