package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tusk.app.pictures.Finder;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.window.EventThreadWatch;
import dev.tusk.swing.editor.grid.GridModel;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.JTextField;

/// In a process with a small heap: somebody who works with a large result in the window, and in
/// another tab while the first one works.
///
/// Arguments: how many rows, and a folder for the data and the file; the database is that of the
/// environment. Says `measured name value` for what it measured.
final class LargeResultChild {
  private static final Duration LONG = Duration.ofMinutes(10);

  /// The second column of row i is i * 7919 modulo this prime: no value comes twice.
  private static final long PRIME = 10_000_019;

  private static final int LOOKS = 20;
  private static final String ARRANGING = "Cancel sorting and filtering";

  private final Walker walker = new Walker();
  private final Random random = new Random(11);
  private final int rows;
  private final Path folder;
  private double worstOfOtherTab;
  private int statements;
  private int meanwhile;

  private LargeResultChild(int rows, Path folder) {
    this.rows = rows;
    this.folder = folder;
  }

  /// The rows, as they come from the server.
  static String query(int rows) {
    return ("select i, (i::int8 * 7919 %% %d)::int4 as k, md5(i::text) as t"
            + " from (select generate_series(1, %d) as i) as numbers")
        .formatted(PRIME, rows);
  }

  /// Where the rows are exported to, sorted by k from the greatest on.
  static Path file(Path folder) {
    return folder.resolve("out").resolve("large.csv");
  }

