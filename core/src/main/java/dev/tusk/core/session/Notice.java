package dev.tusk.core.session;

import dev.tusk.core.error.ServerError;

/// A message that the server sent beside the result: NOTICE, WARNING, INFO.
public record Notice(ServerError server) {
  public String severity() {
    String severity = server.severity();
    return severity == null ? "NOTICE" : severity;
  }
}
