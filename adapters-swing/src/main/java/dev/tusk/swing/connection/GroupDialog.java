package dev.tusk.swing.connection;

import dev.tusk.swing.connection.prompt.FocusOnOpen;
import dev.tusk.swing.connection.prompt.GroupField;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import java.awt.KeyboardFocusManager;
import java.util.List;
import java.util.Optional;
import javax.swing.JPanel;
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
    private final GroupField field = new GroupField(TEXT.get("move.group"));
    private @Nullable String chosen;

    Asked(String what, String now, List<String> known) {
      field.offer(known);
      field.setSelectedItem(now);
      dialog.body(body(what));
    }

    private JPanel body(String what) {
      var body = new JPanel(new MigLayout("insets 20, gap 0 8, wrap 1", "[440!,fill]"));
      body.add(Fonts.SEMIBOLD.set(SafeText.label(TEXT.get("move.words", what))), "wmin 0");
      var label = SafeText.label(TEXT.get("move.group"), ColorRole.TEXT2, Fonts.BASE);
      label.setLabelFor(field);
      body.add(label, "gapy 8 0");
      body.add(field, "h 28!");
      body.add(SafeText.label(TEXT.get("move.hint"), ColorRole.TEXT3, Fonts.SMALL), "wmin 0");
      return body;
    }

    @Nullable String open() {
      var move = Buttons.primary(TEXT.get("move.yes"));
      var cancel = Buttons.secondary(TEXT.get("cancel"));
      move.addActionListener(
          e -> {
            chosen = field.text().getText();
            dialog.close();
          });
      cancel.addActionListener(e -> dialog.close());
      dialog.footer(null, cancel, move);
      dialog.window().addWindowListener(new FocusOnOpen(field.text()));
      field.text().selectAll();
      dialog.open(move);
      return chosen;
    }
  }
}
