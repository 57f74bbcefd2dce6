package dev.tusk.swing.editor.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Canvas;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import javax.swing.JTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final int MILLION = 1_000_000;
  private static final int WIDTH = 200;

  /// The frame of the focused cell.
  private static final int EDGE = 3;

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  @Test
  void theLineBelowTheHeaderGoesOnBehindTheLastColumn() {
    var model = new GridModel(new ImmediateUi(), Stores.numbers(1));
    var header =
        new GridTable(model, new CellPainter(model), new HeaderPainter(model, List::of))
            .getTableHeader();
    header.setSize(2 * WIDTH, 28);
    var image = new BufferedImage(2 * WIDTH, 28, BufferedImage.TYPE_INT_RGB);
    header.paint(image.getGraphics());
    for (var x : List.of(0, 2 * WIDTH - 1)) {
      assertThat(image.getRGB(x, 27)).as("at " + x).isEqualTo(Colors.of(ColorRole.LINE).getRGB());
    }
  }

  @Test
  void aMillionRowsAreShownWithoutBeingCopied() {
    var model = new GridModel(new ImmediateUi(), Stores.numbers(MILLION));

    assertThat(model.getRowCount()).isEqualTo(MILLION);
    assertThat(model.getValueAt(MILLION - 1, 0)).isEqualTo("1000000");
  }

  @Test
  void rowsThatComeLaterAppearOnRefreshOnly() {
    var store = Stores.numbers(1000);
    var model = new GridModel(new ImmediateUi(), store);
    var events = new ArrayList<String>();
    model.addTableModelListener(e -> events.add(e.getFirstRow() + "-" + e.getLastRow()));
    var page = new RowPage.Builder(1, 1, 4);
    page.add("x".getBytes(StandardCharsets.UTF_8));
    store.append(page.build(1));

    assertThat(model.getRowCount()).isEqualTo(1000);
    assertThat(model.refresh()).isTrue();
    assertThat(model.getRowCount()).isEqualTo(1001);
    assertThat(events).containsExactly("1000-1000");
  }

  @Test
  void aLongCellIsPreviewedNotRead() {
    var store = Stores.of(List.of(Kind.TEXT), new String[] {"é".repeat(1_000_000)});

    assertThat((String) new GridModel(new ImmediateUi(), store).getValueAt(0, 0))
        .hasSizeLessThan(2100);
    assertThat(CellRuns.of(Kind.TEXT, "x".repeat(9000)).getFirst().text()).hasSize(500);
  }

  @Test
  void numbersAddUpExactlyWhateverIsSelectedBesideThem() {
    var store =
        Stores.of(
            List.of(Kind.NUMBER, Kind.TEXT),
            new String[] {"0.10", "7"},
            new String[] {"0.20", "7"},
            new @Nullable String[] {null, "7"});

    assertThat(sums(store, block(0, 2, 0, 1)))
        .isEqualTo("Σ 0.30 · avg 0.15 · min 0.10 · max 0.20 · count 2 of 6 cells");
    assertThat(sums(store, block(0, 2, 1))).isEqualTo("3 cells");
    assertThat(sums(store, block(2, 2, 0, 1))).isEqualTo("count 0 of 2 cells");
  }

  @Test
  void wholeNumbersWithAWholeAverageShowNoFraction() {
    assertThat(sums(Stores.numbers(3), block(0, 2, 0)))
        .isEqualTo("Σ 6 · avg 2 · min 1 · max 3 · 3 cells");
  }

  @Test
  void averagesHaveTheServersDigitsButNoIdleZeros() {
    assertThat(sums("2", "2", "1")).startsWith("Σ 5 · avg 1.6666666666666667 ·");
    assertThat(sums("1.000", "1.000")).startsWith("Σ 2.000 · avg 1.000 ·");
    assertThat(sums("NaN", "1")).startsWith("Σ NaN · avg NaN · min 1 · max NaN ·");
    assertThat(sums("1e300", "1e300")).startsWith("Σ 2E+300 · avg 1E+300 · min 1e300 ·");
  }

  private static String sums(String... numbers) {
    var rows = java.util.Arrays.stream(numbers).map(n -> new String[] {n}).toList();
    return sums(
        Stores.of(List.of(Kind.NUMBER), rows.toArray(String[][]::new)),
        block(0, numbers.length - 1, 0));
  }

  private static String sums(dev.tusk.core.result.ResultStore store, CellBlock block) {
    return Aggregate.of(store, block, Cancellation.create());
  }

  @Test
  void addingStopsWhenAnotherSelectionIsMade() {
    var cancellation = Cancellation.create();
    cancellation.cancel();

    assertThatThrownBy(() -> Aggregate.of(Stores.numbers(10_000), block(0, 9_999, 0), cancellation))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void aSingleCellIsCopiedBare() {
    var store = Stores.of(List.of(Kind.TEXT), new String[] {"a\tb\n\"c\""});

    assertThat(copy(store, block(0, 0, 0), false)).isEqualTo("a\tb\n\"c\"");
  }

  @Test
  void aBlockIsCopiedSeparatedByTabsAndNullAsNothing() {
    var store =
        Stores.of(
            List.of(Kind.TEXT, Kind.NUMBER),
            new @Nullable String[] {"a\tb", null},
            new String[] {"say \"x\"", "2"},
            new String[] {"\"x\"", "3"});

    assertThat(copy(store, block(0, 2, 0, 1), true))
        .isEqualTo("cTEXT\tcNUMBER\n\"a\tb\"\t\nsay \"x\"\t2\n\"\"\"x\"\"\"\t3");
  }

  @Test
  void whatCannotBeSeenIsMarked() {
    assertThat(text(Kind.TEXT, "a\nb  ")).isEqualTo("a↵b··");
    assertThat(text(Kind.TEXT, "")).isEqualTo("''");
    assertThat(text(Kind.TEXT, null)).isEqualTo("NULL");
    assertThat(text(Kind.TEXT, "x\u202Ey")).isEqualTo("x‹U+202E›y");
    assertThat(text(Kind.BOOLEAN, "t")).isEqualTo("true");
  }

  @Test
  void numbersStandAtTheRightAndAllElseAtTheLeft() {
    var store =
        Stores.of(
            List.of(Kind.NUMBER, Kind.TEXT),
            new String[] {"7", "7"},
            new String[] {"7".repeat(200), "x"});
    var table = new ResultGrid(new ImmediateUi(), new TabResult(1, "select", store)).table();

    assertThat(ink(table, 0, 0)).isGreaterThan(WIDTH - 25);
    assertThat(ink(table, 0, 1)).isLessThan(25);
    assertThat(ink(table, 1, 0)).as("the first digits show, not the last").isLessThan(25);
  }

  /// Where the first thing is that is painted of a cell.
  private static int ink(JTable table, int row, int column) {
    var cell = table.prepareRenderer(table.getCellRenderer(row, column), row, column);
    cell.setSize(WIDTH, 24);
    var image = new BufferedImage(WIDTH, 24, BufferedImage.TYPE_INT_RGB);
    cell.paint(image.createGraphics());
    var ground = image.getRGB(EDGE, EDGE);
    for (var x = EDGE; x < WIDTH - EDGE; x++) {
      for (var y = EDGE; y < 24 - EDGE; y++) {
        if (image.getRGB(x, y) != ground) {
          return x;
        }
      }
    }
    throw new AssertionError("nothing is painted");
  }

  @Test
  void bytesShowHowManyTheyAre() {
    assertThat(bytes("\\x0102ff", 8)).isEqualTo("\\x0102ff  3 B");
    assertThat(bytes("\\x", 2)).isEqualTo("\\x  0 B");
    assertThat(bytes("\\x" + "ab".repeat(1000), 2_000_002))
        .isEqualTo("\\x" + "ab".repeat(32) + "…  977 KB");
    assertThat(bytes("\\001abc", 7)).isEqualTo("\\001abc");
    var store = Stores.of(List.of(Kind.BYTES), new String[] {"\\x" + "00".repeat(5_000)});
    var value = new GridModel(new ImmediateUi(), store).getValueAt(0, 0);
    assertThat(value).isEqualTo(new GridModel.Bytes("\\x" + "00".repeat(999), 10_002));
  }

  @Test
  void aByteaThatIsCutKeepsItsNumberOfBytes() {
    var runs = CellRuns.bytes("\\x" + "ab".repeat(1000), 2_000_002);
    var metrics = new Canvas().getFontMetrics(Fonts.MONO_SMALL.get());
    var room = metrics.stringWidth("x".repeat(30));
    var shown = CellRuns.text(CellPainter.cut(runs, true, metrics, room));
    assertThat(shown).startsWith("\\xabab").endsWith("…" + runs.getLast().text());
    assertThat(metrics.stringWidth(shown)).isBetween(room - metrics.stringWidth("xx"), room);

    var narrow = metrics.stringWidth("x".repeat(8));
    assertThat(CellRuns.text(CellPainter.cut(runs, true, metrics, narrow)))
        .as("digits cut off would be another number")
        .endsWith("…");
  }

  private static String bytes(String start, int length) {
    return CellRuns.text(CellRuns.bytes(start, length));
  }

  @Test
  void anElementThatIsNullIsNoText() {
    assertThat(dim(Kind.ARRAY, "{1,NULL,\"NULL\",{NULL},NULL_,\"a\\\",NULL,\"}"))
        .containsExactly("NULL", "NULL");
    assertThat(text(Kind.ARRAY, "[0:1]={NULL,\"x  y\"}")).isEqualTo("[0:1]={NULL,\"x  y\"}");
    assertThat(dim(Kind.OTHER, "empty")).containsExactly("empty");
    assertThat(dim(Kind.OTHER, "[1,10)")).isEmpty();
  }

  private static List<String> dim(Kind kind, String value) {
    return CellRuns.of(kind, value).stream()
        .filter(run -> run.color() == ColorRole.TEXT3)
        .map(CellRun::text)
        .toList();
  }

  @Test
  void whatRepeatsIsDimmed() {
    assertThat(CellRuns.of(Kind.TIME, "2026-11-19 14:02:11.407+01"))
        .extracting(CellRun::text)
        .containsExactly("2026-11-19 14:02:11", ".407+01");
    assertThat(CellRuns.of(Kind.TIME, "2026-11-19")).hasSize(1);
    assertThat(CellRuns.of(Kind.UUID, "9f1c2b7a-4d0e-1")).hasSize(2);
  }

  private static String text(Kind kind, @Nullable String value) {
    return String.join("", CellRuns.of(kind, value).stream().map(CellRun::text).toList());
  }

  private static String copy(
      dev.tusk.core.result.ResultStore store, CellBlock block, boolean headers) {
    return CopyText.of(store, block, headers, 1 << 20, Cancellation.create(), rows -> {});
  }

  private static CellBlock block(long first, long last, Integer... columns) {
    return new CellBlock(List.of(new CellBlock.Rows(first, last)), List.of(columns));
  }
}
