package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tusk.app.pictures.Finder;
import dev.tusk.harness.files.SmallDisk;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JTable;

/// In a process with a small heap: somebody whose disk is full while the rows of a result come, and
/// who makes room. A Tusk before has crashed and left rows there.
///
/// Its argument is a folder for the data; the database is that of the environment.
final class FullDiskChild {
  private static final int ROWS = 200_000;

  /// Little more than what is left to others.
  private static final int SMALL = 70_000;

  private final Walker walker = new Walker();

  private FullDiskChild() {}

  public static void main(String[] arguments) {
    int code = 0;
    try {
      new FullDiskChild().work(PgDatabaseAddress.ofEnvironment(), Path.of(arguments[0]));
    } catch (Exception | AssertionError failure) {
      failure.printStackTrace();
      code = 1;
    }
    Runtime.getRuntime().exit(code);
  }

  private void work(PgDatabaseAddress database, Path folder) throws Exception {
    Path results = Files.createDirectories(folder.resolve("data").resolve("results"));
    try (SmallDisk disk = SmallDisk.mount(results, SMALL);
        ServerView server = new ServerView(database)) {
      Path left = Files.createDirectory(results.resolve("left by a crash"));
      Files.writeString(left.resolve("1.rows"), "somebody's rows");
      RunningTusk tusk = new RunningTusk(folder.resolve("data"));
      walker.connect(database, "");
      walker.until("that the start has swept", () -> Files.notExists(left));
      walker.click("How many rows of each result are fetched");
      walker.click("No limit: fetch all rows");
      walker.run("select i, repeat('x', 400) from generate_series(1, " + ROWS + ") as i");
      walker.until("that it ended", () -> walker.says("Stopped at "));
      assertThat(walker.says("The disk of " + results.toRealPath())).isTrue();
      JTable table = walker.find(JTable.class, "Result 1");
      int kept = walker.ask(table::getRowCount);
      assertThat(kept).isBetween(ROWS / 10, ROWS - 1);
      assertThat(LargeResultChild.filesOfResults(folder)).hasSize(1);
      holds(table, kept);
      await("no open transaction")
          .atMost(Walker.LIMIT)
          .until(() -> server.idleInTransaction() == 0);

      disk.resize(4 * SMALL);
      walker.press(table, "F5");
      JTable whole =
          walker.find(
              "all rows",
              () ->
                  Walker.windows().stream()
                      .flatMap(w -> Finder.find(w, JTable.class, "Result 1").stream())
                      .filter(t -> t.getRowCount() == ROWS)
                      .findFirst());
      walker.until("the end", () -> !walker.busy());
      assertThat(walker.says("Stopped at ")).isFalse();
      holds(whole, ROWS);
      walker.run("select 40 + 2 as answer");
      assertThat(walker.cells()).containsExactly(List.of("42"));
      walker.until("no file", () -> LargeResultChild.filesOfResults(folder).isEmpty());
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("full-disk");
      throw failure;
    }
  }

  /// The first and the last row, which is on the disk; what is not in view is not read.
  private void holds(JTable table, int rows) {
    walker.press(table, "ctrl END");
    walker.until("the last row", () -> table.getValueAt(rows - 1, 0).equals("" + rows));
    walker.press(table, "ctrl HOME");
    walker.until("the first row", () -> table.getValueAt(0, 0).equals("1"));
  }
}
