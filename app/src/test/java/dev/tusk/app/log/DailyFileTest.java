package dev.tusk.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.files.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Days, sizes and faults of the log file, on real files, with both clocks in the test's hand.
@Requirement({"FR-023", "US7.1"})
class DailyFileTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LogFolder.Keep SMALL = new LogFolder.Keep(14, 50_000, 10_000);

  @TempDir Path folder;
  private final LoggerContext context = new LoggerContext();
  private final OneLine format = new OneLine(context);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final List<String> warnings = new ArrayList<>();
  private final List<DailyFile> files = new ArrayList<>();

  @AfterEach
  void close() {
    files.forEach(DailyFile::close);
  }

  @Test
  void midnightBeginsAnotherFile() {
    DailyFile file = file(SMALL);
    log(file, "2026-11-23T23:59:59.999+01:00", "before");
    log(file, "2026-11-24T00:00:00.000+01:00", "after");
    assertThat(names()).containsExactly("tusk-2026-11-23.log", "tusk-2026-11-24.log");
    assertThat(lines("tusk-2026-11-23.log")).singleElement().asString().endsWith("before");
    assertThat(lines("tusk-2026-11-24.log")).singleElement().asString().endsWith("after");
  }

  @Test
  void theDaysOfTheClockChangesHaveOneFileEach() {
    DailyFile file = file(SMALL);
    for (String day : List.of("2026-03-29", "2026-10-25")) {
      Instant hour = LocalDate.parse(day).atStartOfDay(BERLIN).toInstant();
      Instant end = LocalDate.parse(day).plusDays(1).atStartOfDay(BERLIN).toInstant();
      int hours = 0;
      for (; hour.isBefore(end); hour = hour.plus(Duration.ofMinutes(30))) {
        log(file, hour, "half an hour");
        hours++;
      }
      assertThat(lines("tusk-" + day + ".log")).hasSize(hours);
    }
    assertThat(names()).hasSize(2);
  }

  @Test
  void aClockSetBackADayOverwritesNothing() {
    DailyFile file = file(SMALL);
    log(file, "2026-11-23T12:00:00+01:00", "monday");
    log(file, "2026-11-24T12:00:00+01:00", "tuesday");
    log(file, "2026-11-23T12:00:01+01:00", "monday again");
    log(file, "2026-11-24T12:00:01+01:00", "tuesday again");
    assertThat(lines("tusk-2026-11-23.log")).hasSize(2);
    assertThat(lines("tusk-2026-11-24.log")).hasSize(2);
    Figure.exactly("log_lines_lost_clock_back", 4 - allLines(), 0);
  }

  @Test
  void thirtyDaysLeaveTheNewestFourteen() {
    DailyFile file = file(SMALL);
    ZonedDateTime first = ZonedDateTime.of(2026, 3, 15, 12, 0, 0, 0, BERLIN);
    for (int day = 0; day < 30; day++) {
      log(file, first.plusDays(day).toInstant(), "day " + day);
    }
    Figure.exactly("log_files_after_30_days", names().size(), 14);
    assertThat(names()).first().isEqualTo("tusk-2026-03-31.log");
    assertThat(names()).last().isEqualTo("tusk-2026-04-13.log");
  }

  @Test
  void oldFilesGoWhenTheyAreTooLargeTogether() throws IOException {
    for (int day = 10; day < 20; day++) {
      Files.write(folder.resolve("tusk-2026-11-" + day + ".log"), new byte[9_000]);
    }
    Files.writeString(folder.resolve("notes.txt"), "a stranger's");
    log(file(SMALL), "2026-11-20T12:00:00+01:00", "today");
    assertThat(names())
        .contains("notes.txt", "tusk-2026-11-20.log", "tusk-2026-11-19.log")
        .doesNotContain("tusk-2026-11-14.log");
    assertThat(folderBytes()).isLessThan(51_000);
  }

  /// 1 GB in the long run; the file of the day and the one put aside are all that is left.
  @Test
  void aFloodOnOneDayIsBounded() {
    boolean full = Boolean.getBoolean("tusk.long");
    long flood = full ? 1L << 30 : 64L << 20;
    DailyFile file = file(new LogFolder.Keep(14, 16L << 20, 4L << 20));
    String text = "x".repeat(8_000);
    for (long written = 0; written < flood; written += text.length()) {
      log(file, "2026-11-23T12:00:00+01:00", text);
    }
    log(file, "2026-11-23T12:00:00+01:00", "the last line");
    Figure.report("log_flood_mb", flood / 1048576.0);
    Figure.atMost("log_flood_left_mb", folderBytes() / 1048576.0, 4 * 2 + 2);
    assertThat(names()).containsExactly("tusk-2026-11-23.1.log", "tusk-2026-11-23.log");
    assertThat(lines("tusk-2026-11-23.log")).last().asString().endsWith("the last line");
  }

  @Test
  void twoThatPutAsideAtOnceLoseNothingOfTheNewest() {
    DailyFile one = file(SMALL);
    DailyFile two = file(SMALL);
    String text = "x".repeat(900);
    for (int i = 0; i < 8; i++) {
      log(one, "2026-11-23T12:00:00+01:00", "one " + i + text);
      log(two, "2026-11-23T12:00:00+01:00", "two " + i + text);
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    }
    assertThat(names()).hasSize(2);
    Figure.exactly("log_lines_lost_putting_aside", 16 - allLines(), 0);
  }

  @Test
  void anInterruptedThreadStillLogsAndClosesNothing() {
    DailyFile file = file(SMALL);
    log(file, "2026-11-23T12:00:00+01:00", "before");
    Thread.currentThread().interrupt();
    log(file, "2026-11-23T12:00:00+01:00", "interrupted");
    assertThat(Thread.interrupted()).isTrue();
    log(file, "2026-11-23T12:00:00+01:00", "after");
    assertThat(lines("tusk-2026-11-23.log")).hasSize(3);
    assertThat(warnings).isEmpty();
  }

  @Test
  @Requirement({"FR-024a", "EC-5"})
  void aFolderThatIsRemovedComesBackWithinSeconds() throws IOException {
    DailyFile file = file(SMALL);
    log(file, "2026-11-23T12:00:00+01:00", "first");
    Files.delete(folder.resolve("tusk-2026-11-23.log"));
    Files.delete(folder);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    log(file, "2026-11-23T12:00:02+01:00", "second");
    assertThat(lines("tusk-2026-11-23.log")).singleElement().asString().endsWith("second");
    assertThat(warnings).isEmpty();
  }

  @Test
  @Requirement({"FR-024a", "EC-5"})
  void whatIsInTheWayIsSaidOnceAMinuteAndTheLinesAreCounted() throws IOException {
    Files.delete(folder);
    Files.writeString(folder, "in the way");
    DailyFile file = file(SMALL);
    long began = System.nanoTime();
    log(file, "2026-11-23T12:00:00+01:00", "lost first");
    Figure.atMost("log_first_failure_delays_ms", (System.nanoTime() - began) / 1e6, 100);
    int before = 180;
    IntStream.range(0, before)
        .forEach(
            second -> {
              log(file, "2026-11-23T12:00:00+01:00", "lost " + second);
              nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            });
    Figure.atMost("log_warnings_in_3_minutes", warnings.size(), 3);
    assertThat(warnings).first().asString().contains(folder.toString(), "is not a directory");
    Files.delete(folder);
    int seconds = 0;
    while (!Files.isDirectory(folder) && seconds < 120) {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      seconds++;
      log(file, "2026-11-23T12:05:00+01:00", "again");
    }
    Figure.atMost("log_recovers_after_s", seconds, 60);
    assertThat(lines("tusk-2026-11-23.log").getFirst())
        .contains((before + seconds) + " lines are missing here");
    assertThat(lines("tusk-2026-11-23.log")).last().asString().endsWith("again");
  }

  @Test
  @Requirement({"FR-024a", "EC-5"})
  void aLinkADeviceAndAPipeAreNotWrittenTo() throws Exception {
    Path target = folder.resolveSibling("elsewhere.txt");
    Files.writeString(target, "untouched");
    Path name = folder.resolve("tusk-2026-11-23.log");
    Files.createSymbolicLink(name, target);
    DailyFile file = file(SMALL);
    log(file, "2026-11-23T12:00:00+01:00", "through a link");
    assertThat(target).hasContent("untouched");
    assertThat(warnings).hasSize(1).first().asString().contains("something else has the name");
    Files.delete(name);
    assertThat(new ProcessBuilder("mkfifo", name.toString()).start().waitFor()).isZero();
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    log(file, "2026-11-23T12:00:00+01:00", "into a pipe that nobody reads");
    assertThat(warnings).hasSize(2);
    Files.delete(name);
    Files.delete(target);
  }

  @Test
  @Requirement({"FR-024a", "EC-5", "E-22"})
  void aFullDiskAtAnySizeTearsNoLineForGoodAndIsSurvived() throws Exception {
    assumeTrue(SmallDisk.refusal().isEmpty(), "needs root, to mount a small disk");
    int step = Boolean.getBoolean("tusk.long") ? 4 : 96;
    int trials = 0;
    long glued = 0;
    try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), 1_100)) {
      for (int kilobytes = 40; kilobytes <= 1_000; kilobytes += step, trials++) {
        folder = Files.createDirectory(disk.directory().resolve("logs" + kilobytes));
        Path filler = disk.fillUpTo(kilobytes * 1024L);
        DailyFile file = file(new LogFolder.Keep(14, 1 << 20, 4 << 20));
        warnings.clear();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        for (int line = 0; warnings.isEmpty() && line < 2_000; line++) {
          log(file, "2026-11-23T12:00:00+01:00", "line " + line + "x".repeat(line % 1_700));
        }
        assertThat(warnings).singleElement().asString().contains("No space left");
        Files.delete(filler);
        nanos.addAndGet(DailyFile.RETRY.toNanos());
        log(file, "2026-11-23T12:00:00+01:00", "there is room again");
        List<String> lines = lines("tusk-2026-11-23.log");
        assertThat(lines).last().asString().endsWith("there is room again");
        glued += lines.stream().filter(DailyFileTest::isGlued).count();
        file.close();
        Files.delete(folder.resolve("tusk-2026-11-23.log"));
      }
    }
    Figure.report("log_full_disk_sizes", trials);
    // a write that was cut off stays as a line without its end; nothing is glued to it
    Figure.exactly("log_lines_glued_on_full_disk", glued, 0);
    assertThat(isGlued("2026-11-23T12:00:00.000+01:00 IN2026-11-23T12:00:01.000+01:00 INFO"))
        .isTrue();
  }

  /// A line may be cut off anywhere, even in its date, but begins with one and holds no other.
  private static boolean isGlued(String line) {
    String day = "2026-11-23T";
    return line.indexOf(day, 1) > 0 || (!line.startsWith(day) && !day.startsWith(line));
  }

  @Test
  void aLineThatWasCutOffIsEndedFirst() throws IOException {
    Files.writeString(folder.resolve("tusk-2026-11-23.log"), "half a li");
    log(file(SMALL), "2026-11-23T12:00:00+01:00", "whole");
    assertThat(lines("tusk-2026-11-23.log")).hasSize(2).first().isEqualTo("half a li");
  }

  private DailyFile file(LogFolder.Keep keep) {
    DailyFile file =
        new DailyFile(new LogFolder(folder, keep), format, BERLIN, nanos::get, warnings::add);
    files.add(file);
    return file;
  }

  private void log(DailyFile file, String at, String text) {
    log(file, ZonedDateTime.parse(at).toInstant(), text);
  }

  private void log(DailyFile file, Instant at, String text) {
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("dev.tusk.Test"), Level.INFO, text, null, null);
    event.setInstant(at);
    file.line(event, format.of(event));
  }

  private List<String> names() {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .map(each -> each.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private List<String> lines(String name) {
    try {
      return Files.readAllLines(folder.resolve(name));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private int allLines() {
    return names().stream().mapToInt(name -> lines(name).size()).sum();
  }

  private long folderBytes() {
    return names().stream().mapToLong(name -> folder.resolve(name).toFile().length()).sum();
  }
}
