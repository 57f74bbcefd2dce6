package dev.tusk.core.export;

import dev.tusk.core.schema.Column;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.schema.SchemaCache;
import dev.tusk.core.sql.Identifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table that a query reads, as a proposal for what INSERT and UPDATE name.
///
/// @param name as SQL
/// @param keys the columns of its primary key; empty when they are not known
public record TargetTable(String name, List<String> keys) {
  private static final String PART =
      "(?:\"(?:[^\"]|\"\")+\"|[A-Za-z_\\x80-\\uFFFF][\\w$\\x80-\\uFFFF]*)";
  private static final Pattern FROM =
      Pattern.compile(
          "(?:\\bfrom|\\btable)\\s+(?:only\\s+)?(?:(" + PART + ")\\.)?(" + PART + ")",
          Pattern.CASE_INSENSITIVE);

  /// Copies the keys.
  public TargetTable {
    keys = List.copyOf(keys);
  }

  /// The first table of a query; `my_table` when it names none.
  ///
  /// @param catalog what is known of the database; knows the key once the tree has shown the table
  public static TargetTable of(String sql, Optional<SchemaCache> catalog) {
    Matcher found = FROM.matcher(sql);
    if (!found.find()) {
      return new TargetTable(ExportOptions.DEFAULTS.table(), List.of());
    }
    String schema = found.group(1);
    String name = Identifier.nameOf(found.group(2));
    String whole =
        schema == null
            ? Identifier.quote(name)
            : Identifier.qualified(Identifier.nameOf(schema), name);
    return new TargetTable(
        whole,
        catalog
            .map(known -> keys(known, schema == null ? null : Identifier.nameOf(schema), name))
            .orElse(List.of()));
  }

  private static List<String> keys(
      SchemaCache known, @org.jspecify.annotations.Nullable String schema, String name) {
    List<Relation> tables =
        known.namespaces().orElse(List.of()).stream()
            .map(Namespace::name)
            .filter(each -> schema == null || schema.equals(each))
            .flatMap(each -> known.contents(each).stream())
            .flatMap(contents -> contents.relations().stream())
            .filter(relation -> relation.name().equals(name))
            .toList();
    // two tables of one name in different schemas: which one is meant is the server's secret
    return tables.size() != 1
        ? List.of()
        : known.columns(tables.getFirst().oid()).orElse(List.of()).stream()
            .filter(Column::primaryKey)
            .map(Column::name)
            .toList();
  }

  /// A name for a file of it, without an ending.
  public String fileName() {
    String bare = name.replace("\"", "").toLowerCase(Locale.ROOT);
    return bare.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
  }
}