  /// The files of results in the data directory.
  static List<Path> filesOfResults(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
      return all.filter(file -> file.toString().endsWith(".rows")).toList();
    }
  }

  public static void main(String[] arguments) {
    int rows = Integer.parseInt(arguments[0]);
    int code = 0;
    try {
      new LargeResultChild(rows, Path.of(arguments[1])).work(PgDatabaseAddress.ofEnvironment());
    } catch (Exception | AssertionError failure) {
      failure.printStackTrace();
      code = 1;
    }
    System.out.flush();
    Runtime.getRuntime().exit(code);
  }

  private void work(PgDatabaseAddress database) throws Exception {
    var _ = Files.createDirectory(file(folder).getParent());
    RunningTusk tusk = new RunningTusk(folder.resolve("data"));
    try (EventThreadWatch watch = new EventThreadWatch()) {
      walker.connect(database, "");
      walker.press(walker.editor(), "ctrl T");
      walker.until("the new tab", () -> walker.editorNow().getText().isEmpty());
      // what is done for the first time is judged elsewhere
      walker.run("select 1");
      walker.press(walker.editor(), "ctrl PAGE_DOWN");
      walker.run(query(rows));
      var _ = watch.take();
      JTable table = rowsCome();
      looksAnywhere(table);
      sorts(table);
      filters(table);
      finds(table);
      exports(table);
      measured("other_tab_worst_ms", worstOfOtherTab);
      measured("other_tab_statements", statements);
      measured("other_tab_before_the_end", meanwhile);
      EventThreadWatch.Delays delays = watch.take();
      measured("event_thread_max_ms", delays.max());
      measured("event_thread_own_ms", delays.ownMillis());
      measured("rss_anon_mb", (double) anonymousMegabytes());
      assertThat(filesOfResults(folder)).as("files while the result is open").isNotEmpty();
      System.out.println(delays.where());
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("large-result");
      throw failure;
    }
  }

  private static void measured(String name, double value) {
    System.out.printf(Locale.ROOT, "measured %s %.2f%n", name, value);
  }

  /// Goes to the other tab, runs statements in it and comes back, while something goes on here.
  private void worksInTheOtherTab(Callable<Boolean> goesOn) {
    turn(false);
    for (int i = 0; i < 4; i++) {
      String number = "" + ++statements;
      long start = System.nanoTime();
      walker.run("select " + number + ", md5('" + number + "')");
      await("its answer")
          .atMost(LONG)
          .until(() -> walker.cells().equals(List.of(List.of(number, md5(statements)))));
      worstOfOtherTab = Math.max(worstOfOtherTab, since(start));
    }
    turn(true);
    meanwhile += walker.ask(goesOn) ? 1 : 0;
  }

  private void turn(boolean toTheRows) {
    walker.press(walker.editor(), "ctrl PAGE_DOWN");
    walker.until(
        "the other tab",
        () -> walker.editorNow().getText().contains("generate_series") == toTheRows);
  }

  /// Fetches all rows, and looks at those that are there meanwhile.
  private JTable rowsCome() {
    long start = System.nanoTime();
    walker.click("First 1,000 shown");
    JTable table =
        walker.find(
            "more rows",
            () ->
                Walker.windows().stream()
                    .flatMap(w -> Finder.find(w, JTable.class, "Result 1").stream())
                    .filter(t -> t.getRowCount() > 1_000)
                    .findFirst());
    worksInTheOtherTab(() -> table.getRowCount() < rows);
    while (walker.busy()) {
      var _ = look(table, random.nextInt(walker.ask(table::getRowCount)));
    }
    patiently("all rows", () -> table.getRowCount() == rows);
    measured("fetched_ms", since(start));
    return table;
  }

  private void looksAnywhere(JTable table) {
    double worst = 0;
    for (int i = 0; i < LOOKS; i++) {
      int row = random.nextInt(rows);
      worst = Math.max(worst, look(table, row));
      List<String> cells = cells(table, row);
      assertThat(cells).containsExactly("" + (row + 1), "" + k(row + 1), md5(row + 1));
    }
    measured("view_worst_ms", worst);
  }

  /// Scrolls to a row and waits until no cell of the view is missing.
  private double look(JTable table, int row) {
    long start = System.nanoTime();
    var _ =
        walker.ask(
            () -> {
              Rectangle seen = table.getVisibleRect();
              int y = table.getCellRect(row, 0, true).y;
              table.scrollRectToVisible(new Rectangle(seen.x, y, 1, seen.height));
              return true;
            });
    patiently("the view of row " + row, () -> isWhole(table));
    return since(start);
  }

  private static boolean isWhole(JTable table) {
    Rectangle seen = table.getVisibleRect();
    int first = table.rowAtPoint(seen.getLocation());
    int last = table.rowAtPoint(new Point(seen.x, seen.y + seen.height - 1));
    for (int row = first; row <= (last < 0 ? table.getRowCount() - 1 : last); row++) {
      for (int column = 0; column < table.getColumnCount(); column++) {
        if (GridModel.LATER.equals(table.getValueAt(row, column))) {
          return false;
        }
      }
    }
    return true;
  }

  private void sorts(JTable table) {
    long least = PRIME;
    long most = 0;
    for (int i = 1; i <= rows; i++) {
      least = Math.min(least, k(i));
      most = Math.max(most, k(i));
    }
    atColumn(table, 1);
    begunAndCancelled(() -> walker.press(table, "alt S"));
    var _ = look(table, 0);
    assertThat(cells(table, 0)).as("as they came").startsWith("1", "7919");
    assertThat(arranged(() -> walker.press(table, "alt S"), "sorted_up_ms")).isEqualTo(rows);
    isSorted(table, least, most, 1);
    // There is no room for these places beside those.
    assertThat(arranged(() -> walker.press(table, "alt S"), "sorted_down_ms")).isEqualTo(rows);
    isSorted(table, most, least, -1);
  }

  private void isSorted(JTable table, long first, long last, int sign) {
    double worst = 0;
    for (int i = 0; i < LOOKS; i++) {
      int row = i == 0 ? 0 : i == 1 ? rows - 2 : random.nextInt(rows - 1);
      worst = Math.max(worst, look(table, row));
      long upper = Long.parseLong(cells(table, row).get(1));
      long lower = Long.parseLong(cells(table, row + 1).get(1));
      assertThat(sign * upper).isLessThan(sign * lower);
      if (row == 0) {
        assertThat(upper).isEqualTo(first);
      }
      if (row == rows - 2) {
        assertThat(lower).isEqualTo(last);
      }
    }
    measured(sign > 0 ? "sorted_up_view_worst_ms" : "sorted_down_view_worst_ms", worst);
  }

  private void filters(JTable table) {
    atColumn(table, 0);
    JTextField refused = condition(table);
    begunAndCancelled(refused::postActionEvent);
    assertThat(walker.ask(table::getRowCount)).isEqualTo(rows);
    JTextField condition = condition(table);
    assertThat(arranged(condition::postActionEvent, "filtered_ms")).isEqualTo(10);
    patiently("the ten rows", () -> isWhole(table));
    for (int row = 0; row < 10; row++) {
      assertThat(Integer.parseInt(cells(table, row).getFirst())).isBetween(100_001, 100_010);
    }
    assertThat(arranged(() -> walker.press(table, "ctrl shift L"), "all_again_ms")).isEqualTo(rows);
  }

  private JTextField condition(JTable table) {
    walker.press(table, "ctrl L");
    JTextField field = walker.find(JTextField.class, "Condition");
    // Where the window has lost the keyboard to a popup before, keys would wait for it.
    return walker.ask(
        () -> {
          field.setText("between 100001 and 100010");
          return field;
        });
  }

  /// Begins to sort or filter, and cancels it before it can have ended.
  private void begunAndCancelled(Runnable begin) {
    var _ =
        walker.ask(
            () -> {
              begin.run();
              var _ = progress(button(ARRANGING).orElseThrow());
              button(ARRANGING).orElseThrow().doClick(0);
              return true;
            });
    walker.until("the end", () -> button(ARRANGING).isEmpty());
  }

  /// Sorts or filters to the end, with work in the other tab meanwhile.
  ///
  /// @return how many rows show then
  private int arranged(Runnable begin, String figure) {
    List<String> said = new CopyOnWriteArrayList<>();
    long start = System.nanoTime();
    long[] end = new long[1];
    JLabel label =
        walker.ask(
            () -> {
              begin.run();
              JLabel progress = progress(button(ARRANGING).orElseThrow());
              progress.addPropertyChangeListener(
                  "text",
                  change -> {
                    said.add(String.valueOf(change.getNewValue()));
                    end[0] = System.nanoTime();
                  });
              return progress;
            });
    worksInTheOtherTab(() -> button(ARRANGING).isPresent());
    patiently("the end", () -> button(ARRANGING).isEmpty());
    var _ =
        walker.ask(
            () -> {
              for (var listener : label.getPropertyChangeListeners("text")) {
                label.removePropertyChangeListener("text", listener);
              }
              return true;
            });
    measured(figure, (end[0] - start) / 1e6);
    assertThat(said).noneMatch(words -> words.startsWith("Not sorted"));
    assertThat(said).anyMatch(words -> words.matches("(Sorting|Filtering)… [\\d,]+ rows"));
    return walker.cellsCount();
  }

  private static Optional<AbstractButton> button(String name) {
    return Walker.windows().stream()
        .flatMap(w -> Finder.find(w, AbstractButton.class, name).stream())
        .findFirst();
  }

  /// The label beside a button that says how far it is.
  private static JLabel progress(AbstractButton cancel) {
    return Finder.all(cancel.getParent(), JLabel.class).stream()
        .filter(each -> each.getText().matches("(Sorting|Filtering)….*"))
        .findFirst()
        .orElseThrow();
  }

  private void finds(JTable table) {
    int number = rows / 3;
    walker.press(table, "ctrl F");
    JTextField field = walker.find(JTextField.class, "Find in cells");
    var _ =
        walker.ask(
            () -> {
              field.setText(md5(number));
              button("Next hit").orElseThrow().doClick(0);
              button("Stop looking").orElseThrow().doClick(0);
              return true;
            });
    walker.until("the end of looking", () -> walker.says("Stopped"));
    long start = System.nanoTime();
    walker.click("Next hit");
    worksInTheOtherTab(() -> button("Stop looking").isPresent());
    patiently("the hit", () -> cells(table, lead(table)).getFirst().equals("" + number));
    patiently("the count", () -> walker.says("1 row"));
    measured("found_ms", since(start));
    walker.click("Close find");
    walker.until("the bar is gone", () -> !field.isShowing());
  }

  private void exports(JTable table) throws IOException {
    Path file = file(folder);
    boolean cancelled = false;
    for (int attempt = 0; attempt < 3 && !cancelled; attempt++) {
      Files.deleteIfExists(file);
      export(table, file);
      var _ =
          walker.ask(
              () -> {
                exporting().ifPresent(LargeResultChild::click);
                return true;
              });
      patiently("the end", () -> exporting().isEmpty());
      try (Stream<Path> left = Files.list(file.getParent())) {
        cancelled = left.findAny().isEmpty();
      }
    }
    assertThat(cancelled).as("an export was cancelled, and nothing was left").isTrue();
    long start = System.nanoTime();
    export(table, file);
    walker.until(
        "how far it is",
        () ->
            exporting().isEmpty()
                || exporting().orElseThrow().getText().matches("Exporting .*[\\d,]+ rows.*"));
    worksInTheOtherTab(() -> exporting().isPresent());
    patiently("the end", () -> exporting().isEmpty());
    measured("exported_ms", since(start));
  }

  private void export(JTable table, Path file) {
    // The key does not come back before the dialog is closed.
    EventQueue.invokeLater(() -> walker.press(table, "ctrl E"));
    JTextField field = walker.find(JTextField.class, "File");
    var _ =
        walker.ask(
            () -> {
              field.setText(file.toString());
              return true;
            });
    walker.press(field, "ENTER");
    walker.until("the export", () -> exporting().isPresent() || Files.exists(file));
  }

  private static Optional<JLabel> exporting() {
    return Walker.windows().stream()
        .flatMap(w -> Finder.all(w, JLabel.class).stream())
        .filter(each -> each.getText() != null && each.getText().matches("(Export|Stopp)ing.*"))
        .findFirst();
  }

  private static void click(JLabel label) {
    label.dispatchEvent(
        new MouseEvent(
            label,
            MouseEvent.MOUSE_CLICKED,
            System.currentTimeMillis(),
            InputEvent.BUTTON1_DOWN_MASK,
            1,
            1,
            1,
            false,
            MouseEvent.BUTTON1));
  }

  /// Focuses a column in the first row.
  private void atColumn(JTable table, int column) {
    walker.press(table, "ctrl HOME");
    walker.press(table, "HOME");
    for (int i = 0; i < column; i++) {
      walker.press(table, "RIGHT");
    }
  }

  private static long k(long number) {
    return number * 7919 % PRIME;
  }

  private static String md5(long number) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5")
              .digest(("" + number).getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private List<String> cells(JTable table, int row) {
    return walker.ask(
        () ->
            Stream.of(0, 1, 2)
                .map(column -> String.valueOf(table.getValueAt(row, column)))
                .toList());
  }

  private int lead(JTable table) {
    return walker.ask(() -> table.getSelectionModel().getLeadSelectionIndex());
  }

  private void patiently(String what, Callable<Boolean> condition) {
    await(what).atMost(LONG).pollInterval(Duration.ofMillis(2)).until(() -> walker.ask(condition));
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static long anonymousMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return -1;
  }
}
