package dev.tusk.core.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What kind of server answers: PostgreSQL, or a relative that speaks its protocol. Immutable.
///
/// @param name for example `PostgreSQL` or `CockroachDB`
/// @param remark what somebody should know of it, in a sentence; empty for PostgreSQL as Tusk
///     knows it
/// @param lacks what it cannot do, each with the server's own words why, which may be empty
public record ServerProduct(String name, String remark, Map<ServerAbility, String> lacks) {
  /// The one that everything here is made for.
  public static final ServerProduct POSTGRESQL = new ServerProduct("PostgreSQL", "", Map.of());

  public ServerProduct {
    EnumMap<ServerAbility, String> copy = new EnumMap<>(ServerAbility.class);
    copy.putAll(lacks);
    lacks = Collections.unmodifiableMap(copy);
  }

  public boolean can(ServerAbility ability) {
    return !lacks.containsKey(ability);
  }

  /// What is different from PostgreSQL, a sentence each; empty when nothing is.
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!remark.isEmpty()) {
      notes.add(remark);
    }
    lacks.forEach(
        (ability, why) -> {
          String without = ability.without();
          notes.add(
              Character.toUpperCase(without.charAt(0))
                  + without.substring(1)
                  + (why.isEmpty() ? "" : " (" + why + ")"));
        });
    return notes;
  }
}
