package dev.tusk.postgres.session;

import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.sql.Identifier;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The settings that make a session print what psql's prints, by name. Immutable.
public record SessionSetup(Map<String, String> settings) {
  /// What makes every transaction of a session read-only that does not say otherwise.
  public static final String READ_ONLY = "default_transaction_read_only";

  /// Leaves a session as the server makes it.
  public static final SessionSetup NONE = new SessionSetup(Map.of());

  /// Copies the settings, whose names are in lower case.
  public SessionSetup {
    settings = Map.copyOf(settings);
  }

  /// The same for a session of Tusk's own, which never writes: looking at the catalog must not run
  /// anybody's code with an effect.
  ///
  /// @param link to a server of the same kind
  public SessionSetup forService(PgLink link) {
    if (link.isPooled() || !link.can(ServerAbility.READ_ONLY)) {
      // Behind a pooler a setting may stay behind for somebody else.
      return this;
    }
    Map<String, String> readOnly = new LinkedHashMap<>(settings);
    readOnly.put(READ_ONLY, "on");
    return new SessionSetup(readOnly);
  }

  /// Whether a session begins read-only.
  boolean isReadOnly() {
    return settings.containsKey(READ_ONLY);
  }

  /// The names of the settings.
  Collection<String> names() {
    return settings.keySet();
  }

  /// Makes all of them.
  public void make(PgLink link) throws SQLException {
    if (!settings.isEmpty()) {
      var _ = link.rows(sql(settings.keySet(), false));
    }
  }

  /// The SQL that makes some of them.
  ///
  /// @param names those wanted; at least one that there is
  /// @param local whether they end with the transaction, as `SET LOCAL` has it
  String sql(Collection<String> names, boolean local) {
    Map<String, String> wanted = new LinkedHashMap<>(settings);
    wanted.keySet().retainAll(names);
    return wanted.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            setting ->
                "pg_catalog.set_config('"
                    + setting.getKey()
                    + "'::pg_catalog.text, "
                    + Identifier.literal(setting.getValue())
                    + "::pg_catalog.text, "
                    + local
                    + ")")
        .collect(Collectors.joining(", ", "select ", ""));
  }
}
