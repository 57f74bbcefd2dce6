package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.TextSearch;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.SearchField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.time.Duration;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// The strip above a grid that finds in its cells; hidden until asked for. Event thread only.
public final class GridFindBar extends JPanel {
  private static final Duration TYPING = Duration.ofMillis(200);

  private final UiExecutor executor;
  private final GridFind find;
  private final JComponent grid;
  private final SearchField text = new SearchField(Glyph.SEARCH, "Find in cells");
  private final JToggleButton matchCase = toggle("Aa", "Match case");
  private final JToggleButton wholeCell = toggle("Whole cell", "The cell is this text, no more");
  private final JLabel state = SafeText.label("", ColorRole.TEXT2, Fonts.SMALL);
  private final JButton stop = Buttons.secondary("Stop looking");
  private UiExecutor.@Nullable Running typing;

  /// @param grid what has the focus again when the strip is closed
  GridFindBar(UiExecutor ui, GridFind find, JComponent grid) {
    super(
        new MigLayout("insets 4 8 4 8, gap 6, hidemode 3, fillx", "[][][][][][grow][][]", "[28!]"));
    this.executor = ui;
    this.find = find;
    this.grid = grid;
    Colors.background(this, ColorRole.INSET);
    setBorder(Hairline.bottom());
    setVisible(false);
    var previous = Buttons.icon(Glyph.ARROW_UP, "Previous hit", "Shift+F3");
    var next = Buttons.icon(Glyph.ARROW_DOWN, "Next hit", "F3");
    var close = Buttons.icon(Glyph.CLOSE, "Close find", "Esc");
    state.getAccessibleContext().setAccessibleName("Found");
    stop.setVisible(false);
    add(text, "w 240!");
    add(matchCase);
    add(wholeCell);
    add(previous);
    add(next);
    add(state, "growx, wmin 0");
    add(stop, "h 26!");
    add(close);
    text.onChange(typed -> later());
    matchCase.addActionListener(e -> look());
    wholeCell.addActionListener(e -> look());
    previous.addActionListener(e -> next(false));
    next.addActionListener(e -> next(true));
    stop.addActionListener(e -> find.stop());
    close.addActionListener(e -> close());
    text.addKeyListener(new Keys());
  }

  /// Shows the strip and puts the keyboard into it.
  public void open() {
    setVisible(true);
    text.requestFocusInWindow();
    text.selectAll();
    revalidate();
  }

  /// Goes to the next hit or the one before; opens the strip when there is nothing to find yet.
  public void next(boolean forward) {
    if (typing != null) {
      look();
    } else if (find.any()) {
      find.next(forward);
    } else {
      open();
    }
  }

  /// Shows how far a search is.
  void show(GridFind.State now) {
    SafeText.set(state, now.words());
    Colors.foreground(state, now.missing() ? ColorRole.WARN : ColorRole.TEXT2);
    stop.setVisible(now.busy());
  }

  private void later() {
    if (typing != null) {
      typing.cancel();
    }
    typing = executor.after(TYPING, this::look);
  }

  private void look() {
    if (typing != null) {
      typing.cancel();
      typing = null;
    }
    find.look(new TextSearch(text.getText(), matchCase.isSelected(), wholeCell.isSelected()));
  }

  private void close() {
    if (typing != null) {
      typing.cancel();
      typing = null;
    }
    setVisible(false);
    find.end();
    grid.requestFocusInWindow();
  }

  private static JToggleButton toggle(String words, String name) {
    var button = SafeText.set(new JToggleButton(), words);
    Buttons.describe(button, name, "");
    button.putClientProperty("JButton.buttonType", "toolBarButton");
    return button;
  }

  /// Enter goes on, with Shift back; Esc closes.
  private final class Keys extends KeyAdapter {
    @Override
    public void keyPressed(KeyEvent e) {
      if (e.getKeyCode() == KeyEvent.VK_ENTER) {
        next(!e.isShiftDown());
        e.consume();
      } else if (e.getKeyCode() == KeyEvent.VK_ESCAPE) {
        close();
        e.consume();
      }
    }
  }
}
