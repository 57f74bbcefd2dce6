package dev.tusk.swing.editor.cell;

import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import java.awt.BorderLayout;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.MouseWheelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollBar;

/// Shows rows of any number: those in view are read in the background, painted, and forgotten.
/// Event thread only.
final class ValuePane extends JPanel {
  /// A scroll bar counts in ints.
  private static final long STEPS = 1_000_000_000;

  private final UiExecutor executor;
  private final ValueCanvas canvas;
  private final JScrollBar down = new JScrollBar(JScrollBar.VERTICAL);
  private final JScrollBar across = new JScrollBar(JScrollBar.HORIZONTAL);
  private Consumer<Exception> failed = e -> {};
  private Rows rows = new HexRows(ValueBytes.of(new byte[0]));
  private ViewMode mode = ViewMode.TEXT;
  private boolean reading;
  private boolean stale;
  private boolean setting;
  private long wanted = -1;

  /// @param name what a screen reader calls the value
  ValuePane(UiExecutor ui, String name) {
    super(new BorderLayout());
    this.executor = ui;
    this.canvas = new ValueCanvas(name);
    var foot = new JPanel(new BorderLayout());
    foot.add(across);
    add(canvas);
    add(down, BorderLayout.EAST);
    add(foot, BorderLayout.SOUTH);
    Colors.background(this, ColorRole.CONTENT);
    Colors.background(foot, ColorRole.CONTENT);
    down.addAdjustmentListener(e -> scrolled());
    across.addAdjustmentListener(e -> canvas.left(across.getValue()));
    canvas.addMouseWheelListener(this::wheel);
    canvas.onScroll(by -> down.setValue(down.getValue() + by));
    canvas.addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            bars();
            read();
          }
        });
    keys();
  }

  /// Hears when the rows cannot be read any more.
  void onFailure(Consumer<Exception> listener) {
    failed = listener;
  }

  /// Shows other rows; keeps the place if they are of the same bytes.
  ///
  /// @param sameBytes whether they only are broken or counted otherwise
  void show(Rows newRows, ViewMode newMode, boolean sameBytes) {
    var place = sameBytes ? canvas.firstPlace() : 0;
    var more = sameBytes && newRows.count() > rows.count() && rows.columns() <= newRows.columns();
    rows = newRows;
    mode = newMode;
    if (!sameBytes) {
      canvas.selectNothing();
      set(down, 0);
      set(across, 0);
    }
    bars();
    if (place > 0 && !more) {
      goTo(place, false);
    }
    read();
  }

  /// The component that paints, for the focus.
  ValueCanvas canvas() {
    return canvas;
  }

  /// How many columns fit side by side.
  int fittingColumns() {
    return canvas.fittingColumns();
  }

  /// Marks some bytes and goes to them.
  void find(long from, long to) {
    canvas.select(from, to);
    wanted = from;
    goTo(from, true);
  }

  private void goTo(long place, boolean middle) {
    var now = rows;
    var _ =
        executor.run(
            () -> now.rowOf(place),
            row -> {
              if (now.equals(rows)) {
                var above = middle ? canvas.fittingRows() / 3 : 0;
                set(down, (int) (Math.max(0, row - above) / unit()));
                read();
              }
            },
            failed);
  }

  private long unit() {
    return 1 + rows.count() / STEPS;
  }

  private void bars() {
    setting = true;
    var fitting = canvas.fittingRows();
    var steps = (int) (rows.count() / unit());
    down.setValues(
        Math.clamp(down.getValue(), 0, Math.max(0, steps - fitting)),
        Math.min(fitting, steps),
        0,
        steps);
    down.setBlockIncrement(Math.max(1, fitting - 1));
    down.setVisible(steps > fitting);
    var width = canvas.width(rows.columns());
    var seen = Math.max(1, canvas.getWidth());
    across.setValues(
        Math.clamp(across.getValue(), 0, Math.max(0, width - seen)),
        Math.min(seen, width),
        0,
        width);
    across.setUnitIncrement(canvas.width(4));
    across.setBlockIncrement(seen);
    across.getParent().setVisible(width > seen && mode != ViewMode.HEX);
    setting = false;
  }

  private void set(JScrollBar bar, int value) {
    setting = true;
    bar.setValue(value);
    setting = false;
  }

  private void scrolled() {
    if (!setting) {
      read();
    }
  }

  private void wheel(MouseWheelEvent e) {
    var bar = e.isShiftDown() ? across : down;
    var by = e.getScrollType() == MouseWheelEvent.WHEEL_UNIT_SCROLL ? e.getUnitsToScroll() : 10;
    bar.setValue(bar.getValue() + by * (e.isShiftDown() ? across.getUnitIncrement() : 1));
  }

  /// Reads the rows in view. While one reading goes on, no other is begun: the last one wanted
  /// comes after it.
  private void read() {
    if (reading) {
      stale = true;
      return;
    }
    reading = true;
    stale = false;
    var from = down.getValue() * unit();
    var now = rows;
    var inMode = mode;
    var count = canvas.fittingRows() + 2;
    var _ =
        executor.run(
            () -> inked(now, inMode, from, count),
            painted -> {
              reading = false;
              if (now.equals(rows)) {
                canvas.show(painted);
                uncover();
              }
              if (stale) {
                read();
              }
            },
            e -> {
              reading = false;
              failed.accept(e);
            });
  }

  /// Scrolls sideways to what was found.
  private void uncover() {
    var x = wanted < 0 ? -1 : canvas.across(wanted);
    if (x >= 0) {
      wanted = -1;
      if (x < across.getValue() || x > across.getValue() + canvas.getWidth() * 3 / 4) {
        across.setValue(Math.max(0, x - canvas.getWidth() / 3));
      }
    }
  }

  private static List<ValueCanvas.Painted> inked(Rows rows, ViewMode mode, long from, int count) {
    var ink = new Ink(mode);
    var above = Math.min(from, count);
    var painted = new ArrayList<ValueCanvas.Painted>();
    var read = rows.read(from - above, (int) above + count);
    for (var i = 0; i < read.size(); i++) {
      var runs = ink.of(read.get(i));
      if (i >= above) {
        painted.add(new ValueCanvas.Painted(read.get(i), runs));
      }
    }
    return painted;
  }

  private void keys() {
    key("UP", () -> step(-1));
    key("DOWN", () -> step(1));
    key("PAGE_UP", () -> step(-down.getBlockIncrement()));
    key("PAGE_DOWN", () -> step(down.getBlockIncrement()));
    key("HOME", () -> across.setValue(0));
    key("END", () -> across.setValue(across.getMaximum()));
    key("ctrl HOME", () -> down.setValue(0));
    key("ctrl END", () -> down.setValue(down.getMaximum()));
    key("LEFT", () -> across.setValue(across.getValue() - across.getUnitIncrement()));
    key("RIGHT", () -> across.setValue(across.getValue() + across.getUnitIncrement()));
  }

  private void step(int by) {
    down.setValue(down.getValue() + by);
  }

  private void key(String stroke, Runnable action) {
    canvas.registerKeyboardAction(
        e -> action.run(), javax.swing.KeyStroke.getKeyStroke(stroke), JComponent.WHEN_FOCUSED);
  }
}
