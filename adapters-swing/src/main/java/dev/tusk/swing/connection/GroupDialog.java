package dev.tusk.swing.connection;

import dev.tusk.swing.connection.prompt.FocusOnOpen;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.text.SafeListCell;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import java.awt.KeyboardFocusManager;
import java.util.List;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Asks for a group: one that there is, or a new name.
final class GroupDialog implements GroupPresenter.Prompt {
  private static final Messages TEXT = Messages.of(GroupDialog.class);

  @Override
  public Optional<String> ask(String what, String now, List<String> known) {
    return Optional.ofNullable(new Asked(what, now, known).open());
  }

  /// One window.
  private static final class Asked {
    private final DialogWindow dialog =
        new DialogWindow(
            KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow(),
            TEXT.get("move.title"));
    private final JComboBox<String> field;
    private @Nullable String chosen;

    Asked(String what, String now, List<String> known) {
      field = new JComboBox<>(known.toArray(String[]::new));
      field.setRenderer(new SafeListCell());
      field.setEditable(true);
      field.setSelectedItem(now);
      dialog.body(body(what));
    }

    private JPanel body(String what) {
      var body = new JPanel(new MigLayout("insets 20, gap 0 8, wrap 1", "[440!,fill]"));
      body.add(Fonts.SEMIBOLD.set(SafeText.label(TEXT.get("move.words", what))), "wmin 0");
      var label = SafeText.label(TEXT.get("move.group"), ColorRole.TEXT2, Fonts.BASE);
      label.setLabelFor(field);
      body.add(label, "gapy 8 0");
      field.getAccessibleContext().setAccessibleName(TEXT.get("move.group"));
      text().getAccessibleContext().setAccessibleName(TEXT.get("move.group"));
      body.add(field, "h 28!");
      body.add(SafeText.label(TEXT.get("move.hint"), ColorRole.TEXT3, Fonts.SMALL), "wmin 0");
      return body;
    }

    private JTextField text() {
      if (field.getEditor().getEditorComponent() instanceof JTextField text) {
        return text;
      }
      throw new IllegalStateException("an editable combo box has a text field");
    }

    @Nullable String open() {
      var move = Buttons.primary(TEXT.get("move.yes"));
      var cancel = Buttons.secondary(TEXT.get("cancel"));
      move.addActionListener(
          e -> {
            chosen = text().getText();
            dialog.close();
          });
      cancel.addActionListener(e -> dialog.close());
      // the list keeps Enter for itself, so it does not reach the window
      text()
          .addActionListener(
              e -> {
                if (!field.isPopupVisible()) {
                  move.doClick(0);
                }
              });
      dialog.footer(null, cancel, move);
      dialog.window().addWindowListener(new FocusOnOpen(text()));
      text().selectAll();
      dialog.open(move);
      return chosen;
    }
  }
}
