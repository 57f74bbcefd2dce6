package dev.tusk.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A session prints what psql's prints: the settings come from where PostgreSQL takes them.
class PsqlSettingsTest {
  private static final PgFixture SERVER = PgFixture.shared();

  private static String setting(
      PgDatabaseAddress address, String user, Map<String, String> environment, String name) {
    ConnectionConfig config =
        Servers.config(
            new PgDatabaseAddress(
                address.host(), address.port(), address.database(), user, address.password()));
    try (Secret password = Servers.password(address);
        ConnectionPool pool =
            new PgDatabase(environment)
                .connector()
                .open(config, password, Cancellation.create(), step -> {});
        Session session = Servers.lease(pool)) {
      return String.valueOf(Servers.value(session, "show " + name));
    }
  }

  @Test
  void stringsAreTheStandardsWhateverTheDatabaseSays() {
    PgDatabaseAddress address = SERVER.newDatabase();
    SERVER.execute(
        "alter database " + address.database() + " set standard_conforming_strings to off");
    assertThat(setting(address, address.user(), Map.of(), "standard_conforming_strings"))
        .isEqualTo("on");
  }

  @Test
  void roleInDatabaseBeatsRoleBeatsDatabaseAndTheEnvironmentBeatsAll() {
    PgDatabaseAddress address = SERVER.newDatabase();
    String database = address.database();
    String role = "r_" + database;
    SERVER.execute(
        "create role " + role + " login password '" + address.password() + "'",
        "alter database " + database + " set timezone to 'Asia/Tokyo'");
    assertThat(setting(address, role, Map.of(), "timezone")).isEqualTo("Asia/Tokyo");
    SERVER.execute("alter role " + role + " set timezone to 'Europe/Rome'");
    assertThat(setting(address, role, Map.of(), "timezone")).isEqualTo("Europe/Rome");
    SERVER.execute(
        "alter role " + role + " in database " + database + " set timezone to 'America/Lima'");
    assertThat(setting(address, role, Map.of(), "timezone")).isEqualTo("America/Lima");
    Map<String, String> options = Map.of("PGOPTIONS", "-c TimeZone=Asia/Seoul -c work_mem=5MB");
    assertThat(setting(address, role, options, "timezone")).isEqualTo("Asia/Seoul");
    assertThat(setting(address, role, options, "work_mem")).isEqualTo("5MB");
    assertThat(setting(address, role, Map.of("PGTZ", "Africa/Cairo"), "timezone"))
        .isEqualTo("Africa/Cairo");
    assertThat(setting(address, role, Map.of("PGTZ", "default"), "timezone"))
        .isEqualTo("America/Lima");
    SERVER.execute("alter role " + role + " set datestyle to 'German'");
    assertThat(setting(address, role, Map.of(), "datestyle")).isEqualTo("ISO, DMY");
    SERVER.execute("drop database " + database + " with (force)", "drop role " + role);
  }

  @ParameterizedTest
  @CsvSource({"off, '', off", "OFF, -c geqo=on, off", "default, -c geqo=off, off", "'', '', on"})
  void optimizerForManyTablesIsSetAsPsqlSetsIt(String geqo, String options, String found) {
    PgDatabaseAddress address = SERVER.newDatabase();
    Map<String, String> environment = Map.of("PGGEQO", geqo, "PGOPTIONS", options);
    assertThat(setting(address, address.user(), environment, "geqo")).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ISO, MDY | ISO, MDY", "iso, dmy | ISO, DMY", "German | ISO, DMY", "German, MDY | ISO, MDY",
        "SQL, DMY | ISO, DMY", "Postgres, MDY | ISO, MDY", "YMD | ISO, YMD", "US | ISO, MDY",
        "European | ISO, DMY", "NonEuropean | ISO, MDY", "ISO | ISO, YMD", "SQL | ISO, YMD"
      })
  void styleIsAlwaysIsoAndTheOrderIsKept(String asked, String kept) {
    assertThat(PsqlSettings.iso(asked, "ISO, YMD")).isEqualTo(kept);
  }
}
