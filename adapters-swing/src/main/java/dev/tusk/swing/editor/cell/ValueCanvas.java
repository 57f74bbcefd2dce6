package dev.tusk.swing.editor.cell;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Cursor;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.function.IntConsumer;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;

/// Paints rows and lets the mouse select in them. What is selected is a stretch of the value's
/// bytes, whether it is in view or not. Event thread only.
final class ValueCanvas extends JComponent {
  private static final int MARGIN = 12;
  private static final int TOP = 6;

  private final String name;
  private List<Painted> rows = List.of();
  private IntConsumer scroll = by -> {};
  private int left;
  private long anchor;
  private long caret;

  /// A row with its colours.
  static final class Painted {
    private final Row row;
    private final List<Ink.Run> runs;
    private int[] xs = {};

    Painted(Row row, List<Ink.Run> runs) {
      this.row = row;
      this.runs = runs;
    }

    /// Where each character begins, in pixels, and where the last one ends.
    private int[] xs(FontMetrics metrics) {
      var text = row.text();
      if (xs.length == 0) {
        xs = new int[text.length() + 1];
        var one = metrics.charWidth('0');
        for (var i = 0; i < text.length(); ) {
          var point = text.codePointAt(i);
          var width = point >= ' ' && point < 0x7F ? one : metrics.charWidth(point);
          var size = Character.charCount(point);
          if (size == 2) {
            xs[i + 1] = xs[i];
          }
          xs[i + size] = xs[i] + width;
          i += size;
        }
      }
      return xs;
    }
  }

