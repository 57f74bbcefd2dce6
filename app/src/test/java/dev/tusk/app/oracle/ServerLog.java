package dev.tusk.app.oracle;

import dev.tusk.demo.ServerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads from a server's log what was sent to one database.
final class ServerLog {
  private static final Pattern ENTRY =
      Pattern.compile("(?ms)^@@([^@\n]*)@(\\d+)@ ([A-Z]+):  (.*?)(?=^@@|\\z)");
  private static final Pattern SENT = Pattern.compile("(?s)(statement|execute [^\\n:]*): (.*)");

  private ServerLog() {}

  /// One statement as logged.
  ///
  /// @param how `statement`, `execute <unnamed>`, `execute fetch from …`; `refused` for one that
  ///     the server logged only as part of an error, since it did not come as far as its execution
  record Sent(String how, String sql) {}

  /// A server that logs every statement, with a prefix that [#statements] understands.
  static ServerOptions logging(ServerOptions options) {
    return options
        .with("log_statement", "all")
        .with("log_min_error_statement", "error")
        .with("log_line_prefix", "@@%d@%p@ ");
  }

  /// The statements in `log` that were sent to `database`, by server process, in order.
  static Map<String, List<Sent>> statements(String log, String database) {
    Map<String, List<Sent>> backends = new LinkedHashMap<>();
    Map<String, String> running = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(log);
    while (entry.find()) {
      if (!entry.group(1).equals(database)) {
        continue;
      }
      String backend = entry.group(2);
      // The server indents the further lines of an entry by one tab.
      String text = entry.group(4).replace("\n\t", "\n").stripTrailing();
      List<Sent> sent = backends.computeIfAbsent(backend, _ -> new ArrayList<>());
      Matcher statement = SENT.matcher(text);
      if (entry.group(3).equals("LOG") && statement.matches()) {
        sent.add(new Sent(statement.group(1), statement.group(2)));
        running.put(backend, statement.group(2).strip());
      } else if (entry.group(3).equals("STATEMENT")) {
        if (!text.strip().equals(running.remove(backend))) {
          sent.add(new Sent("refused", text));
        }
      }
    }
    return backends;
  }

  /// The statements of all sessions of `database`, one session after the other.
  static List<Sent> all(String log, String database) {
    return statements(log, database).values().stream().flatMap(List::stream).toList();
  }
}
