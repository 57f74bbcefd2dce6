package dev.tusk.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;

/// Writes each event once as a line, outside of any lock, and gives the line to every sink.
final class Sinks extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final OneLine format;
  private final List<Sink> sinks;

  Sinks(OneLine format, Sink... sinks) {
    this.format = format;
    this.sinks = List.of(sinks);
  }

  @Override
  protected void append(ILoggingEvent event) {
    byte[] line = format.of(event);
    for (Sink each : sinks) {
      each.line(event, line);
    }
  }
}
