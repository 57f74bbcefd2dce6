package dev.tusk.core.connection.text;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.LibpqEnvironment;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.kernel.UseCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Writes connections into a file without secrets, and reads such files: Tusk's own, libpq's
/// service files, and those of DBeaver, pgAdmin and DataGrip.
@UseCase
public final class ShareConnections {
  private static final int LARGEST = 16 << 20;

  private final IdSource ids;
  private final LibpqEnvironment environment;

  public ShareConnections(IdSource ids, LibpqEnvironment environment) {
    this.ids = ids;
    this.environment = environment;
  }

  /// A connection in a file.
  ///
  /// @param connection with the file's name; null when it cannot be used
  /// @param problem why not, for people; empty when it can be used
  public record Found(String name, @Nullable ConnectionUrl connection, String problem) {}

  /// All connections of a file, whichever program wrote it. Nothing is saved.
  ///
  /// @throws IllegalArgumentException with a sentence when it is none of the formats
  public List<Found> read(String text) {
    if (text.length() > LARGEST) {
      throw new IllegalArgumentException("The file is too large to be one of connections");
    }
    String start = text.stripLeading();
    List<OtherClients.Entry> entries;
    if (start.startsWith("{") || start.startsWith("\uFEFF{")) {
      entries = ofJson(JsonText.object(text));
    } else if (start.startsWith("<") || start.startsWith("\uFEFF<")) {
      entries = OtherClients.ofDataGrip(text);
    } else {
      entries = new ArrayList<>();
      ServiceText.services(text)
          .forEach(
              (name, options) ->
                  entries.add(new OtherClients.Entry(name, "", options, Stage.DEVELOPMENT)));
    }
    return entries.stream().map(this::found).toList();
  }

  private static List<OtherClients.Entry> ofJson(Map<String, @Nullable Object> file) {
    if (file.containsKey("tusk")) {
      return ofTusk(file);
    }
    if (file.containsKey("Servers")) {
      return OtherClients.ofPgAdmin(file);
    }
    if (file.containsKey("connections")) {
      return OtherClients.ofDBeaver(file);
    }
    throw new IllegalArgumentException(
        "This file is not one of Tusk's, DBeaver's (data-sources.json) or pgAdmin's"
            + " (servers.json)");
  }

  private static List<OtherClients.Entry> ofTusk(Map<String, @Nullable Object> file) {
    List<OtherClients.Entry> entries = new ArrayList<>();
    if (file.get("connections") instanceof List<?> all) {
      for (Object each : all) {
        Map<String, @Nullable Object> one = JsonText.map(each);
        Map<String, String> limits = new LinkedHashMap<>();
        for (String limit : List.of("waitSeconds", "sessions")) {
          limits.put(limit, JsonText.text(one, limit));
        }
        String stage = JsonText.text(one, "type");
        entries.add(
            new OtherClients.Entry(
                JsonText.text(one, "name"),
                JsonText.text(one, "url"),
                limits,
                switch (stage) {
                  case "production" -> Stage.PRODUCTION;
                  case "test" -> Stage.TEST;
                  default -> Stage.DEVELOPMENT;
                }));
      }
    }
    return entries;
  }

  private Found found(OtherClients.Entry entry) {
    try {
      Map<String, String> options = new LinkedHashMap<>();
      if (!entry.url().isEmpty()) {
        options.putAll(ConnectionUrl.options(entry.url()));
      }
      options.putAll(entry.options());
      ConnectionOptions limits = limits(options);
      ConnectionUrl url =
          ConnectionUrl.of(options, new ConnectionId(ids.next()), environment.user());
      ConnectionConfig config = url.config();
      ConnectionConfig named =
          new ConnectionConfig(
              config.id(),
              entry.name().isBlank() ? config.name() : entry.name().strip(),
              config.host(),
              config.port(),
              config.database(),
              config.user(),
              config.sslMode(),
              entry.stage(),
              true,
              limits.withConnectTimeout(config.options().connectTimeout()),
              config.settings());
      return new Found(named.name(), new ConnectionUrl(named, url.password()), "");
    } catch (IllegalArgumentException wrong) {
      return new Found(entry.name(), null, String.valueOf(wrong.getMessage()));
    }
  }

  /// Takes Tusk's own limits out of `options`.
  private static ConnectionOptions limits(Map<String, String> options) {
    ConnectionOptions usual = ConnectionOptions.DEFAULTS;
    String wait = options.remove("waitSeconds");
    String sessions = options.remove("sessions");
    try {
      return new ConnectionOptions(
          usual.connectTimeout(),
          wait == null || wait.isEmpty()
              ? usual.poolTimeout()
              : Duration.ofSeconds(Integer.parseInt(wait)),
          sessions == null || sessions.isEmpty() ? usual.maxSessions() : Integer.parseInt(sessions),
          usual.maxServiceSessions());
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("The limits of a connection are whole numbers", wrong);
    }
  }

  /// Tusk's own file of `connections`: JSON with a URL each. No secret is in it.
  public static String json(List<ConnectionConfig> connections) {
    StringJoiner all = new StringJoiner(",\n", "{\"tusk\": 1, \"connections\": [\n", "\n]}\n");
    for (ConnectionConfig each : connections) {
      all.add(
          "  {\"name\": %s, \"type\": %s, \"url\": %s, \"waitSeconds\": %d, \"sessions\": %d}"
              .formatted(
                  JsonText.quoted(each.name()),
                  JsonText.quoted(each.stage().name().toLowerCase(Locale.ROOT)),
                  JsonText.quoted(ConnectionUrl.text(each)),
                  each.options().poolTimeout().toSeconds(),
                  each.options().maxSessions()));
    }
    return all.toString();
  }

  /// libpq's service file of `connections`, which psql can use too. Tusk's own settings are not in
  /// it, and no secret is.
  ///
  /// @throws IllegalArgumentException naming a connection whose words the format cannot hold
  public static String services(List<ConnectionConfig> connections) {
    StringBuilder text = new StringBuilder("# Written by Tusk; psql reads it as PGSERVICEFILE.\n");
    for (ConnectionConfig each : connections) {
      if (each.settings().get(Setting.SSH).isPresent()) {
        text.append("\n# Left out, as psql knows no SSH tunnels: ")
            .append(plain(each, each.name()))
            .append('\n');
        continue;
      }
      text.append("\n[").append(plain(each, each.name())).append("]\n");
      StringJoiner hosts = new StringJoiner(",");
      StringJoiner ports = new StringJoiner(",");
      for (HostAddress host : each.hosts()) {
        hosts.add(host.host());
        ports.add("" + host.port());
      }
      Map<String, String> options = new LinkedHashMap<>();
      options.put("host", hosts.toString());
      options.put("port", ports.toString());
      options.put("dbname", each.database());
      options.put("user", each.user());
      options.put("sslmode", each.sslMode().libpqName());
      each.settings()
          .all()
          .forEach(
              (setting, value) -> {
                if (setting.isOfLibpq() && setting != Setting.FALLBACK_HOSTS) {
                  options.put(setting.keyword(), value);
                }
              });
      options.forEach(
          (keyword, value) ->
              text.append(keyword).append('=').append(plain(each, value)).append('\n'));
    }
    return text.toString();
  }

  /// The format has no way to quote; the rest of a name would become settings.
  private static String plain(ConnectionConfig config, String value) {
    if (value.chars().anyMatch(Character::isISOControl) || !value.equals(value.strip())) {
      throw new IllegalArgumentException(
          "A service file cannot hold all of the connection \"" + config.name() + "\"");
    }
    return value;
  }
}
