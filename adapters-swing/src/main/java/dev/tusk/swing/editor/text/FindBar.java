package dev.tusk.swing.editor.text;

import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.SearchField;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;
import org.fife.ui.rtextarea.SearchContext;
import org.fife.ui.rtextarea.SearchEngine;

/// The strip above the text that finds and replaces; hidden until asked for. Event thread only.
public final class FindBar extends JPanel {
  private final SqlTextArea area;
  private final SearchField what = new SearchField(Glyph.SEARCH, "Find");
  private final JTextField with = new TextField();
  private final JToggleButton matchCase = SafeText.set(new JToggleButton(), "Aa");
  private final JLabel count = SafeText.label("", ColorRole.TEXT3, Fonts.SMALL);
  private final JButton replace = Buttons.secondary("Replace");
  private final JButton replaceAll = Buttons.secondary("All");

  FindBar(SqlTextArea area) {
    super(new MigLayout("insets 5 8 5 8, gap 6, hidemode 3", "", "[28!]"));
    this.area = area;
    Colors.background(this, ColorRole.INSET);
    setBorder(Hairline.bottom());
    setVisible(false);
    with.putClientProperty("JTextField.placeholderText", "Replace with");
    with.getAccessibleContext().setAccessibleName("Replace with");
    Buttons.describe(matchCase, "Match case", "");
    matchCase.putClientProperty("JButton.buttonType", "toolBarButton");
    var next = Buttons.icon(Glyph.ARROW_DOWN, "Next match", "F3");
    var previous = Buttons.icon(Glyph.ARROW_UP, "Previous match", "Shift+F3");
    var close = Buttons.icon(Glyph.CLOSE, "Close find", "Esc");
    add(what, "w 260!");
    add(matchCase);
    add(previous);
    add(next);
    add(count, "w 90!");
    add(with, "w 200!");
    add(replace);
    add(replaceAll);
    add(close, "push, align right");
    what.onChange(text -> search(true, true));
    matchCase.addActionListener(e -> search(true, true));
    next.addActionListener(e -> search(true, false));
    previous.addActionListener(e -> search(false, false));
    replace.addActionListener(e -> replace(false));
    replaceAll.addActionListener(e -> replace(true));
    close.addActionListener(e -> close());
    var keys =
        new KeyAdapter() {
          @Override
          public void keyPressed(KeyEvent e) {
            if (e.getKeyCode() == KeyEvent.VK_ESCAPE) {
              close();
              e.consume();
            } else if (e.getKeyCode() == KeyEvent.VK_ENTER) {
              if (e.getSource().equals(with)) {
                replace(false);
              } else {
                search(!e.isShiftDown(), false);
              }
              e.consume();
            }
          }
        };
    what.addKeyListener(keys);
    with.addKeyListener(keys);
  }

  /// Opens the strip with the selected text in it.
  public void open(boolean replacing) {
    with.setVisible(replacing);
    replace.setVisible(replacing);
    replaceAll.setVisible(replacing);
    setVisible(true);
    var selected = area.getSelectedText();
    if (selected != null && selected.indexOf('\n') < 0) {
      what.setText(selected);
    }
    what.selectAll();
    what.requestFocusInWindow();
    revalidate();
  }

  /// Goes to the next match; opens the strip when there is nothing to find yet.
  public void next() {
    if (what.getText().isEmpty()) {
      open(false);
    } else {
      search(true, false);
    }
  }

  private void close() {
    setVisible(false);
    SearchEngine.markAll(area, new SearchContext(""));
    area.requestFocusInWindow();
  }

  private SearchContext context(boolean forward) {
    var context = new SearchContext(what.getText(), matchCase.isSelected());
    context.setSearchForward(forward);
    context.setSearchWrap(true);
    context.setMarkAll(true);
    context.setReplaceWith(with.getText());
    return context;
  }

  private void search(boolean forward, boolean fromHere) {
    if (what.getText().isEmpty()) {
      SearchEngine.markAll(area, new SearchContext(""));
      SafeText.set(count, "");
      return;
    }
    if (fromHere) {
      area.setCaretPosition(area.getSelectionStart());
    }
    var result = SearchEngine.find(area, context(forward));
    SafeText.set(
        count, result.getMarkedCount() == 0 ? "No match" : result.getMarkedCount() + " found");
  }

  private void replace(boolean all) {
    if (what.getText().isEmpty()) {
      return;
    }
    var result =
        all
            ? SearchEngine.replaceAll(area, context(true))
            : SearchEngine.replace(area, context(true));
    SafeText.set(count, result.getCount() + " replaced");
  }
}
