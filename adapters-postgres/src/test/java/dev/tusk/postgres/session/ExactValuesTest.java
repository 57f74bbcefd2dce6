package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.export.RowWriter;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.testkit.InMemorySpillFiles;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.harness.postgres.LocalPostgres;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each value as psql prints it, byte for byte: through a portal into the result store, as one
/// message, and as CSV; under every setting that changes what a type prints, wherever it is set.
class ExactValuesTest {
  private static final int FEWEST_TYPES = 80;

  private static final List<String> ZONES =
      List.of("UTC", "Asia/Kolkata", "America/New_York", "Africa/Monrovia", "<+0130>-01:30");
  private static final List<String> ORDERS = List.of("ISO, MDY", "ISO, DMY", "ISO, YMD");
  private static final List<String> INTERVALS =
      List.of("postgres", "postgres_verbose", "sql_standard", "iso_8601");
  private static final List<String> DIGITS = List.of("1", "0", "-15", "3", "-4", "2", "-1");

  /// As many as it takes for each pair of values to come together.
  private static final int CASES = 35;

  private static final String TYPES =
      """
      create schema exact;
      create extension hstore schema exact;
      create type exact.mood as enum ('sad', 'it''s "ok", so');
      create type exact.pair as (a int, b text, c int, d float8);
      create domain exact.percent as numeric(5,2) check (value between 0 and 100);
      create domain exact.couple as exact.pair check ((value).a is distinct from 0);
      create domain exact.few as int[] check (array_length(value, 1) < 5)\
      """;

  private static final List<String> VALUES = values();

  @TempDir private Path folder;

  static List<Integer> majors() {
    return PgFixture.majors();
  }

