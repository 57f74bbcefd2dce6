package dev.tusk.app.architecture.planted.sqlite;

import java.util.logging.Logger;

/// Planted: logs through java.util.logging.
public final class LogsTheOldWay {
  public Logger logger() {
    return Logger.getLogger("planted");
  }
}
