package dev.tusk.postgres.session;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Notices settings that a statement has changed behind its text, in a function or a `DO` block.
///
/// The server reports some settings whenever they change, but not by what: where one has changed,
/// it is asked which of the session's are back at what the driver, not the person, asked for at
/// start. What the person has set stays.
final class HiddenChanges {
  private static final String STRINGS = "standard_conforming_strings";
  private static final List<String> REPORTED = List.of("DateStyle", STRINGS);

  private static final String AT_THE_DRIVERS =
      "select pg_catalog.lower(name) from pg_catalog.pg_settings where source"
          + " operator(pg_catalog.=) 'client'::pg_catalog.text and name operator(pg_catalog.=)"
          + " 'DateStyle'::pg_catalog.text";

  private final PgLink link;
  private final List<String> before;

  /// Notes the settings as they are now, before a statement.
  HiddenChanges(PgLink link) {
    this.link = link;
    this.before = now();
  }

  /// Whether one of them has another value now.
  boolean any() {
    return !now().equals(before);
  }

  /// Which of `names` must be set again; asks the server.
  Set<String> toRestore(Collection<String> names) throws SQLException {
    Set<String> found = new HashSet<>();
    for (String[] row : link.rows(AT_THE_DRIVERS)) {
      found.add(row[0]);
    }
    // Whoever set it: Tusk tells where a string ends by the standard.
    if ("off".equals(link.parameter(STRINGS))) {
      found.add(STRINGS);
    }
    found.retainAll(names);
    return found;
  }

  private List<String> now() {
    return REPORTED.stream().map(this::value).toList();
  }

  private String value(String name) {
    @Nullable String value = link.parameter(name);
    return Objects.toString(value, "");
  }
}
