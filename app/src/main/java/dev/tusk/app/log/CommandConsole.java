package dev.tusk.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Warnings and worse on the standard error of a command, in their order among its own messages.
///
/// Of libraries only errors: they warn of what a command's own message says better.
final class CommandConsole implements Sink {
  private final OutputStream out;
  private boolean closed;

  CommandConsole(OutputStream out) {
    this.out = out;
  }

  @Override
  public synchronized void line(ILoggingEvent event, byte[] line) {
    Level least = event.getLoggerName().startsWith(Logs.OWN) ? Level.WARN : Level.ERROR;
    if (!closed && event.getLevel().isGreaterOrEqual(least)) {
      try {
        out.write(withoutStack(event, line));
      } catch (IOException deaf) {
        closed = true;
      }
    }
  }

  /// The stack trace is in the file; here it would bury what the command says to a person.
  private static byte[] withoutStack(ILoggingEvent event, byte[] line) {
    IThrowableProxy cause = event.getThrowableProxy();
    if (cause == null) {
      return line;
    }
    String text = new String(line, StandardCharsets.UTF_8);
    int stack = text.indexOf("\\n" + cause.getClassName());
    return stack < 0
        ? line
        : (text.substring(0, stack) + " (" + cause.getClassName() + ")\n")
            .getBytes(StandardCharsets.UTF_8);
  }
}
