package dev.tusk.postgres.connect;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Servers that speak PostgreSQL's protocol and are not PostgreSQL, told by what `version()` says.
///
/// Products that keep PostgreSQL's own catalog (Aurora, EDB Postgres, Citus, Timescale) are
/// PostgreSQL for Tusk.
final class Products {
  private static final Map<String, String> BY_MARK = new LinkedHashMap<>();

  static {
    BY_MARK.put("cockroachdb", "CockroachDB");
    BY_MARK.put("redshift", "Amazon Redshift");
    BY_MARK.put("greenplum", "Greenplum");
    BY_MARK.put("-yb-", "YugabyteDB");
    BY_MARK.put("materialize", "Materialize");
    BY_MARK.put("risingwave", "RisingWave");
    BY_MARK.put("questdb", "QuestDB");
    BY_MARK.put("cratedb", "CrateDB");
    BY_MARK.put("vertica", "Vertica");
    BY_MARK.put("hsqldb", "HSQLDB");
  }

  private Products() {}

  /// The name of the product; null for PostgreSQL.
  ///
  /// @param version the answer of `version()`
  static @Nullable String other(String version) {
    String lower = version.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> product : BY_MARK.entrySet()) {
      if (lower.contains(product.getKey())) {
        return product.getValue();
      }
    }
    if (lower.startsWith("postgresql ") || lower.startsWith("enterprisedb ")) {
      return null;
    }
    String named = version.strip();
    return named.isEmpty() ? "something else" : "\"" + firstWords(named) + "\"";
  }

  /// The major version in a `server_version` such as `18.1 (Debian 18.1-1)` or `9.6.24`.
  ///
  /// @return as many digits as it starts with; 0 when it starts with none
  static int major(String serverVersion) {
    int end = 0;
    while (end < Math.min(4, serverVersion.length())
        && Character.isDigit(serverVersion.charAt(end))) {
      end++;
    }
    return end == 0 ? 0 : Integer.parseInt(serverVersion.substring(0, end));
  }

  private static String firstWords(String text) {
    String line = text.lines().findFirst().orElse(text);
    return line.length() <= 40 ? line : line.substring(0, 40).strip() + "…";
  }
}
