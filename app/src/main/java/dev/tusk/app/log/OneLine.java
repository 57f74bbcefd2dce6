package dev.tusk.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.tusk.core.sql.SecretRedactor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Writes an event as exactly one line of UTF-8, whatever it holds: server text can neither forge a
/// line nor reach the terminal with control characters (CWE-117). Thread-safe.
///
/// Line breaks become `\n`, so a stack trace stays with its event. Secrets in the forms that
/// connection strings and SQL have are taken out. What is longer than 32,000 characters is cut.
final class OneLine {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{30} - %msg%n%ex";
  private static final int LIMIT = 32_000;

  private final PatternLayout layout = new PatternLayout();

  OneLine(LoggerContext context) {
    layout.setContext(context);
    layout.setPattern(PATTERN);
    layout.start();
  }

  /// The line with its line feed.
  byte[] of(ILoggingEvent event) {
    return escaped(layout.doLayout(event)).getBytes(StandardCharsets.UTF_8);
  }

  /// A line of the log's own: that lines are missing before it.
  byte[] gap(long lost, long atMillis) {
    LoggingEvent event =
        new LoggingEvent(
            OneLine.class.getName(),
            ((LoggerContext) layout.getContext()).getLogger(DailyFile.class),
            Level.WARN,
            "The log could not be written for a while: {} lines are missing here",
            null,
            new Object[] {lost});
    event.setInstant(Instant.ofEpochMilli(atMillis));
    return of(event);
  }

  /// The text as one line, ended by its only line feed.
  static String escaped(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    StringBuilder line = new StringBuilder(Math.min(end, LIMIT) + 16);
    int from = 0;
    while (from <= end && line.length() <= LIMIT) {
      int lineEnd = text.indexOf('\n', from);
      int to = lineEnd < 0 || lineEnd > end ? end : lineEnd;
      if (from > 0) {
        line.append("\\n");
      }
      // A secret's quotes may be anywhere: line by line, so that one does not take all that
      // follows.
      escape(redacted(text.substring(from, Math.min(to, from + 2 * LIMIT))), line);
      from = to + 1;
    }
    if (line.length() > LIMIT) {
      line.setLength(LIMIT);
      line.append('…');
    }
    return line.append('\n').toString();
  }

  private static String redacted(String text) {
    return SecretRedactor.inText(text);
  }

  private static void escape(String text, StringBuilder line) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        line.append(' ');
      } else if (c == '\r') {
        line.append("\\r");
      } else if (unprintable(c)) {
        line.append("\\u%04X".formatted((int) c));
      } else {
        line.append(c);
      }
    }
  }

  /// Controls, line and paragraph separators, what is invisible or turns the direction of text, and
  /// halves of characters that have lost the other.
  private static boolean unprintable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
