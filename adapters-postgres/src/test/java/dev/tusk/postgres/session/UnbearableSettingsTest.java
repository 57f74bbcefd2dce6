package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings that the driver cannot bear are refused by name; everything else is sent.
class UnbearableSettingsTest {
  private final ConnectionPool pool = Servers.pool();
  private final Session session = new Session();

  private final class Session {
    private final dev.tusk.core.session.Session leased = Servers.lease(pool);

    TuskError refusal(String sql) {
      return catchThrowableOfType(TuskException.class, () -> Servers.plain(leased, sql)).error();
    }
  }

  @AfterEach
  void close() {
    session.leased.close();
    pool.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "datestyle | set datestyle = 'German'",
        "datestyle | SET SESSION DateStyle TO SQL, dmy",
        "datestyle | set local datestyle to postgres",
        "datestyle | /* a */ set -- b",
        "datestyle | set \"datestyle\" = german",
        "datestyle | select 1; set datestyle to 'sql, dmy'; select 2",
        "datestyle | begin; set local datestyle = 'Postgres, MDY'",
        "datestyle | select set_config('datestyle', 'german', false)",
        "datestyle | select pg_catalog.set_config( E'DateStyle'::text , $$German$$ , true)",
        "datestyle | select set_config(setting_name => 'DateStyle', new_value => 'sql', is_local =>"
            + " true)",
        "datestyle | with x as (select set_config('DATESTYLE', 'SQL', true)) select * from x",
        "datestyle | do $$begin set datestyle = 'german'; end$$",
        "datestyle | do language plpgsql 'begin perform set_config(''datestyle'', ''german'',"
            + " false); end'",
        "datestyle | do $x$begin if true then execute 'set datestyle = german'; end if; end$x$",
        "datestyle | do $$begin for i in 1..2 loop set local datestyle = sql; end loop; end$$",
        "datestyle | update pg_settings set setting = 'German' where name = 'DateStyle'",
        "client_encoding | set client_encoding = 'LATIN1'",
        "client_encoding | set client_encoding = 'UNICODE'",
        "client_encoding | set names 'latin1'",
        "client_encoding | select 1; set names latin1",
        "client_encoding | do $$begin set client_encoding to sql_ascii; end$$",
        "standard_conforming_strings | set standard_conforming_strings = off",
        "standard_conforming_strings | set local standard_conforming_strings to 'false'",
        "standard_conforming_strings | select set_config('standard_conforming_strings', 'off',"
            + " false)"
      })
  void isRefusedByName(String name, String sql) {
    String text = sql.endsWith("-- b") ? sql + "\n datestyle = german" : sql;
    TuskError error = session.refusal(text);
    assertThat(error).isInstanceOf(TuskError.NotSent.class);
    assertThat(error.message().toLowerCase(Locale.ROOT)).contains(name);
    assertThat(Servers.value(session.leased, "select 1")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set datestyle = 'ISO, DMY'",
        "set datestyle = ymd",
        "set datestyle to default",
        "set client_encoding = 'utf-8'",
        "set client_encoding = unicode",
        "set names 'utf8'",
        "set client_encoding to default",
        "set standard_conforming_strings = on",
        "select 'set datestyle = german'",
        "select 'set_config(''datestyle'', ''german'', false)'",
        "create temp table t (datestyle text); insert into t values ('a');"
            + " update t set datestyle = 'German'",
        "create function pg_temp.f() returns date set datestyle = 'German' language sql"
            + " as 'select current_date'; select pg_temp.f()",
        "create function pg_temp.g() returns text language sql"
            + " begin atomic select set_config('datestyle', 'german', true); end",
        "create function pg_temp.h() returns void language plpgsql"
            + " as $$begin set datestyle = german; end$$",
        "begin; create role exact_role; alter role exact_role set datestyle = 'German'; rollback",
        "select set_config('intervalstyle', 'sql_standard', false)",
        "do $$begin raise notice 'set datestyle = german'; end$$",
        "select set_config"
      })
  void othersAreSent(String sql) {
    if (sql.equals("select set_config")) {
      assertThat(session.refusal(sql)).isInstanceOf(TuskError.StatementFailed.class);
    } else {
      var _ = Servers.plain(session.leased, sql);
    }
    assertThat(Servers.value(session.leased, "select 1")).isEqualTo("1");
  }

  @Test
  void whatIsNotRecognisedEndsTheLinkAndIsNamed() {
    TuskError error = session.refusal("do $$begin execute 'set date' || 'style = german'; end$$");
    assertThat(error.message()).contains("DateStyle");
    assertThat(session.leased.isOpen()).isFalse();
  }

  @Test
  void theStartupSqlOfAConnectionIsLookedAtToo() {
    PgDatabaseAddress address = PgFixture.shared().address("postgres");
    ConnectionConfig plain = Servers.config(address);
    ConnectionConfig config =
        plain.withSettings(
            plain.settings().with(Setting.STARTUP_SQL, "select 1; set datestyle = 'German'"));
    try (Secret password = Servers.password(address);
        ConnectionPool opened =
            Servers.database()
                .connector()
                .open(config, password, Cancellation.create(), step -> {})) {
      assertThat(
              catchThrowableOfType(TuskException.class, () -> Servers.lease(opened).close())
                  .error())
          .isInstanceOf(TuskError.NotSent.class);
    }
  }
}
