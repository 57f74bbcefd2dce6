package dev.tusk.swing.shell.palette;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.BorderLayout;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.ListSelectionModel;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import net.miginfocom.swing.MigLayout;

/// The palette itself: input, tabs, rows, footer.
final class PalettePanel extends JPanel {
  private static final Messages TEXT = Messages.of(PalettePanel.class);
  private static final int MOST_ROWS_HEIGHT = 412;
  private final PaletteModel model;
  private final Runnable close;
  private final JTextField input = new TextField();
  private final DefaultListModel<PaletteModel.Row> rows = new DefaultListModel<>();
  private final JList<PaletteModel.Row> list = new JList<>(rows);
  private final JLabel count = SafeText.label("", ColorRole.TEXT2, Fonts.SMALL);
  private final PaletteTabs tabs;

  PalettePanel(PaletteModel model, String tab, String query, Runnable close) {
    super(new BorderLayout());
    this.model = model;
    this.close = close;
    setOpaque(false);
    setBorder(BorderFactory.createEmptyBorder(1, 1, 1, 1));
    tabs = new PaletteTabs(model.tabs(), tab, chosen -> refresh());
    add(top(), BorderLayout.NORTH);
    add(middle(), BorderLayout.CENTER);
    add(bottom(), BorderLayout.SOUTH);
    input.setText(query);
    input.getDocument().addDocumentListener(new Typing());
    input.addKeyListener(new Steering());
    refresh();
  }

  void focusInput() {
    input.requestFocusInWindow();
  }

  private JPanel top() {
    var top =
        new JPanel(new MigLayout("insets 0 16 0 12, fillx, gap 12", "[][grow,fill][]", "[48!]"));
    top.setOpaque(false);
    top.setBorder(Hairline.bottom());
    top.add(new JLabel(Icons.of(Glyph.SEARCH)));
    input.setBorder(BorderFactory.createEmptyBorder());
    input.setOpaque(false);
    Fonts.INPUT.set(input);
    input.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, TEXT.get("placeholder"));
    input.getAccessibleContext().setAccessibleName(TEXT.get("search"));
    top.add(input);
    top.add(tabs);
    return top;
  }

  private JScrollPane middle() {
    list.setCellRenderer(new PaletteCell());
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setFocusable(false);
    list.setOpaque(false);
    list.setBorder(BorderFactory.createEmptyBorder(4, 8, 8, 8));
    list.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            var index = list.locationToIndex(e.getPoint());
            if (index >= 0 && rows.get(index) instanceof PaletteModel.Entry) {
              list.setSelectedIndex(index);
              open(e.isControlDown());
            }
          }
        });
    var scroll = new JScrollPane(list);
    scroll.setBorder(null);
    scroll.setOpaque(false);
    scroll.getViewport().setOpaque(false);
    return scroll;
  }

  private JPanel bottom() {
    var bottom = new JPanel(new MigLayout("insets 0 16 0 16, gap 8", "", "[34!]"));
    bottom.setOpaque(false);
    bottom.setBorder(Hairline.top());
    bottom.add(new JLabel(Icons.of(Glyph.ARROW_UP, ColorRole.TEXT3, 14)));
    bottom.add(new JLabel(Icons.of(Glyph.ARROW_DOWN, ColorRole.TEXT3, 14)), "gapx 0 0");
    hint(bottom, "", TEXT.get("choose"));
    hint(bottom, "Enter", TEXT.get("run"));
    hint(bottom, "Ctrl+Enter", TEXT.get("newTab"));
    bottom.add(count, "pushx, alignx right");
    return bottom;
  }

  private static void hint(JPanel bottom, String key, String words) {
    if (!key.isEmpty()) {
      bottom.add(SafeText.label(key, ColorRole.TEXT3, Fonts.SMALL), "gapleft 8");
    }
    bottom.add(SafeText.label(words, ColorRole.TEXT, Fonts.SMALL));
  }

  private void refresh() {
    var query = input.getText().strip();
    rows.clear();
    rows.addAll(model.rows(tabs.chosen(), query));
    if (rows.isEmpty()) {
      rows.addElement(new PaletteModel.Heading(TEXT.get("nothing", query)));
    }
    var found = 0;
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i) instanceof PaletteModel.Entry) {
        found++;
        list.setSelectedIndex(i);
      }
    }
    list.ensureIndexIsVisible(0);
    var all = String.valueOf(model.size(tabs.chosen()));
    SafeText.set(count, TEXT.get("count", String.valueOf(found), all));
    if (getParent() != null) {
      getParent().revalidate();
      getParent().repaint();
    }
  }

  /// The height that all rows need, up to a limit, in px of the screen.
  int wantedHeight() {
    var listHeight = Math.min(list.getPreferredSize().height, Theme.px(MOST_ROWS_HEIGHT));
    return listHeight + Theme.px(49 + 35 + 2);
  }

  private void move(int step) {
    for (int i = list.getSelectedIndex() + step; i >= 0 && i < rows.size(); i += step) {
      if (rows.get(i) instanceof PaletteModel.Entry) {
        list.setSelectedIndex(i);
        list.ensureIndexIsVisible(i == 1 ? 0 : i);
        return;
      }
    }
  }

  private void open(boolean newTab) {
    if (list.getSelectedValue() instanceof PaletteModel.Entry(var item, var matched)) {
      close.run();
      (newTab ? item.openInNewTab() : item.open()).run();
    }
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.fillRound(g2, this, ColorRole.RAISED, 8);
    Painting.outline(g2, this, ColorRole.LINE2, 8);
    g2.dispose();
  }

  private final class Steering extends KeyAdapter {
    @Override
    public void keyPressed(KeyEvent e) {
      var handled = true;
      switch (e.getKeyCode()) {
        case KeyEvent.VK_DOWN -> move(1);
        case KeyEvent.VK_UP -> move(-1);
        case KeyEvent.VK_TAB -> tabs.step(e.isShiftDown() ? -1 : 1);
        case KeyEvent.VK_ENTER -> open(e.isControlDown() || e.isMetaDown());
        case KeyEvent.VK_ESCAPE -> close.run();
        default -> handled = false;
      }
      if (handled) {
        e.consume();
      }
    }
  }

  private final class Typing implements DocumentListener {
    @Override
    public void insertUpdate(DocumentEvent e) {
      refresh();
    }

    @Override
    public void removeUpdate(DocumentEvent e) {
      refresh();
    }

    @Override
    public void changedUpdate(DocumentEvent e) {
      refresh();
    }
  }
}
