package dev.tusk.app.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JulLogger;
import dev.tusk.core.sql.SecretRedactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Everything that anybody says, at TRACE, the driver's own logging included: once as it is, and
/// once as Tusk's log files have it.
final class TalkativeLogs {
  private static final String LINE = "%d %-5level [%thread] %logger - %msg%n%ex{full}";

  /// Loggers of java.util.logging are forgotten unless somebody holds them.
  private static final List<Logger> LOUD =
      List.of(
          Logger.getLogger(""),
          Logger.getLogger("org.postgresql"),
          Logger.getLogger("com.jcraft.jsch"));

  private TalkativeLogs() {}

  static void start(Path raw, Path kept) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.TRACE);
    PatternLayoutEncoder plain = new PatternLayoutEncoder();
    plain.setContext(context);
    plain.setCharset(StandardCharsets.UTF_8);
    plain.setPattern(LINE);
    plain.start();
    FileAppender<ILoggingEvent> all = new FileAppender<>();
    all.setContext(context);
    all.setFile(raw.toString());
    all.setEncoder(plain);
    all.start();
    root.addAppender(all);
    PatternLayout redacting =
        new PatternLayout() {
          @Override
          public String doLayout(ILoggingEvent event) {
            StringBuilder lines = new StringBuilder();
            for (String line : super.doLayout(event).split("\n", -1)) {
              lines.append(SecretRedactor.inText(line)).append('\n');
            }
            return lines.toString();
          }
        };
    redacting.setContext(context);
    redacting.setPattern(LINE);
    redacting.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(redacting);
    encoder.start();
    FileAppender<ILoggingEvent> redacted = new FileAppender<>();
    redacted.setContext(context);
    redacted.setFile(kept.toString());
    redacted.setEncoder(encoder);
    redacted.start();
    root.addAppender(redacted);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    JSch.setLogger(new JulLogger());
    LOUD.forEach(logger -> logger.setLevel(java.util.logging.Level.FINEST));
  }
}
