package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultStore;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Clipboards;
import dev.tusk.swing.kit.ColorRole;
import dev.tusk.swing.kit.Colors;
import dev.tusk.swing.kit.Fonts;
import dev.tusk.swing.kit.Glyph;
import dev.tusk.swing.kit.Hairline;
import dev.tusk.swing.kit.SafeText;
import dev.tusk.swing.kit.UiExecutor;
import dev.tusk.swing.kit.WarmUp;
import dev.tusk.swing.kit.Windows;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.KeyEvent;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Shows a cell in a window that does not block; Esc closes it. Event thread only.
///
/// Of a very long value the start is shown and said so; "Copy all" copies the whole. The value is
/// text and nothing else: no format is parsed, no image decoded, no entity resolved.
public final class CellViewer {
  /// So much is laid out within a moment, and more than anybody reads.
  static final int SHOWN_BYTES = 200_000;

  private final UiExecutor ui;
  private final ResultStore store;
  private final ResultColumn column;
  private final long row;
  private final int index;
  private final ValueArea text = new ValueArea();
  private final JLabel size = SafeText.label("Reading…", ColorRole.TEXT3, Fonts.SMALL);
  private final JCheckBox wrap = SafeText.set(new JCheckBox(), "Wrap lines");
  private final JButton copy = Buttons.icons(Buttons.secondary("Copy all"), Glyph.COPY);

  private CellViewer(UiExecutor ui, ResultStore store, long row, int index) {
    this.ui = ui;
    this.store = store;
    this.column = store.columns().get(index);
    this.row = row;
    this.index = index;
    Fonts.MONO.set(text);
    Colors.background(text, ColorRole.CONTENT);
    text.getAccessibleContext().setAccessibleName("Value of " + SafeText.plain(column.name()));
    wrap.setSelected(true);
    wrap.addActionListener(e -> text.setLineWrap(wrap.isSelected()));
    copy.addActionListener(e -> copyAll());
  }

  /// Opens the cell that has the focus in a grid; reads it away from the event thread.
  public static void open(UiExecutor ui, ResultGrid grid) {
    var cell = grid.focusedCell();
    if (cell == null) {
      return;
    }
    new CellViewer(ui, grid.result().store(), grid.focusedRow(), cell[1]).show(grid);
  }

  /// Makes and paints a viewer that nobody sees, for the warm-up.
  public static void rehearse(UiExecutor ui, ResultStore store) {
    var unseen = new CellViewer(ui, store, 0, 0);
    unseen.text.show(ValueArea.Part.of("a\nb"));
    WarmUp.paint(unseen.content(), 640, 420);
  }

  private void show(ResultGrid grid) {
    var dialog =
        new JDialog(
            Windows.of(grid).orElseThrow(),
            SafeText.plain(column.name()) + ", row " + Figures.count(row + 1));
    dialog.setContentPane(content());
    dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
    dialog
        .getRootPane()
        .registerKeyboardAction(
            e -> dialog.dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    dialog.pack();
    dialog.setLocationRelativeTo(grid);
    read();
    dialog.setVisible(true);
  }

  private JComponent content() {
    var foot = new JPanel(new MigLayout("insets 6 12 6 12, fillx, gap 8", "[]push[][]"));
    foot.setBorder(Hairline.top());
    foot.add(size, "wmin 0");
    foot.add(wrap);
    foot.add(copy, "h 28!");
    var content = new JPanel(new BorderLayout());
    content.add(new JScrollPane(text), BorderLayout.CENTER);
    content.add(foot, BorderLayout.SOUTH);
    content.setPreferredSize(new Dimension(640, 420));
    return content;
  }

  private record Read(ValueArea.Part part, String facts) {}

  private void read() {
    var _ =
        ui.run(
            () -> {
              var bytes = store.length(row, index);
              var start = store.preview(row, index, SHOWN_BYTES);
              return new Read(
                  ValueArea.Part.of(start == null ? "NULL" : start), facts(start, bytes));
            },
            read -> {
              text.show(read.part());
              wrap.setEnabled(text.wraps());
              wrap.setSelected(text.wraps());
              SafeText.set(size, read.facts());
            },
            e -> SafeText.set(size, "This result is closed"));
  }

  private String facts(@Nullable String start, int bytes) {
    if (start == null) {
      return column.typeName() + " · NULL";
    }
    var characters = Figures.count(start.codePointCount(0, start.length())) + " characters";
    return bytes > SHOWN_BYTES
        ? "%s · first %s shown of %s".formatted(column.typeName(), characters, Figures.bytes(bytes))
        : column.typeName() + " · " + characters + " · " + Figures.bytes(bytes);
  }

  private void copyAll() {
    var _ =
        ui.run(
            () -> {
              var whole = store.text(row, index);
              return whole == null ? "" : whole;
            },
            whole -> {
              Clipboards.copy(whole);
              SafeText.set(size, "Copied");
            },
            e -> SafeText.set(size, "This result is closed"));
  }
}
