package dev.tusk.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;

/// Where lines go. Thread-safe; never fails its caller and must not log.
interface Sink {
  /// Takes the line of an event, with its line feed.
  void line(ILoggingEvent event, byte[] line);
}
