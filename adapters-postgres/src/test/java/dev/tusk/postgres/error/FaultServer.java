package dev.tusk.postgres.error;

import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.postgres.LocalPostgres;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A server that may be abused: embedded, or the system's own with translated messages.
interface FaultServer extends AutoCloseable {
  int LIMIT = 40;

  /// Who is let in how; whoever is in no line is not.
  List<String> ACCESS =
      List.of(
          "host all postgres 127.0.0.1/32 scram-sha-256",
          "host all f_scram,f_empty,f_old,f_nologin,f_few,no_such_role 127.0.0.1/32 scram-sha-256",
          "host all f_md5 127.0.0.1/32 md5",
          "host all f_clear 127.0.0.1/32 password",
          "host all f_trust_nobody 127.0.0.1/32 trust",
          "host all f_ident 127.0.0.1/32 ident",
          "host all f_reject 127.0.0.1/32 reject",
          "hostssl all f_tls 127.0.0.1/32 scram-sha-256",
          "hostnossl all f_plain 127.0.0.1/32 scram-sha-256",
          "hostssl all f_cert,f_cert_other 127.0.0.1/32 cert",
          "hostssl all f_two 127.0.0.1/32 scram-sha-256 clientcert=verify-full");

  /// What the system's own server alone was built with.
  List<String> MORE_ACCESS =
      List.of(
          "host all f_ldap 127.0.0.1/32 ldap ldapserver=127.0.0.1 ldapport=1 ldapprefix=cn=",
          "host all f_pam 127.0.0.1/32 pam pamservice=no-such-service",
          "host all f_gss 127.0.0.1/32 gss");

  Map<String, String> SETTINGS =
      Map.of(
          "max_connections", Integer.toString(LIMIT),
          "max_locks_per_transaction", "10",
          "max_prepared_transactions", "0",
          "autovacuum", "off",
          "restart_after_crash", "on",
          "deadlock_timeout", "50ms",
          "password_encryption", "scram-sha-256");

  PgDatabaseAddress address(String database);

  void execute(String... statements);

  Path data();

  long pid();

  void stop();

  void resume();

  int major();

  @Override
  void close();

  /// The newest server that is embedded; its messages are English.
  static FaultServer embedded() {
    ServerOptions options = ServerOptions.throwaway().withAccess(ACCESS);
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      options = options.with(setting.getKey(), setting.getValue());
    }
    return new Embedded(PgFixture.start(options));
  }

  /// The system's server; speaks English until `lc_messages` is set.
  static FaultServer local() {
    List<String> access = new java.util.ArrayList<>(ACCESS);
    access.addAll(MORE_ACCESS);
    return new Local(LocalPostgres.start(SETTINGS, access, List.of("de_DE", "fr_FR")));
  }

  /// Waits until a reload has reached the postmaster: new sessions see `setting` as `value`.
  default void set(String setting, String value) throws IOException, InterruptedException {
    execute("alter system set " + setting + " = '" + value + "'", "select pg_reload_conf()");
    long end = System.nanoTime() + 60_000_000_000L;
    while (!value.equals(show(setting))) {
      if (System.nanoTime() > end) {
        throw new IOException(setting + " does not become " + value);
      }
      Thread.sleep(10);
    }
  }

  private String show(String setting) {
    try (var connection = address("postgres").connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show " + setting)) {
      return rows.next() ? rows.getString(1) : "";
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The embedded one.
  record Embedded(PgFixture fixture) implements FaultServer {
    @Override
    public PgDatabaseAddress address(String database) {
      return fixture.address(database);
    }

    @Override
    public void execute(String... statements) {
      fixture.execute(statements);
    }

    @Override
    public Path data() {
      return fixture.dataDirectory();
    }

    @Override
    public long pid() {
      return fixture.pid();
    }

    @Override
    public void stop() {
      fixture.stop();
    }

    @Override
    public void resume() {
      fixture.resume();
    }

    @Override
    public int major() {
      return fixture.major();
    }

    @Override
    public void close() {
      fixture.close();
    }
  }

  /// The system's.
  record Local(LocalPostgres fixture) implements FaultServer {
    @Override
    public PgDatabaseAddress address(String database) {
      return fixture.address(database);
    }

    @Override
    public void execute(String... statements) {
      fixture.execute(statements);
    }

    @Override
    public Path data() {
      return fixture.dataDirectory();
    }

    @Override
    public long pid() {
      return fixture.pid();
    }

    @Override
    public void stop() {
      fixture.stop();
    }

    @Override
    public void resume() {
      fixture.resume();
    }

    @Override
    public int major() {
      return 15;
    }

    @Override
    public void close() {
      fixture.close();
    }
  }
}
