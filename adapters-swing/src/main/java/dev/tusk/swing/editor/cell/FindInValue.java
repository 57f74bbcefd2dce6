package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.SearchField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Finds a text inside the value that a pane shows, in the background. Among bytes `\x68656c` finds
/// bytes. Event thread only.
final class FindInValue extends JPanel {
  private final UiExecutor executor;
  private final ValuePane pane;
  private final SearchField what = new SearchField(Glyph.SEARCH, "Find in the value");
  private final JToggleButton matchCase = SafeText.set(new JToggleButton(), "Aa");
  private final JButton previous = Buttons.icon(Glyph.ARROW_UP, "Previous match", "Shift+F3");
  private final JButton next = Buttons.icon(Glyph.ARROW_DOWN, "Next match", "F3");
  private final JLabel outcome = SafeText.label("", ColorRole.TEXT3, Fonts.SMALL);
  private Cancellation looking = Cancellation.create();
  private @Nullable ValueBytes in;

  FindInValue(UiExecutor ui, ValuePane pane) {
    super(new MigLayout("insets 0, gap 4", "[][][][][60::]", "[28!]"));
    this.executor = ui;
    this.pane = pane;
    setOpaque(false);
    Buttons.describe(matchCase, "Match case", "");
    matchCase.putClientProperty("JButton.buttonType", "toolBarButton");
    add(what, "w 200!");
    add(matchCase);
    add(previous);
    add(next);
    add(outcome);
    what.onChange(text -> look(true, true));
    matchCase.addActionListener(e -> look(true, true));
    next.addActionListener(e -> look(true, false));
    previous.addActionListener(e -> look(false, false));
    what.addKeyListener(
        new KeyAdapter() {
          @Override
          public void keyPressed(KeyEvent e) {
            if (e.getKeyCode() == KeyEvent.VK_ENTER) {
              look(!e.isShiftDown(), false);
              e.consume();
            }
          }
        });
    in(null);
  }

  /// Looks in these bytes from now on; in nothing if null.
  void in(@Nullable ValueBytes value) {
    looking.cancel();
    in = value;
    SafeText.set(outcome, "");
    for (var part : new java.awt.Component[] {what, matchCase, previous, next}) {
      part.setEnabled(value != null);
    }
  }

  /// Puts the caret where one types what to find.
  void open() {
    what.selectAll();
    what.requestFocusInWindow();
  }

  /// Goes to the next or the previous match.
  ///
  /// @param fromHere whether what is selected may match itself
  void look(boolean forward, boolean fromHere) {
    looking.cancel();
    var value = in;
    var wanted = wanted(what.getText());
    if (value == null || wanted.length == 0) {
      SafeText.set(outcome, "");
      return;
    }
    var mine = Cancellation.create();
    looking = mine;
    var exact = matchCase.isSelected();
    var from = pane.canvas().from();
    var to = pane.canvas().to();
    SafeText.set(outcome, "Looking…");
    var _ =
        executor.run(
            () -> {
              var search = new ByteSearch(value, wanted, exact, mine);
              var start = fromHere || from == to ? from : from + 1;
              return forward ? search.next(start) : search.previous(from);
            },
            found -> {
              if (!mine.isCancelled()) {
                found(found, wanted.length);
              }
            },
            e -> {
              if (!mine.isCancelled()) {
                SafeText.set(outcome, "");
              }
            });
  }

  private void found(long place, int length) {
    SafeText.set(outcome, place < 0 ? "No match" : "");
    if (place >= 0) {
      pane.find(place, place + length);
    }
  }

  private static byte[] wanted(String text) {
    if (text.startsWith("\\x") && text.length() > 2) {
      try {
        return HexFormat.of().parseHex(text.substring(2).replace(" ", ""));
      } catch (IllegalArgumentException noBytes) {
        // then it is looked for as it is
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
