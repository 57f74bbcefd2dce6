package dev.tusk.swing.editor.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.TargetTable;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.swing.editor.grid.CellBlock;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.shell.StatusSegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyAsTest {
  private static final TargetTable ORDERS = new TargetTable("shop.orders", List.of("id"));
  private final List<String> told = new ArrayList<>();
  private final Segment segment = new Segment();
  private final Ongoing ongoing = new Ongoing(segment);
  private final Clipped clip = new Clipped();

  @Test
  void selectedCellsAreCopiedInTheirOrder() {
    var store = orders(3);
    var block =
        new CellBlock(List.of(new CellBlock.Rows(0, 0), new CellBlock.Rows(2, 2)), List.of(1, 0));
    copy(1 << 20).copy(store, block, ExportFormat.CSV, ORDERS, clip);
    assertThat(clip.text).isEqualTo("total,id\n10,1\n30,3\n");
    assertThat(told).containsExactly("Copied 4 cells as CSV");
    assertThat(segment.shown).isEmpty();
  }

  @Test
  void namesAreLeftOutWhenNotWanted() {
    var copies = copy(1 << 20);
    copies.names(false);
    copies.copy(orders(1), cells(0, 0, 0, 1), ExportFormat.TSV, ORDERS, clip);
    assertThat(clip.text).isEqualTo("1\t10\n");
  }

  @Test
  void anUpdateTakesItsKeyAlongThoughItIsNotSelected() {
    copy(1 << 20).copy(orders(2), cells(1, 1, 1), ExportFormat.UPDATE, ORDERS, clip);
    assertThat(clip.text).isEqualTo("UPDATE shop.orders SET total = 20 WHERE id = 2;\n");
  }

  @Test
  void tooMuchForTheClipboardIsNotCopied() {
    copy(200_000).copy(orders(100_000), cells(0, 99_999, 0, 1), ExportFormat.JSON, ORDERS, clip);
    assertThat(clip.tooMuch).isTrue();
    assertThat(clip.text).isEmpty();
    assertThat(segment.shown).isEmpty();
  }

  @Test
  void aLargeSelectionIsCopiedAsASpreadsheetTakesItAndCanBeStopped() {
    copy(1 << 20).plain(orders(20_000), cells(0, 19_999, 0, 1), true, clip);
    assertThat(clip.text).startsWith("id\ttotal\n1\t10\n").endsWith("20000\t200000");
    assertThat(told).containsExactly("Copied 40,000 cells");
    told.clear();
    segment.stopsAt = "Copying… 10,000 rows";
    copy(1 << 20).plain(orders(50_000), cells(0, 49_999, 0), false, clip);
    assertThat(told).containsExactly("Nothing was copied");
    assertThat(ongoing.any()).isFalse();
  }

  @Test
  void aStopCopiesNothing() {
    segment.stopsAt = "Copying… 2,000 rows";
    copy(1 << 20).copy(orders(5_000), cells(0, 4_999, 0), ExportFormat.CSV, ORDERS, clip);
    assertThat(told).containsExactly("Nothing was copied");
    assertThat(clip.text).isEmpty();
    assertThat(ongoing.any()).isFalse();
  }

  @Test
  void aResultThatWasClosedIsSaid() {
    var store = orders(3);
    store.close();
    copy(1 << 20).copy(store, cells(0, 2, 0), ExportFormat.CSV, ORDERS, clip);
    assertThat(told).singleElement().asString().startsWith("Nothing was copied: ");
  }

  private CopyAs copy(int most) {
    return new CopyAs(new ImmediateUi(), new WriteRows(), ongoing, told::add, most);
  }

  private static CellBlock cells(long first, long last, Integer... columns) {
    return new CellBlock(List.of(new CellBlock.Rows(first, last)), List.of(columns));
  }

  private static ResultStore orders(int rows) {
    var columns =
        List.of(
            new ResultColumn("id", "int4", 23, Kind.NUMBER),
            new ResultColumn("total", "int4", 23, Kind.NUMBER));
    var store = new ResultStore(columns, new MemoryBudget(Long.MAX_VALUE / 2));
    var page = new RowPage.Builder(2, rows, rows * 8);
    for (var i = 1; i <= rows; i++) {
      page.add(String.valueOf(i).getBytes(StandardCharsets.UTF_8));
      page.add(String.valueOf(i * 10).getBytes(StandardCharsets.UTF_8));
    }
    store.append(page.build(rows));
    return store;
  }

  private static final class Clipped implements CopyAs.Clip {
    private String text = "";
    private boolean tooMuch;

    @Override
    public void put(String whole) {
      text = whole;
    }

    @Override
    public void tooMuch() {
      tooMuch = true;
    }
  }

  private static final class Segment implements StatusSegment {
    private String shown = "";
    private String stopsAt = "";
    private Runnable click = () -> {};

    @Override
    public void show(Content content) {
      shown = content.text();
      if (shown.equals(stopsAt)) {
        click.run();
      }
    }

    @Override
    public void hide() {
      shown = "";
    }

    @Override
    public void onClick(Runnable handler) {
      click = handler;
    }
  }
}
