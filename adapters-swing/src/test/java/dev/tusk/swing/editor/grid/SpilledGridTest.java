package dev.tusk.swing.editor.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.result.SpillFile;
import dev.tusk.core.testkit.InMemorySpillFiles;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the grid does with rows that are on disk: never read them on the event thread.
class SpilledGridTest {
  private final ImmediateUi ui = new ImmediateUi();
  private final List<Boolean> readsOnEventThread = new ArrayList<>();

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  private TabResult result(int rows) {
    return new TabResult(
        1,
        "select",
        Stores.spilledNumbers(rows, () -> new Watched(new InMemorySpillFiles().create())));
  }

  /// Notes on which thread it is read.
  private final class Watched implements SpillFile {
    private final SpillFile file;

    Watched(SpillFile file) {
      this.file = file;
    }

    @Override
    public long append(List<byte[]> parts) {
      return file.append(parts);
    }

    @Override
    public byte[] read(long position, int length) {
      readsOnEventThread.add(ui.onEventThread());
      return file.read(position, length);
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void close() {
      file.close();
    }
  }

  @Test
  void aValueOnDiskIsReadInTheBackgroundAndShownWhenItIsThere() {
    try (var result = result(10_000)) {
      var model = new GridModel(ui, result.store());

      assertThat(model.getValueAt(9_999, 0)).isEqualTo(GridModel.LATER);
      assertThat(model.getValueAt(9_999, 0)).isEqualTo("10000");
      assertThat(readsOnEventThread).isNotEmpty().containsOnly(false);
    }
  }

  @Test
  void valuesThatAreOutOfViewWhenTheirTurnComesAreNotRead() {
    try (var result = result(10_000)) {
      var model = new GridModel(ui, result.store());
      var arrivals = new ArrayList<String>();
      model.onArrival(row -> row >= 5_000, () -> arrivals.add("arrived"));

      assertThat(model.getValueAt(10, 0)).isEqualTo(GridModel.LATER);
      assertThat(readsOnEventThread).isEmpty();
      assertThat(model.getValueAt(5_000, 0)).isEqualTo(GridModel.LATER);
      assertThat(arrivals).hasSize(1);
      assertThat(model.getValueAt(5_000, 0)).isEqualTo("5001");
    }
  }

  @Test
  void aGridOverRowsOnDiskReadsNothingOnTheEventThread() {
    try (var result = result(10_000)) {
      var grid = new ResultGrid(ui, result);
      var figures = new ArrayList<String>();
      grid.onStatus(status -> figures.add(status.figures()));
      grid.setSize(new Dimension(400, 300));
      grid.doLayout();
      grid.goTo(9_000);
      var image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
      grid.printAll(image.createGraphics());
      grid.table().selectAll();
      grid.refresh();

      assertThat(figures.getLast()).startsWith("Σ 50005000");
      assertThat(readsOnEventThread).isNotEmpty().containsOnly(false);
    }
  }

  @Test
  void anotherSelectionTakesThePlaceOfOneThatIsStillAdded() {
    try (var result = result(10_000)) {
      var grid = new ResultGrid(ui, result);
      var figures = new ArrayList<String>();
      grid.onStatus(status -> figures.add(status.figures()));
      ui.hold();
      grid.table().selectAll();
      assertThat(figures.getLast()).isEqualTo("10,000 cells · adding…");
      grid.table().setRowSelectionInterval(0, 2);
      ui.goOn();
      readsOnEventThread.clear();
      ui.release();

      assertThat(figures.getLast()).isEqualTo("Σ 6 · avg 2 · min 1 · max 3 · 3 cells");
      assertThat(figures).noneMatch(each -> each.startsWith("Σ 50005000"));
      assertThat(readsOnEventThread).hasSize(1);
    }
  }

  @Test
  void aFullDiskEndsTheFetchKeepsTheRowsAndIsSaid() {
    var files = new InMemorySpillFiles(20_000);
    try (var result = new TabResult(1, "select", Stores.spilledNumbers(0, files))) {
      var pages = 0;
      while (result.append(Stores.page(IntStream.range(0, 1000).toArray()))) {
        pages++;
      }

      assertThat(pages).isPositive();
      assertThat(result.refused())
          .isInstanceOfSatisfying(
              TuskError.StorageFailed.class, error -> assertThat(error.message()).contains("full"));
      assertThat(result.store().rowCount()).isEqualTo(pages * 1000L);
    }
  }
}
