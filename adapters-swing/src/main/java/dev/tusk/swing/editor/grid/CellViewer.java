package dev.tusk.swing.editor.grid;

import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.ColorRole;
import dev.tusk.swing.kit.Colors;
import dev.tusk.swing.kit.Fonts;
import dev.tusk.swing.kit.Hairline;
import dev.tusk.swing.kit.SafeText;
import dev.tusk.swing.kit.UiExecutor;
import dev.tusk.swing.kit.Windows;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.KeyEvent;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Shows the whole of a cell in a window that does not block; Esc closes it. Event thread only.
public final class CellViewer {
  /// Wrapping a longer line would hold the window up for seconds.
  private static final int WRAPPED_LINE = 20_000;

  private CellViewer() {}

  /// Opens the cell that has the focus in a grid; reads it away from the event thread.
  public static void open(UiExecutor ui, ResultGrid grid) {
    var cell = grid.focusedCell();
    if (cell == null) {
      return;
    }
    var store = grid.result().store();
    var column = store.columns().get(cell[1]);
    var text = new JTextArea();
    text.setEditable(false);
    Fonts.MONO.set(text);
    Colors.background(text, ColorRole.CONTENT);
    text.getAccessibleContext().setAccessibleName("Value of " + column.name());
    var size = SafeText.label("Reading…", ColorRole.TEXT3, Fonts.SMALL);
    var wrap = SafeText.set(new JCheckBox(), "Wrap lines");
    wrap.addActionListener(e -> text.setLineWrap(wrap.isSelected()));
    var foot = new JPanel(new MigLayout("insets 6 12 6 12, fillx", "[]push[]"));
    foot.setBorder(Hairline.top());
    foot.add(size);
    foot.add(wrap);
    var content = new JPanel(new BorderLayout());
    content.add(new JScrollPane(text), BorderLayout.CENTER);
    content.add(foot, BorderLayout.SOUTH);
    content.setPreferredSize(new Dimension(640, 420));
    var dialog =
        new JDialog(
            Windows.of(grid).orElseThrow(),
            SafeText.plain(column.name()) + ", row " + Figures.count(cell[0] + 1L));
    dialog.setContentPane(content);
    dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
    dialog
        .getRootPane()
        .registerKeyboardAction(
            e -> dialog.dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    dialog.pack();
    dialog.setLocationRelativeTo(grid);
    var bytes = store.length(cell[0], cell[1]);
    var _ =
        ui.run(
            () -> new Value(store.text(cell[0], cell[1])),
            value -> {
              var wraps = value.longestLine() <= WRAPPED_LINE;
              wrap.setSelected(wraps);
              wrap.setEnabled(wraps);
              text.setLineWrap(wraps);
              text.setText(value.text() == null ? "NULL" : value.text());
              text.setCaretPosition(0);
              SafeText.set(
                  size,
                  column.typeName()
                      + " · "
                      + (value.text() == null
                          ? "NULL"
                          : Figures.count(value.text().length())
                              + " characters · "
                              + Figures.bytes(bytes)));
            },
            e -> SafeText.set(size, "This result is closed"));
    dialog.setVisible(true);
  }

  private record Value(@Nullable String text) {
    int longestLine() {
      return text == null ? 0 : text.lines().mapToInt(String::length).max().orElse(0);
    }
  }
}
