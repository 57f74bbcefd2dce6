package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.harness.files.SmallDisk;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/// A result that is larger than the heap is fetched, scrolled, sorted, filtered, searched and
/// exported in the real window, while another tab works. With `-Dtusk.long=true` ten million rows
/// in 256 MB, else fewer in less: in both, the places of all rows fit once into what is kept for
/// orders, and not twice.
class LargeResultTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private static final int ROWS = LONG ? 10_000_000 : 3_000_000;
  private static final double BOUND_MS = 100;

  @Test
  void aResultLargerThanTheHeapIsWorkedWithInTheWindow(@TempDir Path home) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    JavaProcess tusk = new JavaProcess(home);
    if (LONG) {
      // As much as the quick compiler alone gives is enough for fewer.
      tusk.flag("-XX:TieredStopAtLevel=4");
    }
    Process child =
        start(
            tusk.flag(LONG ? "-Xmx256m" : "-Xmx120m"),
            LargeResultChild.class,
            database,
            "" + ROWS,
            home.toString());
    String said = child.inputReader().readAllAsString();
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).as(said + Files.readString(home.resolve("errors.txt"))).isZero();
    assertThat(sum(LargeResultChild.file(home)))
        .as("the file is the server's own")
        .isEqualTo(sumOfServer(database));
    assertThat(LargeResultChild.filesOfResults(home)).as("files that are left").isEmpty();
    Calibration.print("large_result");
    System.out.println(said);
    Map<String, Double> measured =
        said.lines()
            .filter(each -> each.startsWith("measured "))
            .map(each -> each.split(" ", -1))
            .collect(Collectors.toMap(words -> words[1], words -> Double.parseDouble(words[2])));
    double own = Objects.requireNonNull(measured.remove("event_thread_own_ms"));
    double meanwhile = Objects.requireNonNull(measured.remove("other_tab_before_the_end"));
    measured.forEach((name, value) -> Figure.report("large_" + name, value));
    // Fewer rows may be sorted before the first statement of the other tab is answered.
    if (LONG) {
      Figure.atLeast("large_other_tab_before_the_end", meanwhile, 3);
    } else {
      Figure.report("large_other_tab_before_the_end", meanwhile);
    }
    Figure.atMost("large_event_thread_own_ms", own, BOUND_MS);
  }

  /// Rows for which the disk has no room end the fetch; those that came stay, and the window works.
  @Test
  void aFullDiskEndsTheFetchAndNothingElse(@TempDir Path home) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    assumeTrue(SmallDisk.refusal().isEmpty(), () -> SmallDisk.refusal().orElse(""));
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    Process child =
        start(
            new JavaProcess(home).flag("-Xmx120m"), FullDiskChild.class, database, home.toString());
    String said = child.inputReader().readAllAsString();
    assertThat(child.waitFor()).as(said + Files.readString(home.resolve("errors.txt"))).isZero();
  }

  private static Process start(
      JavaProcess tusk, Class<?> main, PgDatabaseAddress database, String... arguments)
      throws IOException {
    for (String flag : Files.readString(Path.of("../build/flags-small")).strip().split(" ", -1)) {
      tusk.flag(flag);
    }
    database.variables().forEach(tusk::with);
    return tusk.with("DISPLAY", System.getenv("DISPLAY")).start(main.getName(), arguments);
  }

  private static String sum(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      var _ = in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String sumOfServer(PgDatabaseAddress database) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Connection connection = database.connect();
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      String rows = LargeResultChild.query(ROWS) + " order by k desc";
      long count =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("copy (" + rows + ") to stdout (format csv, header)", out);
      Figure.exactly("large_rows_of_the_server", count, ROWS);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
