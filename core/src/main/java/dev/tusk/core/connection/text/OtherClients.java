package dev.tusk.core.connection.text;

import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The files in which DBeaver, pgAdmin and DataGrip keep connections, as libpq's options. Passwords
/// are not in them, or sealed for their own program.
final class OtherClients {
  private static final Pattern DATA_SOURCE =
      Pattern.compile("<data-source\\b([^>]*)>(.*?)</data-source>", Pattern.DOTALL);
  private static final Pattern ATTRIBUTE = Pattern.compile("([\\w-]+)\\s*=\\s*\"([^\"]*)\"");
  private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9a-fA-F]{1,6}|[a-z]+);");

  private OtherClients() {}

  /// A connection as it was found.
  ///
  /// @param url of JDBC; empty when `options` say all
  record Entry(String name, String url, Map<String, String> options, Stage stage) {}

  /// `data-sources.json`, without what is not for PostgreSQL.
  static List<Entry> ofDBeaver(Map<String, @Nullable Object> file) {
    List<Entry> entries = new ArrayList<>();
    for (Object each : JsonText.map(file.get("connections")).values()) {
      Map<String, @Nullable Object> source = JsonText.map(each);
      Map<String, @Nullable Object> at = JsonText.map(source.get("configuration"));
      if (!JsonText.text(source, "provider").equals("postgresql")) {
        continue;
      }
      Map<String, String> options = new LinkedHashMap<>();
      put(options, "host", JsonText.text(at, "host"));
      put(options, "port", JsonText.text(at, "port"));
      put(options, "dbname", JsonText.text(at, "database"));
      put(options, "user", JsonText.text(at, "user"));
      put(options, Setting.GROUP.keyword(), JsonText.text(source, "folder"));
      Map<String, @Nullable Object> handlers = JsonText.map(at.get("handlers"));
      Map<String, @Nullable Object> ssl = enabled(handlers, "postgre_ssl");
      put(options, "sslmode", JsonText.text(ssl, "sslMode"));
      put(options, "sslrootcert", JsonText.text(ssl, "ssl.ca.cert"));
      put(options, "sslcert", JsonText.text(ssl, "ssl.client.cert"));
      put(options, "sslkey", JsonText.text(ssl, "ssl.client.key"));
      Map<String, @Nullable Object> ssh = enabled(handlers, "ssh_tunnel");
      ssh(
          options,
          JsonText.text(ssh, "user"),
          JsonText.text(ssh, "host"),
          JsonText.text(ssh, "port"));
      put(options, Setting.SSH_KEY.keyword(), JsonText.text(ssh, "keyPath"));
      String url = options.containsKey("host") ? "" : JsonText.text(at, "url");
      Stage stage = stage(JsonText.text(at, "type"));
      Guard guard = Guard.usual(stage);
      put(options, Setting.GUARD.keyword(), guard == Guard.SILENT ? "" : guard.word());
      entries.add(new Entry(JsonText.text(source, "name"), url, options, stage));
    }
    return entries;
  }

  private static Map<String, @Nullable Object> enabled(
      Map<String, @Nullable Object> handlers, String name) {
    Map<String, @Nullable Object> handler = JsonText.map(handlers.get(name));
    return JsonText.text(handler, "enabled").equals("true")
        ? JsonText.map(handler.get("properties"))
        : Map.of();
  }

  /// `servers.json`.
  static List<Entry> ofPgAdmin(Map<String, @Nullable Object> file) {
    List<Entry> entries = new ArrayList<>();
    for (Object each : JsonText.map(file.get("Servers")).values()) {
      Map<String, @Nullable Object> server = JsonText.map(each);
      Map<String, String> options = new LinkedHashMap<>();
      Map<String, @Nullable Object> parameters = JsonText.map(server.get("ConnectionParameters"));
      for (String keyword : parameters.keySet()) {
        if (LibpqKeywords.isKnown(keyword)) {
          put(options, keyword, JsonText.text(parameters, keyword));
        }
      }
      put(options, "host", JsonText.text(server, "Host"));
      put(options, "port", JsonText.text(server, "Port"));
      put(options, "dbname", JsonText.text(server, "MaintenanceDB"));
      put(options, "user", JsonText.text(server, "Username"));
      put(options, "sslmode", JsonText.text(server, "SSLMode"));
      put(options, "service", JsonText.text(server, "Service"));
      put(options, Setting.GROUP.keyword(), group(JsonText.text(server, "Group")));
      String colour = JsonText.text(server, "BGColor");
      put(options, Setting.COLOUR.keyword(), colour.matches("#[0-9a-fA-F]{6}") ? colour : "");
      if (JsonText.text(server, "UseSSHTunnel").matches("1|true")) {
        ssh(
            options,
            JsonText.text(server, "TunnelUsername"),
            JsonText.text(server, "TunnelHost"),
            JsonText.text(server, "TunnelPort"));
        put(options, Setting.SSH_KEY.keyword(), JsonText.text(server, "TunnelIdentityFile"));
      }
      entries.add(new Entry(JsonText.text(server, "Name"), "", options, Stage.DEVELOPMENT));
    }
    return entries;
  }

  /// pgAdmin's own name for no group.
  private static String group(String name) {
    return name.equals("Servers") ? "" : name;
  }

  /// `dataSources.xml`, without what is not for PostgreSQL. Nothing is resolved, so that the file
  /// can make nobody read another one.
  static List<Entry> ofDataGrip(String xml) {
    List<Entry> entries = new ArrayList<>();
    Matcher source = DATA_SOURCE.matcher(xml);
    while (source.find()) {
      String url = element(source.group(2), "jdbc-url");
      if (!url.startsWith("jdbc:postgresql:")) {
        continue;
      }
      Map<String, String> attributes = new LinkedHashMap<>();
      Matcher attribute = ATTRIBUTE.matcher(source.group(1));
      while (attribute.find()) {
        attributes.put(attribute.group(1), decoded(attribute.group(2)));
      }
      Map<String, String> options = new LinkedHashMap<>();
      put(options, "user", element(source.group(2), "user-name"));
      put(options, Setting.GROUP.keyword(), attributes.getOrDefault("group-name", ""));
      put(options, Setting.STARTUP_SQL.keyword(), element(source.group(2), "startup-script"));
      entries.add(new Entry(attributes.getOrDefault("name", ""), url, options, Stage.DEVELOPMENT));
    }
    return entries;
  }

  private static String element(String xml, String name) {
    Matcher element =
        Pattern.compile("<" + name + "\\b[^>]*>(.*?)</" + name + ">", Pattern.DOTALL).matcher(xml);
    return element.find() ? decoded(element.group(1)).strip() : "";
  }

  private static String decoded(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    switch (found.group(1)) {
                      case "lt" -> "<";
                      case "gt" -> ">";
                      case "amp" -> "&";
                      case "quot" -> "\"";
                      case "apos" -> "'";
                      default -> character(found.group(1));
                    }));
  }

  private static String character(String reference) {
    try {
      int point =
          reference.startsWith("#x")
              ? Integer.parseInt(reference.substring(2), 16)
              : Integer.parseInt(reference.substring(1));
      return Character.isValidCodePoint(point) ? Character.toString(point) : "";
    } catch (NumberFormatException unknown) {
      return "";
    }
  }

  private static void ssh(Map<String, String> options, String user, String host, String port) {
    if (!host.isEmpty()) {
      String at = (user.isEmpty() ? "" : user + "@") + host;
      options.put(
          Setting.SSH.keyword(), at + (port.isEmpty() || port.equals("22") ? "" : ":" + port));
    }
  }

  private static Stage stage(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "prod" -> Stage.PRODUCTION;
      case "test" -> Stage.TEST;
      default -> Stage.DEVELOPMENT;
    };
  }

  private static void put(Map<String, String> options, String keyword, String value) {
    if (!value.isEmpty()) {
      options.put(keyword, value);
    }
  }
}
