package dev.tusk.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Logs to standard error and to a file a day, at once (FR-022 to FR-024a). Thread-safe.
///
/// A command-line run shows warnings and worse, the window all. A file that cannot be written costs
/// a warning, nothing else. Nothing outside of the program can configure it.
public final class Logs {
  /// Where Tusk's own loggers begin; everything else is a library's.
  static final String OWN = "dev.tusk";

  private final DailyFile file;
  private final @Nullable WindowConsole console;

  private Logs(DailyFile file, @Nullable WindowConsole console) {
    this.file = file;
    this.console = console;
  }

  /// What standard error belongs to.
  public enum Run {
    /// A command: warnings and worse, written before the call returns.
    COMMAND,
    /// The window: all, written by a thread of its own.
    WINDOW
  }

  /// Starts logging; touches no file before the first event.
  ///
  /// @param folder made when it is missing
  /// @param out standard error; unbuffered
  /// @param warn told when the file cannot be written, at most once a minute
  public static Logs start(
      Path folder, Level level, Run run, OutputStream out, Consumer<String> warn) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    // A library at debug level may show what passes through it, row data and all.
    root.setLevel(Level.WARN);
    // jOOQ advises at each server that is not the newest to take another edition.
    context
        .getLogger("org.jooq.impl.DefaultExecuteContext.logVersionSupport")
        .setLevel(Level.ERROR);
    context.getLogger(OWN).setLevel(level);
    OneLine format = new OneLine(context);
    WindowConsole console =
        switch (run) {
          case COMMAND -> null;
          case WINDOW -> WindowConsole.start(out);
        };
    DailyFile file =
        new DailyFile(
            new LogFolder(folder, LogFolder.Keep.USUAL),
            format,
            ZoneId.systemDefault(),
            System::nanoTime,
            warn);
    Sinks sinks = new Sinks(format, console == null ? new CommandConsole(out) : console, file);
    sinks.setContext(context);
    sinks.start();
    root.addAppender(sinks);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) ->
            root.getLoggerContext()
                .getLogger(Logs.class)
                .error("A thread ended by a bug: {}", thread.getName(), failure));
    return new Logs(file, console);
  }

  /// Goes on in another folder.
  public void moveTo(Path folder) {
    file.moveTo(new LogFolder(folder, LogFolder.Keep.USUAL));
  }

  /// Waits a moment until the console has all. The file has each line at once, also later ones.
  public void flush() {
    if (console != null) {
      console.flush();
    }
  }
}