  ValueCanvas(String name) {
    this.name = name;
    Fonts.MONO.set(this);
    setOpaque(true);
    setFocusable(true);
    setAutoscrolls(true);
    setCursor(Cursor.getPredefinedCursor(Cursor.TEXT_CURSOR));
    var mouse = new Selecting();
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext = new Accessible();
    }
    return accessibleContext;
  }

  /// A text whose description is what is in view.
  private final class Accessible extends AccessibleJComponent {
    @Override
    public String getAccessibleName() {
      return name;
    }

    @Override
    public String getAccessibleDescription() {
      return String.join("\n", rows.stream().map(painted -> painted.row.text()).toList());
    }

    @Override
    public AccessibleRole getAccessibleRole() {
      return AccessibleRole.TEXT;
    }
  }

  /// Shows the rows that are in view now.
  void show(List<Painted> inView) {
    rows = List.copyOf(inView);
    repaint();
  }

  /// Scrolls sideways.
  void left(int pixels) {
    left = pixels;
    repaint();
  }

  /// Hears by how many rows the view should move while the mouse selects beyond its edge.
  void onScroll(IntConsumer listener) {
    scroll = listener;
  }

  /// The first byte in view.
  long firstPlace() {
    return rows.isEmpty() ? 0 : rows.getFirst().row.start();
  }

  int fittingRows() {
    return Math.max(1, (getHeight() - Theme.px(TOP)) / rowHeight());
  }

  int fittingColumns() {
    return Math.max(20, (getWidth() - 2 * Theme.px(MARGIN)) / metrics().charWidth('0'));
  }

  /// How wide so many columns are.
  int width(int columns) {
    return 2 * Theme.px(MARGIN) + columns * metrics().charWidth('0');
  }

  /// The first selected byte.
  long from() {
    return Math.min(anchor, caret);
  }

  /// The byte behind the last selected one; as [#from] when nothing is selected.
  long to() {
    return Math.max(anchor, caret);
  }

  void select(long first, long behind) {
    anchor = first;
    caret = behind;
    repaint();
  }

  void selectNothing() {
    select(0, 0);
  }

  /// How far to the right a byte in view is, in pixels of a view that is not scrolled; -1 when it
  /// is not in view.
  int across(long place) {
    for (var painted : rows) {
      if (place >= painted.row.start() && place < painted.row.end()) {
        return painted.xs(metrics())[painted.row.characterAt(place)];
      }
    }
    return -1;
  }

  private FontMetrics metrics() {
    return getFontMetrics(Fonts.MONO.get());
  }

  private int rowHeight() {
    return metrics().getHeight() + Theme.px(2);
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.text(g2);
    g2.setColor(Colors.of(ColorRole.CONTENT));
    g2.fillRect(0, 0, getWidth(), getHeight());
    g2.setFont(Fonts.MONO.get());
    var metrics = g2.getFontMetrics();
    var y = Theme.px(TOP);
    for (var painted : rows) {
      paint(g2, painted, metrics, y);
      y += rowHeight();
    }
    g2.dispose();
  }

  private void paint(Graphics2D g, Painted painted, FontMetrics metrics, int y) {
    var xs = painted.xs(metrics);
    var origin = Theme.px(MARGIN) - left;
    selection(g, painted, xs, origin, y);
    var text = painted.row.text();
    var first = at(xs, -origin);
    var last = at(xs, getWidth() - origin) + 1;
    for (var run : painted.runs) {
      var from = Math.max(run.from(), first);
      var to = Math.min(Math.min(run.to(), text.length()), last);
      if (from < to) {
        g.setColor(Colors.of(run.color()));
        g.drawString(text.substring(from, to), origin + xs[from], y + metrics.getAscent());
      }
    }
  }

  private void selection(Graphics2D g, Painted painted, int[] xs, int origin, int y) {
    var row = painted.row;
    if (from() == to() || row.end() < from() || row.start() >= to()) {
      return;
    }
    var first = row.characterAt(Math.max(from(), row.start()));
    var behind = row.characterAt(Math.min(to(), row.end()));
    // a selected line break shows as a little more
    var more = to() > row.end() ? xs[xs.length - 1] - xs[behind] + Theme.px(6) : 0;
    g.setColor(Colors.of(ColorRole.ACCENT_SOFT));
    g.fillRect(origin + xs[first], y, xs[behind] - xs[first] + more, rowHeight());
  }

  /// The character at a place across.
  private static int at(int[] xs, int x) {
    var low = 0;
    var high = xs.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >>> 1;
      if (xs[middle] <= x) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private long placeAt(int x, int y) {
    if (rows.isEmpty()) {
      return 0;
    }
    var row = rows.get(Math.clamp((y - Theme.px(TOP)) / rowHeight(), 0, rows.size() - 1));
    var xs = row.xs(metrics());
    var within = x - Theme.px(MARGIN) + left;
    var at = at(xs, within);
    var nearer = at + 1 < xs.length && within - xs[at] > xs[at + 1] - within ? at + 1 : at;
    return row.row.places()[nearer];
  }

  private final class Selecting extends MouseAdapter {
    @Override
    public void mousePressed(MouseEvent e) {
      requestFocusInWindow();
      if (!SwingUtilities.isLeftMouseButton(e)) {
        return;
      }
      var place = placeAt(e.getX(), e.getY());
      if (e.getClickCount() == 2) {
        word(e);
      } else {
        select(e.isShiftDown() ? anchor : place, place);
      }
    }

    @Override
    public void mouseDragged(MouseEvent e) {
      if (!SwingUtilities.isLeftMouseButton(e)) {
        return;
      }
      if (e.getY() < 0) {
        scroll.accept(-1);
      } else if (e.getY() > getHeight()) {
        scroll.accept(1);
      }
      select(anchor, placeAt(e.getX(), e.getY()));
    }

    private void word(MouseEvent e) {
      if (rows.isEmpty()) {
        return;
      }
      var row = rows.get(Math.clamp((e.getY() - Theme.px(TOP)) / rowHeight(), 0, rows.size() - 1));
      var text = row.row.text();
      var at = at(row.xs(metrics()), e.getX() - Theme.px(MARGIN) + left);
      var from = Math.min(at, text.length());
      var to = from;
      while (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
        from--;
      }
      while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
        to++;
      }
      select(row.row.places()[from], row.row.places()[to]);
    }
  }
}