  private static List<String> values() {
    try (InputStream file =
        Objects.requireNonNull(ExactValuesTest.class.getResourceAsStream("exact-values.sql"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String query() {
    return "select " + String.join(", ", VALUES);
  }

  private static void makeTypes(PgDatabaseAddress database) throws SQLException {
    execute(database, TYPES);
  }

  private static List<String> settings(int number) {
    return List.of(
        "set timezone = '" + ZONES.get(number % ZONES.size()) + "'",
        "set datestyle = '" + ORDERS.get(number % ORDERS.size()) + "'",
        "set intervalstyle = " + INTERVALS.get(number % INTERVALS.size()),
        "set extra_float_digits = " + DIGITS.get(number % DIGITS.size()),
        "set bytea_output = " + (number / 4 % 2 == 0 ? "escape" : "hex"),
        "set xmlbinary = " + (number / 3 % 2 == 0 ? "hex" : "base64"));
  }

  @ParameterizedTest
  @MethodSource("majors")
  void eachValueIsAsPsqlPrintsItUnderEachSettingOfTheSession(int major) throws Exception {
    assumeThat(PsqlPrints.isInstalled()).as("psql is not installed").isTrue();
    PgDatabaseAddress database = PgFixture.shared(major).newDatabase();
    makeTypes(database);
    try (ConnectionPool pool = Servers.pool(database, ConnectionOptions.DEFAULTS);
        Session session = Servers.lease(pool)) {
      int types =
          Integer.parseInt(
              String.valueOf(
                  Servers.value(
                      session,
                      VALUES.stream()
                          .map(value -> "(pg_typeof(" + value + "))")
                          .collect(
                              Collectors.joining(
                                  ", ", "select count(distinct t) from (values ", ") v(t)")))));
      Figure.atLeast("types_as_psql_prints_them_" + major, types, FEWEST_TYPES);
      List<List<String>> cases = new ArrayList<>();
      cases.add(List.of());
      IntStream.range(0, major == PgFixture.NEWEST ? CASES : CASES / 5)
          .mapToObj(ExactValuesTest::settings)
          .forEach(cases::add);
      cases.add(List.of("reset all"));
      compare(database, Map.of(), session, cases);
    }
  }

  @Test
  void moneyIsAsPsqlPrintsItInEachLanguage() throws Exception {
    assumeThat(PsqlPrints.isInstalled()).as("psql is not installed").isTrue();
    assumeThat(LocalPostgres.missing()).isEmpty();
    List<String> languages = List.of("de_DE", "ja_JP");
    try (LocalPostgres server =
        LocalPostgres.start(
            Map.of(), List.of("host all all 127.0.0.1/32 scram-sha-256"), languages)) {
      PgDatabaseAddress database = server.address("postgres");
      makeTypes(database);
      try (ConnectionPool pool = Servers.pool(database, ConnectionOptions.DEFAULTS);
          Session session = Servers.lease(pool)) {
        compare(
            database,
            Map.of(),
            session,
            languages.stream()
                .map(each -> List.of("set lc_monetary = '" + each + ".UTF-8'"))
                .toList());
        assertThat(Servers.value(session, "select '1234.5'::money")).isEqualTo("￥1,235");
      }
    }
  }

  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "timezone", "'America/St_Johns'",
          "datestyle", "'ISO, DMY'",
          "intervalstyle", "'iso_8601'",
          "extra_float_digits", "-3",
          "bytea_output", "'escape'");

  @Test
  void settingsOfRoleAndDatabaseCount() throws Exception {
    assumeThat(PsqlPrints.isInstalled()).as("psql is not installed").isTrue();
    PgFixture server = PgFixture.shared();
    PgDatabaseAddress owner = server.newDatabase();
    makeTypes(owner);
    String role = "r_" + owner.database();
    server.execute("create role " + role + " login password '" + owner.password() + "'");
    execute(owner, "grant usage on schema exact to " + role);
    PgDatabaseAddress database =
        new PgDatabaseAddress(owner.host(), owner.port(), owner.database(), role, owner.password());
    List<String> places =
        List.of(
            "alter role " + role,
            "alter database " + owner.database(),
            "alter role " + role + " in database " + owner.database());
    for (String place : places) {
      for (Map.Entry<String, String> setting : ELSEWHERE.entrySet()) {
        server.execute(place + " set " + setting.getKey() + " = " + setting.getValue());
      }
      asIsAndAfterReset(database, Map.of());
      theDriverAloneShowsOtherTimes(database);
      server.execute(place + " reset all");
    }
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(
        "PGOPTIONS",
        "-c TimeZone=Asia/Kathmandu -c intervalstyle=sql_standard -c extra_float_digits=0"
            + " --bytea-output=escape");
    asIsAndAfterReset(database, environment);
    environment.put("PGTZ", "Asia/Seoul");
    asIsAndAfterReset(database, environment);
    server.execute("drop database " + owner.database() + " with (force)", "drop role " + role);
  }

  /// Also for somebody who may read neither the file nor who set what.
  @Test
  void settingsOfTheServersFileCount() throws Exception {
    assumeThat(PsqlPrints.isInstalled()).as("psql is not installed").isTrue();
    assumeThat(LocalPostgres.missing()).isEmpty();
    Map<String, String> file = new LinkedHashMap<>(ELSEWHERE);
    file.replaceAll((name, value) -> value.replace("'", ""));
    file.put("lc_monetary", "de_DE.UTF-8");
    try (LocalPostgres server =
        LocalPostgres.start(
            file, List.of("host all all 127.0.0.1/32 scram-sha-256"), List.of("de_DE", "ja_JP"))) {
      PgDatabaseAddress owner = server.address("postgres");
      makeTypes(owner);
      asIsAndAfterReset(owner, Map.of());
      theDriverAloneShowsOtherTimes(owner);
      execute(
          owner,
          "create role nobody login password 'nobody'",
          "grant usage on schema exact to nobody");
      PgDatabaseAddress nobody =
          new PgDatabaseAddress(owner.host(), owner.port(), owner.database(), "nobody", "nobody");
      asIsAndAfterReset(nobody, Map.of());
      execute(
          owner,
          "alter database postgres set lc_monetary = 'ja_JP.UTF-8'",
          "alter role nobody set datestyle = 'SQL'");
      asIsAndAfterReset(nobody, Map.of("PGDATESTYLE", "ISO"));
    }
  }

  private static void execute(PgDatabaseAddress database, String... statements)
      throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /// The twin: without Tusk's setting up.
  private void theDriverAloneShowsOtherTimes(PgDatabaseAddress database) throws SQLException {
    String moment = "select timestamptz '2026-11-29 09:41+00'";
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(moment);
        ConnectionPool pool = Servers.pool(database, ConnectionOptions.DEFAULTS);
        Session session = Servers.lease(pool)) {
      assertThat(result.next()).isTrue();
      assertThat(Servers.value(session, moment))
          .isEqualTo("2026-11-29 06:11:00-03:30")
          .isNotEqualTo(result.getString(1));
    }
  }

  private void asIsAndAfterReset(PgDatabaseAddress database, Map<String, String> environment)
      throws IOException, InterruptedException {
    try (Secret password = Servers.password(database);
        ConnectionPool pool =
            new PgDatabase(environment)
                .connector()
                .open(Servers.config(database), password, Cancellation.create(), step -> {});
        Session session = Servers.lease(pool)) {
      compare(
          database,
          environment,
          session,
          List.of(List.of(), settings(5), List.of("reset all"), List.of("discard all")));
    }
  }

  private void compare(
      PgDatabaseAddress database,
      Map<String, String> environment,
      Session session,
      List<List<String>> cases)
      throws IOException, InterruptedException {
    PsqlPrints psql = new PsqlPrints(folder);
    for (List<String> settings : cases) {
      settings.forEach(psql::set);
      int _ = psql.ask(query());
    }
    psql.run(database, environment);
    for (int i = 0; i < cases.size(); i++) {
      if (!cases.get(i).isEmpty()) {
        var _ = Servers.plain(session, String.join("; ", cases.get(i)));
      }
      Shown shown = new Shown();
      session.execute(StatementRequest.portal(query()), shown);
      List<@Nullable String> expected = psql.row(i);
      for (int value = 0; value < VALUES.size(); value++) {
        assertThat(shown.text(value))
            .as(VALUES.get(value) + " with " + cases.get(i))
            .isEqualTo(expected.get(value));
      }
      assertThat(expected).hasSize(VALUES.size());
      assertThat(Servers.plain(session, query()).rows().getFirst()).isEqualTo(expected);
      assertThat(shown.csv()).as("as CSV with " + cases.get(i)).isEqualTo(psql.csvOf(i));
      CollectingSink copied = new CollectingSink();
      session.execute(
          StatementRequest.plain("copy (" + query() + ") to stdout (format csv)"), copied);
      assertThat(copied.copied().getBytes(StandardCharsets.UTF_8)).isEqualTo(psql.csvOf(i));
    }
  }

  /// The result as a grid has it, and as CSV of it.
  private static final class Shown implements StatementSink {
    private final KeepResults keep =
        new KeepResults(new MemoryBudget(0), new MemoryBudget(0), new InMemorySpillFiles());
    private final ByteArrayOutputStream csv = new ByteArrayOutputStream();
    private @Nullable ResultStore store;
    private List<ResultColumn> described = List.of();

    @Override
    public void columns(List<ResultColumn> columns) {
      described = columns;
      store = keep.begin(columns);
    }

    @Override
    public boolean rows(RowPage page) {
      RowWriter writer =
          new WriteRows()
              .to(csv, ExportFormat.CSV, ExportOptions.DEFAULTS.header(false), described);
      try {
        writer.begin();
        writer.rows(page);
        writer.end();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return store().append(page);
    }

    @Nullable String text(int column) {
      return store().text(0, column);
    }

    byte[] csv() {
      return csv.toByteArray();
    }

    private ResultStore store() {
      return Objects.requireNonNull(store);
    }
  }
}
