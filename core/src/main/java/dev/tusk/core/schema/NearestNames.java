package dev.tusk.core.schema;

import dev.tusk.core.error.ErrorScene;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.sql.CaretContext;
import dev.tusk.core.sql.Identifier;
import dev.tusk.core.sql.SqlLexer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds what a statement's author may have meant by a name that does not exist.
///
/// Looks only at what the connection's cache holds already: an error must be shown at once, and a
/// server that has just failed is not asked. Thread-safe.
public final class NearestNames {
  /// More than three are no help.
  private static final int MOST = 3;

  /// Longer statements are not looked into: marking a place in them takes too long (SC-001).
  private static final int LONGEST_STATEMENT = 1_000_000;

  /// A text constant may hold a password; hints name nothing of it.
  private static final Pattern CONSTANT = Pattern.compile("(?is)(?:u&|[ebxn])?['$0-9].*");

  private final SchemaCaches caches;

  public NearestNames(SchemaCaches caches) {
    this.caches = caches;
  }

  /// What stands at the place of `error`, and what is spelled alike.
  ///
  /// @param sql the statement as sent
  public ErrorScene scene(ConnectionId connection, String sql, TuskError error) {
    @Nullable ServerError server = error.server();
    if (server == null) {
      return ErrorScene.NONE;
    }
    // What a function runs has a place of its own.
    @Nullable String inner = server.internalQuery();
    return server.position() < 1 && inner != null
        ? scene(connection, inner, server.internalPosition(), server.sqlState())
        : scene(connection, sql, server.position(), server.sqlState());
  }

  private ErrorScene scene(ConnectionId connection, String sql, int position, String code) {
    if (position < 1 || sql.length() > LONGEST_STATEMENT) {
      return ErrorScene.NONE;
    }
    Optional<CaretContext> place = CaretContext.of(sql, position);
    if (place.isEmpty()) {
      return ErrorScene.NONE;
    }
    String name = sql.substring(place.get().tokenStart(), place.get().tokenEnd());
    if (name.isBlank() || CONSTANT.matcher(name).matches()) {
      return ErrorScene.NONE;
    }
    return new ErrorScene(
        name,
        caches
            .find(connection)
            .map(cache -> nearest(candidates(cache, code, sql), name))
            .orElse(List.of()));
  }

  /// Something that exists.
  ///
  /// @param schema where; empty when its name is never written with one
  /// @param name as the server spells it
  private record Candidate(String schema, String name) {
    /// How to write it.
    String sql() {
      return schema.isEmpty() || schema.equals("public") || schema.equals("pg_catalog")
          ? Identifier.quote(name)
          : Identifier.qualified(schema, name);
    }
  }

  private static Stream<Candidate> candidates(SchemaCache cache, String code, String sql) {
    return switch (code) {
      case "42P01" -> cache.loaded().stream().flatMap(NearestNames::relations);
      case "42703" -> columns(cache, sql);
      case "42883" -> cache.loaded().stream().flatMap(NearestNames::routines);
      case "3F000" ->
          cache.namespaces().orElse(List.of()).stream().map(each -> new Candidate("", each.name()));
      default -> Stream.empty();
    };
  }

  private static Stream<Candidate> relations(SchemaContents contents) {
    return contents.relations().stream().map(each -> new Candidate(each.schema(), each.name()));
  }

  private static Stream<Candidate> routines(SchemaContents contents) {
    return contents.routines().stream()
        .map(each -> new Candidate(contents.namespace().name(), each.name()));
  }

  /// The columns of the relations that the statement names.
  private static Stream<Candidate> columns(SchemaCache cache, String sql) {
    Set<String> named = new HashSet<>();
    var lexer = new SqlLexer(sql);
    while (lexer.next()) {
      if (lexer.kind().isWord()) {
        named.add(Identifier.nameOf(lexer.token().in(sql)));
      }
    }
    return cache.loaded().stream()
        .flatMap(contents -> contents.relations().stream())
        .filter(relation -> named.contains(relation.name()))
        .flatMap(relation -> cache.columns(relation.oid()).orElse(List.of()).stream())
        .map(column -> new Candidate("", column.name()));
  }

  private static List<String> nearest(Stream<Candidate> candidates, String written) {
    String wanted = Identifier.nameOf(written.substring(written.lastIndexOf('.') + 1));
    int limit = Math.clamp(wanted.length() / 3, 1, 3);
    Spelling spelling = new Spelling(wanted, limit);
    record Near(Candidate candidate, int distance) {}
    List<Near> near = new ArrayList<>();
    candidates.forEach(
        each -> {
          int distance = spelling.distance(each.name());
          if (distance <= limit) {
            near.add(new Near(each, distance));
          }
        });
    return near.stream()
        .sorted(
            Comparator.comparingInt(Near::distance)
                .thenComparing(each -> each.candidate().schema())
                .thenComparing(each -> each.candidate().name()))
        .map(each -> each.candidate().sql())
        .filter(sql -> !sql.equals(written))
        .distinct()
        .limit(MOST)
        .toList();
  }
}
