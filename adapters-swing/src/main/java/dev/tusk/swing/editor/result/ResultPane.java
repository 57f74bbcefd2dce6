package dev.tusk.swing.editor.result;

import dev.tusk.core.result.ResultStore;
import dev.tusk.swing.editor.grid.GridLayouts;
import dev.tusk.swing.editor.grid.ResultGrid;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.BorderLayout;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// A grid with the line below that says how far its rows have come. Event thread only.
final class ResultPane extends JPanel {
  private final ResultGrid grid;
  private final JPanel footer =
      new JPanel(new MigLayout("insets 5 12 5 8, fillx, hidemode 3", "[]14[]push[]", "[28!]"));
  private final JLabel rows = Fonts.SEMIBOLD.set(SafeText.label(""));
  private final JLabel memory = SafeText.label("", ColorRole.TEXT2, Fonts.SMALL);
  private final JButton stop = Buttons.secondary("Stop fetching");

  ResultPane(UiExecutor ui, TabResult result, GridLayouts layouts, StripActions actions) {
    super(new BorderLayout());
    grid = new ResultGrid(ui, result, layouts);
    Colors.background(footer, ColorRole.INSET);
    footer.setBorder(Hairline.top());
    footer.add(rows);
    footer.add(memory, "wmin 0");
    footer.add(stop, "h 28!");
    footer.setVisible(false);
    stop.addActionListener(e -> actions.stopFetching());
    add(grid, BorderLayout.CENTER);
    add(footer, BorderLayout.SOUTH);
    setInheritsPopupMenu(true);
    refresh();
  }

  ResultGrid grid() {
    return grid;
  }

  /// `43 MB in memory`, `128 MB in memory, 1.9 GB on disk`.
  private static String size(ResultStore store) {
    var inMemory = Figures.bytes(store.heapBytes()) + " in memory";
    var onDisk = store.spilledBytes();
    return onDisk == 0 ? inMemory : inMemory + ", " + Figures.bytes(onDisk) + " on disk";
  }

  void refresh() {
    grid.refresh();
    var result = grid.result();
    var count = result.store().rowCount();
    var refused = result.refused();
    var show = (result.open() && count > 0) || refused != null || result.failed() != null;
    if (show) {
      stop.setVisible(result.open());
      if (result.open()) {
        rows.setIcon(Icons.of(Glyph.EXPORT, ColorRole.ACCENT_TEXT));
        SafeText.set(rows, Figures.rows(count) + " so far");
        SafeText.set(memory, size(result.store()));
      } else if (refused != null) {
        rows.setIcon(Icons.of(Glyph.MEMORY, ColorRole.WARN));
        SafeText.set(rows, "Stopped at " + Figures.rows(count));
        SafeText.set(memory, refused.message());
        SafeText.tip(memory, refused.message());
      } else {
        rows.setIcon(Icons.of(Glyph.WARNING, ColorRole.WARN));
        SafeText.set(rows, Figures.rows(count) + ", not complete");
        SafeText.set(memory, "The statement ended before its last row.");
      }
    }
    if (footer.isVisible() != show) {
      footer.setVisible(show);
      revalidate();
    }
  }
}
