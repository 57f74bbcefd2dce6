package dev.tusk.cli.connections;

import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;
import java.util.List;
import java.util.StringJoiner;

/// How a test of a connection ended, for people and for programs.
final class TestOutcome {
  private TestOutcome() {}

  /// One line: what was found.
  static String line(ServerInfo server) {
    String link = server.tls() == null ? "not encrypted" : server.tls() + " " + server.cipher();
    return server.title()
        + ", database "
        + server.database()
        + ", user "
        + server.user()
        + ", "
        + link
        + ", round trip "
        + Math.round(server.latency().toNanos() / 1e4) / 1e2
        + " ms";
  }

  /// The step that failed, in one word.
  static String failed(List<TestSteps.Step> steps, TuskError error) {
    return error instanceof TuskError.Ssl || steps.isEmpty() ? "TLS" : steps.getLast().word();
  }

  /// One JSON object.
  static String json(List<TestSteps.Step> steps, ServerInfo server) {
    StringJoiner members = new StringJoiner(", ", "{", "}");
    members.add("\"ok\": true").add(steps(steps));
    members.add("\"product\": " + quoted(server.product().name()));
    members.add("\"version\": " + quoted(server.version()));
    members.add("\"database\": " + quoted(server.database()));
    members.add("\"user\": " + quoted(server.user()));
    String tls = server.tls();
    String cipher = server.cipher();
    members.add("\"tls\": " + (tls == null ? "null" : quoted(tls)));
    members.add("\"cipher\": " + (cipher == null ? "null" : quoted(cipher)));
    members.add("\"latency_ms\": " + Math.round(server.latency().toNanos() / 1e4) / 1e2);
    StringJoiner notes = new StringJoiner(", ", "\"notes\": [", "]");
    server.product().notes().forEach(note -> notes.add(quoted(note)));
    return members.add(notes.toString()).toString();
  }

  /// One JSON object.
  static String json(List<TestSteps.Step> steps, TuskError error) {
    ErrorInfo info = ErrorInfo.of(error);
    return new StringJoiner(", ", "{", "}")
        .add("\"ok\": false")
        .add(steps(steps))
        .add("\"failed\": " + quoted(failed(steps, error)))
        .add("\"code\": " + quoted(info.sqlState()))
        .add("\"message\": " + quoted(info.message()))
        .toString();
  }

  private static String steps(List<TestSteps.Step> steps) {
    StringJoiner all = new StringJoiner(", ", "\"steps\": [", "]");
    for (TestSteps.Step each : steps) {
      all.add("{\"step\": " + quoted(each.word()) + ", \"ms\": " + each.millis() + "}");
    }
    return all.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            each -> {
              if (each == '"' || each == '\\') {
                quoted.append('\\').append((char) each);
              } else if (each < ' ') {
                quoted.append("\\u%04x".formatted(each));
              } else {
                quoted.append((char) each);
              }
            });
    return quoted.append('"').toString();
  }
}
