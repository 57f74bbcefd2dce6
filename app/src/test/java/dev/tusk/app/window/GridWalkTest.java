package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.table.JTableHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one does with a result, by keys, in the real window.
class GridWalkTest {
  private static final int ROWS = 200_000;
  private static final int MANY = 50_000_000;

  private final Walker walker = new Walker();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @Test
  void aLargeResultIsWalkedByKeys(@TempDir Path data) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    RunningTusk tusk = new RunningTusk(data);
    try {
      connect();
      walker.run(
          "select i as id, md5(i::text) as hash, i % 7 as week, null::text as note"
              + " from generate_series(1, "
              + ROWS
              + ") as i");
      walker.click("First 1,000 shown");
      JTable table = withRows(ROWS);
      goesToARow(table);
      finds(table);
      filters(table);
      filtersAllAway(table);
      showsARecord(table);
      laysOutColumns(table);
      walker.run("select 1 as one where false");
      walker.until("that there are none", () -> walker.says("The statement returned no row."));
      walker.run("select from generate_series(1, 2)");
      walker.until("that they are bare", () -> walker.says("The statement returned no column."));
      stopsFetching();
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("grid");
      throw failure;
    }
  }

  /// The frozen columns lie over the left of a table that is scrolled away below them.
  @Test
  void aFrozenColumnIsDraggedByTheMouseWhileTheOthersAreScrolled(@TempDir Path data)
      throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    RunningTusk tusk = new RunningTusk(data);
    try {
      connect();
      walker.run(
          "select 1 as one, 2 as two, 3 as three, repeat('a', 60) as four, repeat('b', 60) as"
              + " five, repeat('c', 60) as six, repeat('d', 60) as seven");
      JTable table = withRows(1);
      walker.press(table, "ctrl HOME");
      walker.press(table, "RIGHT");
      walker.press(table, "ctrl alt F");
      walker.press(table, "END");
      JTableHeader header = table.getTableHeader();
      walker.until("scrolled to the side", () -> header.getVisibleRect().x > 0);
      JComponent frozen =
          walker.find(
              "the frozen part of the header",
              () ->
                  Walker.windows().stream()
                      .flatMap(w -> Finder.all(w, JComponent.class).stream())
                      .filter(c -> c.getClass().getSimpleName().equals("FrozenColumns"))
                      .filter(f -> f.getHeight() == header.getHeight())
                      .findFirst());
      int width = walker.ask(() -> table.getColumnModel().getColumn(0).getWidth());
      int middle = walker.ask(() -> frozen.getHeight() / 2);
      walker.drag(
          frozen,
          new Point(width / 2, middle),
          frozen,
          new Point(walker.ask(frozen::getWidth) - 6, middle));
      walker.until("two before one", () -> table.getColumnName(0).equals("two"));
      assertThat(walker.ask(() -> table.getColumnName(1))).isEqualTo("one");
      assertThat(walker.ask(() -> header.getVisibleRect().x)).as("still scrolled").isPositive();
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("grid-mouse");
      throw failure;
    }
  }

  /// The grid, once it has so many rows.
  private JTable withRows(int rows) {
    return walker.find(
        rows + " rows",
        () ->
            Walker.windows().stream()
                .flatMap(w -> Finder.find(w, JTable.class, "Result 1").stream())
                .filter(t -> t.getRowCount() == rows)
                .findFirst());
  }

  /// What came stays, and the server has nothing left to do.
  private void stopsFetching() throws Exception {
    walker.click("How many rows of each result are fetched");
    walker.click("No limit: fetch all rows");
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, "select generate_series(1, " + MANY + ") as g");
    walker.press(editor, "ctrl ENTER");
    walker.click("Stop fetching");
    walker.until("the end", () -> !walker.busy());
    int kept = walker.cellsCount();
    assertThat(kept).isBetween(1, MANY - 1);
    String said = String.format(Locale.ROOT, "First %,d shown, more exist · Fetch all", kept);
    walker.until(
        said,
        () ->
            Walker.windows().stream()
                .anyMatch(w -> Finder.find(w, AbstractButton.class, said).isPresent()));
    try (ServerView server = new ServerView(database)) {
      assertThat(server.running("generate_series")).isZero();
      await("no open transaction")
          .atMost(Walker.LIMIT)
          .until(() -> server.idleInTransaction() == 0);
    }
  }

  private void goesToARow(JTable table) {
    walker.press(table, "ctrl G");
    JTextField field = walker.focused(walker.find(JTextField.class, "Row"));
    walker.type(field, "123,456");
    walker.press(field, "ENTER");
    walker.until("the row", () -> lead(table) == 123_455);
    assertThat(
            walker.ask(
                () ->
                    table
                        .getVisibleRect()
                        .contains(table.getCellRect(123_455, 0, true).getLocation())))
        .as("in view")
        .isTrue();
  }

  private void finds(JTable table) {
    walker.press(table, "ctrl F");
    JTextField field = walker.find(JTextField.class, "Find in cells");
    walker.type(field, "199999");
    walker.until("the row", () -> lead(table) == 199_998);
    walker.until("the count", () -> walker.says("1 row"));
    walker.press(field, "F3");
    walker.until("round the end", () -> walker.says("1 row · went on from the first row"));
    walker.rewrite(field, "nowhere");
    walker.until("no hit", () -> walker.says("Not found"));
    walker.press(field, "ESCAPE");
    walker.press(field, "ESCAPE");
    walker.until("the bar is gone", () -> !field.isShowing());
  }

  private void filters(JTable table) {
    walker.press(table, "ctrl HOME");
    walker.press(table, "HOME");
    walker.press(table, "ctrl L");
    JTextField field = walker.focus(walker.find(JTextField.class, "Condition"));
    walker.type(field, "> many");
    walker.press(field, "ENTER");
    walker.until("what is wrong", () -> walker.says("'many' is no value of type int4"));
    walker.rewrite(field, "between 100001 and 100010");
    walker.press(field, "ENTER");
    walker.until("ten rows", () -> table.getRowCount() == 10);
    walker.press(table, "RIGHT");
    walker.press(table, "alt V");
    walker.until("one row", () -> table.getRowCount() == 1);
    walker.click("Show all rows");
    walker.until("all rows", () -> table.getRowCount() == ROWS);
  }

  /// What is shown instead of rows leads back to them.
  private void filtersAllAway(JTable table) {
    JTextField field = walker.find(JTextField.class, "Filter rows");
    walker.type(field, "nowhere");
    walker.until("that no row is left", () -> walker.says("No row matches the filter"));
    walker.press(table, "TAB");
    walker.focused("Clear filter");
    walker.press("ctrl shift L");
    walker.until("all rows", () -> table.getRowCount() == ROWS);
    assertThat(walker.content(field)).isEmpty();
    walker.until("the focus in the grid", () -> walker.focusNow().equals(Optional.of(table)));
  }

  private void showsARecord(JTable table) {
    walker.press(table, "ctrl HOME");
    walker.press(table, "SPACE");
    JTable record = walker.find(JTable.class, "Record");
    walker.press(table, "alt DOWN");
    walker.until("the next row", () -> walker.says("Row 2 of 200,000"));
    assertThat(walker.ask(() -> record.getValueAt(0, 1))).isEqualTo("2");
    walker.press(table, "SPACE");
    walker.until("the record is gone", () -> !record.isShowing());
  }

  private void laysOutColumns(JTable table) {
    walker.press(table, "ctrl HOME");
    walker.press(table, "HOME");
    walker.press(table, "RIGHT");
    walker.press(table, "ctrl alt H");
    walker.until("the column is gone", () -> table.getColumnCount() == 3);
    assertThat(walker.ask(() -> table.getColumnName(1))).isEqualTo("week");
    walker.press(table, "alt shift LEFT");
    assertThat(walker.ask(() -> table.getColumnName(0))).isEqualTo("week");
    walker.click("Column hash is hidden");
    walker.press(table, "ctrl alt shift H");
    walker.until("all columns", () -> table.getColumnCount() == 4);
  }

  private int lead(JTable table) {
    return walker.ask(() -> table.getSelectionModel().getLeadSelectionIndex());
  }

  private void connect() {
    walker.signIn(database, "");
    var _ = walker.editor();
    walker.dismissDialogs();
  }
}
