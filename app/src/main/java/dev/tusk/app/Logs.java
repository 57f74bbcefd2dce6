package dev.tusk.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Logs to standard error and to a file a day in the data directory (FR-022 to FR-024a).
///
/// Debug in a development run, info in production; `TUSK_LOG` overrides. A command-line run shows
/// warnings and worse. A file that cannot be written costs a warning, nothing else.
public final class Logs {
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{30} - %msg%n";
  private static final int DAYS_KEPT = 14;

  private Logs() {}

  /// Starts logging.
  ///
  /// @param commandLine whether standard error belongs to a command
  /// @return why there is no log file; empty when there is one
  public static Optional<String> start(AppPaths paths, String chosenLevel, boolean commandLine) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Level level = level(chosenLevel, paths.development());
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    context.getLogger("dev.tusk").setLevel(level);
    // These warn of what Tusk tells people better itself, and pools log every connection.
    for (String chatty :
        List.of("com.zaxxer.hikari", "org.jooq", "org.postgresql", "org.freedesktop")) {
      context.getLogger(chatty).setLevel(Level.ERROR);
    }
    console(context, root, commandLine ? Level.WARN : level);
    Optional<String> trouble = file(context, root, paths.logs());
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    return trouble;
  }

  static Level level(String chosen, boolean development) {
    return Level.toLevel(chosen.toUpperCase(Locale.ROOT), development ? Level.DEBUG : Level.INFO);
  }

  private static void console(LoggerContext context, Logger root, Level threshold) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder(context));
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(threshold.toString());
    filter.start();
    console.addFilter(filter);
    console.start();
    root.addAppender(console);
  }

  private static Optional<String> file(LoggerContext context, Logger root, Path folder) {
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw new IOException("not writable");
      }
    } catch (IOException failure) {
      return Optional.of(
          "No log file: " + folder + " cannot be written (" + failure.getMessage() + ")");
    }
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    // The window and any number of commands write one file.
    file.setPrudent(true);
    file.setEncoder(encoder(context));
    TimeBasedRollingPolicy<ILoggingEvent> daily = new TimeBasedRollingPolicy<>();
    daily.setContext(context);
    daily.setParent(file);
    daily.setFileNamePattern(folder.resolve("tusk-%d{yyyy-MM-dd}.log").toString());
    daily.setMaxHistory(DAYS_KEPT);
    daily.start();
    file.setRollingPolicy(daily);
    file.start();
    root.addAppender(file);
    return file.isStarted()
        ? Optional.empty()
        : Optional.of("No log file: " + folder + " cannot be written");
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(LINE);
    encoder.start();
    return encoder;
  }
}
