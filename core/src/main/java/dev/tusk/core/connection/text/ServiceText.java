package dev.tusk.core.connection.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Takes a `pg_service.conf` apart, by libpq's rules: the first value of a keyword counts, and what
/// stands behind the `=` is the value, whatever it is.
final class ServiceText {
  private ServiceText() {}

  /// All services in their order, each with its options.
  ///
  /// @throws IllegalArgumentException with the line that is wrong; it repeats none
  static Map<String, Map<String, String>> services(String text) {
    Map<String, Map<String, String>> services = new LinkedHashMap<>();
    Map<String, String> options = null;
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        options = new LinkedHashMap<>();
        Map<String, String> before =
            services.putIfAbsent(line.substring(1, line.length() - 1), options);
        options = before == null ? options : new LinkedHashMap<>();
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1 || options == null || line.startsWith("service=")) {
        throw new IllegalArgumentException(
            "Line " + number + " of the service file is not keyword=value within a [service]");
      }
      options.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
    }
    return services;
  }

  /// The options of `service`; empty when the file does not have it.
  static Optional<Map<String, String>> find(String text, String service) {
    return Optional.ofNullable(services(text).get(service));
  }
}
