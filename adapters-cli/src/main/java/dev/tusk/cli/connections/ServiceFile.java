package dev.tusk.cli.connections;

import dev.tusk.cli.UsageException;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionUrl;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.sql.VisibleText;
import java.util.ArrayList;
import java.util.List;

/// libpq's connection service file (`pg_service.conf`): what connections are exported to and
/// imported from, so that psql can use the same file. Holds no passwords when we write it.
final class ServiceFile {
  private ServiceFile() {}

  static String write(List<ConnectionConfig> connections) {
    StringBuilder text = new StringBuilder("# Written by Tusk; psql reads it as PGSERVICEFILE.\n");
    for (ConnectionConfig each : connections) {
      for (String part : List.of(each.name(), each.host(), each.database(), each.user())) {
        if (part.chars().anyMatch(Character::isISOControl) || !part.equals(part.strip())) {
          // The format has no way to quote; the rest of the name would become settings.
          throw new UsageException(
              "A service file cannot hold \""
                  + VisibleText.line(part)
                  + "\" of the connection "
                  + VisibleText.line(each.name()));
        }
      }
      text.append("\n[").append(each.name()).append("]\n");
      text.append("host=").append(each.host()).append('\n');
      text.append("port=").append(each.port()).append('\n');
      text.append("dbname=").append(each.database()).append('\n');
      text.append("user=").append(each.user()).append('\n');
      text.append("sslmode=").append(each.sslMode().libpqName()).append('\n');
    }
    return text.toString();
  }

  /// Reads every service of the file.
  ///
  /// @throws UsageException with the line that cannot be read
  static List<ConnectionUrl> read(String text, IdSource ids, String defaultUser) {
    List<ConnectionUrl> read = new ArrayList<>();
    String service = "";
    StringBuilder conninfo = new StringBuilder();
    int number = 0;
    for (String raw : (text + "\n[]").split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        if (!service.isEmpty()) {
          read.add(parse(service, conninfo.toString(), ids, defaultUser));
        }
        service = line.substring(1, line.length() - 1);
        conninfo.setLength(0);
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1 || service.isEmpty()) {
        throw new UsageException("Line " + number + " is not NAME=VALUE within a [service]");
      }
      String value = line.substring(equals + 1).replace("\\", "\\\\").replace("'", "\\'");
      conninfo.append(line, 0, equals).append("='").append(value).append("' ");
    }
    return read;
  }

  private static ConnectionUrl parse(
      String service, String conninfo, IdSource ids, String defaultUser) {
    try {
      ConnectionUrl parsed = ConnectionUrl.parse(conninfo, ids, defaultUser);
      return new ConnectionUrl(parsed.config().withName(service), parsed.password());
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("Service [" + service + "]: " + wrong.getMessage());
    }
  }
}
