package dev.tusk.app.window;

import dev.tusk.core.export.WriteRows;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.ResultView;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.result.SortKey;
import dev.tusk.sqlite.spill.SpillDirectory;
import dev.tusk.swing.editor.export.CopyAs;
import dev.tusk.swing.editor.export.Ongoing;
import dev.tusk.swing.editor.grid.CellBlock;
import dev.tusk.swing.kit.task.UiTasks;
import dev.tusk.swing.kit.text.ClipboardText;
import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.shell.StatusSegment;
import java.awt.EventQueue;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Copies as much as a clipboard bears out of a result that fills its part of the heap and goes on
/// in a file, sorted; then as much again and a row. Says what came of both, and stays until its
/// standard input ends.
final class LargeCopyChild {
  private static final int ROWS_OF_PAGE = 1_000;
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private LargeCopyChild() {}

  /// A value of 100 bytes, with letters of one, two and three.
  static String value(int row) {
    return "%08d é 東京 ".formatted(row) + "x".repeat(81);
  }

  public static void main(String[] arguments) throws Exception {
    long heap = Runtime.getRuntime().maxMemory();
    int copied = ClipboardText.MOST / 101;
    try (SpillDirectory files = new SpillDirectory(Path.of(arguments[0]))) {
      KeepResults keep = new KeepResults(new MemoryBudget(heap * 3 / 8), files);
      ResultStore store = keep.begin(List.of(new ResultColumn("t", "text", 25, Kind.TEXT)));
      int rows = 0;
      while (rows <= 2 * copied || store.spilledBytes() < heap / 8) {
        RowPage.Builder page = new RowPage.Builder(1, ROWS_OF_PAGE, 100 * ROWS_OF_PAGE);
        for (int i = 0; i < ROWS_OF_PAGE; i++) {
          page.add(value(rows++).getBytes(StandardCharsets.UTF_8));
        }
        store.append(page.build(ROWS_OF_PAGE));
      }
      ResultView view =
          store.arrange(
              List.of(), List.of(new SortKey(0, true)), Cancellation.create(), done -> {});
      EventQueue.invokeLater(() -> copy(store, view, copied));
      while (System.in.read() >= 0) {
        // until the other end is gone
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void copy(ResultStore store, ResultView view, int rows) {
    OUT.println("rows " + rows + " of " + view.rowCount());
    copies()
        .plain(
            store,
            block(view, rows),
            false,
            clip(
                () -> {
                  copies().plain(store, block(view, 2 * rows), false, clip(() -> {}));
                }));
  }

  private static CopyAs copies() {
    return new CopyAs(
        new UiTasks(),
        new WriteRows(),
        new Ongoing(new Nowhere()),
        OUT::println,
        ClipboardText.MOST);
  }

  private static CellBlock block(ResultView view, int rows) {
    return new CellBlock(
        List.of(new CellBlock.Rows(0, rows - 1)), List.of(0), at -> view.row((int) at));
  }

  private static CopyAs.Clip clip(Runnable then) {
    return new CopyAs.Clip() {
      @Override
      public void put(String text) {
        Clipboards.copy(text);
        then.run();
      }

      @Override
      public void tooMuch() {
        OUT.println("too much");
      }
    };
  }

  /// A status bar that nobody looks at.
  private static final class Nowhere implements StatusSegment {
    @Override
    public void show(Content content) {}

    @Override
    public void hide() {}

    @Override
    public void onClick(Runnable handler) {}
  }
}
