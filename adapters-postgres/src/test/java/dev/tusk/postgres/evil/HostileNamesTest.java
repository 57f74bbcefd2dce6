package dev.tusk.postgres.evil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.schema.Column;
import dev.tusk.core.schema.DataType;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.schema.Routine;
import dev.tusk.core.session.Session;
import dev.tusk.core.sql.Identifier;
import dev.tusk.core.sql.PsqlVariables;
import dev.tusk.core.sql.Script;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Objects with the worst names there can be, through all SQL that Tusk writes itself.
@Requirement("D-3")
class HostileNamesTest {
  private static final int NAMES = Boolean.getBoolean("tusk.long") ? 20_000 : 1_000;
  private static final int AT_ONCE = 50;
  private static final int LONGEST = 63;

  private static final String[] PIECES = {
    "'",
    "''",
    "\"",
    "\"\"",
    ";",
    "--",
    "/*",
    "*/",
    "$$",
    "$a$",
    "\\",
    "\\'",
    "\\\"",
    "\n",
    "\r",
    "\t",
    " ",
    ".",
    ",",
    "(",
    ")",
    ":",
    ":'x'",
    ":\"x\"",
    "::",
    "%s",
    "%I",
    "{0}",
    "{1}",
    "?",
    "$1",
    "E'",
    "U&",
    "select",
    "table",
    "user",
    "A",
    "Ünï",
    "漢字",
    "\ud83d\ude00",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u00a0",
    "\ufeff",
    "\u0301",
    "\u0001",
    "\u001b[2J",
    "<html>",
    "a",
    "b1",
    "drop table canary;",
    "'; drop table public.canary; --",
    "\"; drop table public.canary; --",
    "=",
    "&",
    "|",
    "!",
    "@",
    "#",
    "`",
    "~",
    "\u07ff",
    "\uffff"
  };

  private final Random random = new Random(20_261_123);

  private String name() {
    StringBuilder name = new StringBuilder();
    int pieces = 1 + random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      name.append(PIECES[random.nextInt(PIECES.length)]);
    }
    while (name.toString().getBytes(StandardCharsets.UTF_8).length < LONGEST
        && random.nextInt(10) == 0) {
      name.append("é".repeat(20));
    }
    while (name.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      int last = name.codePointBefore(name.length());
      name.setLength(name.length() - Character.charCount(last));
    }
    return name.toString();
  }

  @Test
  void everyNameMeansItsObjectAndNothingElse() throws Exception {
    PgDatabaseAddress address = PgFixture.shared().newDatabase();
    String database = address.database();
    PgFixture.shared()
        .execute(
            "alter database " + database + " set standard_conforming_strings = off",
            "alter database " + database + " set escape_string_warning = off",
            "alter database " + database + " set client_encoding = 'SJIS'");
    PgDatabase adapter = new PgDatabase(Map.of());
    ConnectionConfig config = Servers.config(address);
    int injections = 0;
    try (Connection truth = address.connect();
        ConnectionPool pool =
            adapter
                .connector()
                .open(config, Servers.password(address), Cancellation.create(), step -> {});
        Session session = Servers.lease(pool)) {
      truth.createStatement().execute("create table public.canary as select 42 as answer");
      assertThat(Servers.value(session, "show standard_conforming_strings")).isEqualTo("on");
      for (int done = 0; done < NAMES; done += AT_ONCE) {
        injections += batch(adapter, config, truth, session);
      }
      assertThat(Servers.value(session, "select answer from public.canary")).isEqualTo("42");
      assertThat(
              Servers.value(session, "select count(*) from pg_tables where schemaname = 'public'"))
          .isEqualTo("1");
    }
    Figure.exactly("hostile_names_injections", injections, 0);
    Figure.atLeast("hostile_names", NAMES, 1_000);
  }

  private int batch(PgDatabase adapter, ConnectionConfig config, Connection truth, Session session)
      throws SQLException {
    String schema = "s" + name();
    schema = schema.codePointCount(0, schema.length()) > 40 ? "s'\";--$$\\" : schema;
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < AT_ONCE) {
      names.add(name());
    }
    create(truth, schema, List.copyOf(names));
    List<String> wrong = new ArrayList<>();
    var catalog = adapter.catalog();
    if (catalog.namespaces(config.id()).stream().map(Namespace::name).noneMatch(schema::equals)) {
      wrong.add("schema " + schema);
    }
    Set<String> relations = new LinkedHashSet<>();
    for (Relation relation : catalog.relations(config.id(), schema)) {
      relations.add(relation.name());
      List<Column> columns = catalog.columns(config.id(), relation.oid());
      if (columns.size() != 1 || !columns.getFirst().name().equals(relation.name())) {
        wrong.add("column of " + relation.name());
      }
      read(session, schema, relation.name(), wrong);
    }
    Set<String> routines = new LinkedHashSet<>();
    catalog.routines(config.id(), schema).stream().map(Routine::name).forEach(routines::add);
    Set<String> types = new LinkedHashSet<>();
    catalog.types(config.id(), schema).stream().map(DataType::name).forEach(types::add);
    if (!relations.equals(names) || !routines.equals(names) || types.size() != names.size()) {
      wrong.add("names in " + schema);
    }
    try (PreparedStatement drop =
        truth.prepareStatement("select format('drop schema %I cascade', ?)")) {
      drop.setString(1, schema);
      execute(truth, drop);
    }
    assertThat(wrong).isEmpty();
    return wrong.size();
  }

  /// What the tree, the editor's variables and the export write, executed and compared.
  private static void read(Session session, String schema, String name, List<String> wrong) {
    String select = "select * from " + Identifier.qualified(schema, name) + ";";
    List<dev.tusk.core.sql.Statement> statements = Script.of(select).statements();
    if (statements.size() != 1
        || !name.equals(Servers.plain(session, statements.getFirst().in(select)).value())) {
      wrong.add("select of " + name);
    }
    Map<String, String> variables = Map.of("n", name, "s", schema);
    String script =
        PsqlVariables.replace(
            "select :\"n\", :'n', :'s' from :\"s\".:\"n\" where :\"n\" = :'n'", variables);
    var row = Servers.plain(session, script).rows();
    if (row.size() != 1 || !row.getFirst().equals(List.of(name, name, schema))) {
      wrong.add("variables of " + name);
    }
    if (!Script.of(script).statements().getFirst().in(script).equals(script)) {
      wrong.add("splitting of " + script);
    }
  }

  private static void create(Connection truth, String schema, List<String> names)
      throws SQLException {
    try (PreparedStatement format =
        truth.prepareStatement(
            """
            select format('create schema %1$I', $schema)
            union all
            select format(E'create table %1$I.%2$I (%2$I text); insert into %1$I.%2$I values (%2$L);'
              'create function %1$I.%2$I() returns int language sql return 1;'
              'create type %1$I.%3$I as enum (%2$L)', $schema, n, 't' || i)
            from unnest($names) with ordinality u(n, i)
            """
                .replace("$schema", "?")
                .replace("$names", "?"))) {
      format.setString(1, schema);
      format.setString(2, schema);
      format.setArray(3, truth.createArrayOf("text", names.toArray()));
      execute(truth, format);
    }
  }

  private static void execute(Connection truth, PreparedStatement texts) throws SQLException {
    List<String> statements = new ArrayList<>();
    try (var rows = texts.executeQuery()) {
      while (rows.next()) {
        statements.add(rows.getString(1));
      }
    }
    try (var statement = truth.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(String.join(";\n", statements));
    }
  }
}
