package dev.tusk.harness.secrets;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.tusk.core.sql.SecretRedactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks for the beginning of every [Canary] in each event of the log instead of keeping it: the
/// driver alone says a line per row. Thread-safe.
///
/// Writes to its file, made when it is missing: `hit`, form, logger, level, test, what stood
/// before; `swept`, bytes; `heard`, library, events. `build/Sweep.java` reads it.
public final class LogSweep extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Canary ANY = new Canary(Canary.PREFIX, List.of());
  private static final int SHOWN = 160;

  /// How the driver says what it sends.
  private static final String STATEMENT = " FE=> Parse(";

  private static final Pattern LOG = Pattern.compile(".*/(tusk-[-.\\d]+\\.log|errors\\.txt)");
  private static final Pattern LIBRARY = Pattern.compile("[^.]*(\\.[^.]*)?");

  private final Path file;
  private volatile String test = "";
  private Sweeper sweeper = Sweeper.of(ANY);
  private final Map<String, Long> heard = new TreeMap<>();

  LogSweep(Path file) {
    this.file = file;
  }

  /// A sweep with a file of this process in `folder`, complete when the process ends.
  static LogSweep into(Path folder) {
    LogSweep sweep = new LogSweep(folder.resolve(ProcessHandle.current().pid() + ".tsv"));
    Runtime.getRuntime().addShutdownHook(new Thread(sweep::tally, "log-sweep"));
    return sweep;
  }

  /// Says which test the next events belong to.
  void during(String running) {
    test = running;
  }

  @Override
  protected void append(ILoggingEvent event) {
    // Outside of the lock: an argument writes itself here, and may wait for who knows what.
    String said = event.getFormattedMessage();
    // A statement that a test types counts as Tusk keeps such: with the secrets taken out.
    String text = (said.startsWith(STATEMENT) ? SecretRedactor.inText(said) : said) + thrown(event);
    look(event.getLoggerName(), event.getLevel().levelStr, text);
  }

  /// Looks into the logs that a Tusk has left in its home; what is gone holds nothing.
  void left(Path home) {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path each : files.filter(file -> LOG.matcher(file.toString()).matches()).toList()) {
        String text = new String(Files.readAllBytes(each), StandardCharsets.UTF_8);
        text.lines().forEach(line -> look("tusk.left", "", line));
      }
    } catch (IOException | UncheckedIOException gone) {
      return;
    }
  }

  private synchronized void look(String logger, String level, String text) {
    Matcher library = LIBRARY.matcher(logger);
    heard.merge(library.lookingAt() ? library.group() : "", 1L, Long::sum);
    var _ = sweeper.text("", text);
    if (!sweeper.isClean()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (Sweeper.Hit hit : sweeper.hits()) {
        int from = (int) Math.max(0, hit.offset() - SHOWN);
        String before =
            new String(bytes, from, (int) hit.offset() - from, StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ");
        write("hit", hit.form(), logger, level, test, before);
      }
      tally();
    }
  }

  /// Writes how much was looked at since the last time, and whom it came from.
  synchronized void tally() {
    write("swept", Long.toString(sweeper.swept()));
    heard.forEach((library, events) -> write("heard", library, events.toString()));
    heard.clear();
    sweeper = Sweeper.of(ANY);
  }

  private void write(String... columns) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(
          file,
          List.of(String.join("\t", columns)),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException("What was found in the log cannot be written", failure);
    }
  }

  /// What a stack trace says besides its frames.
  private static String thrown(ILoggingEvent event) {
    StringBuilder text = new StringBuilder();
    if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
      say(proxy.getThrowable(), text, Collections.newSetFromMap(new IdentityHashMap<>()));
    }
    return text.toString();
  }

  private static void say(@Nullable Throwable thrown, StringBuilder text, Set<Throwable> said) {
    if (thrown == null || !said.add(thrown)) {
      return;
    }
    text.append('\n').append(thrown);
    say(thrown.getCause(), text, said);
    for (Throwable suppressed : thrown.getSuppressed()) {
      say(suppressed, text, said);
    }
  }
}
