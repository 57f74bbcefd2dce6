package dev.tusk.postgres.error;

import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.postgres.LocalPostgres;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.postgres.PgServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts servers that may be abused: embedded, or the system's own with translated messages.
final class FaultServer {
  static final int LIMIT = 40;

  /// Who is let in how; whoever is in no line is not.
  private static final List<String> ACCESS =
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
  private static final List<String> MORE_ACCESS =
      List.of(
          "host all f_ldap 127.0.0.1/32 ldap ldapserver=127.0.0.1 ldapport=1 ldapprefix=cn=",
          "host all f_pam 127.0.0.1/32 pam pamservice=no-such-service",
          "host all f_gss 127.0.0.1/32 gss");

  private static final Map<String, String> SETTINGS =
      Map.of(
          "max_connections", Integer.toString(LIMIT),
          "max_locks_per_transaction", "10",
          "max_prepared_transactions", "0",
          "autovacuum", "off",
          "restart_after_crash", "on",
          "deadlock_timeout", "50ms",
          "password_encryption", "scram-sha-256");

  private FaultServer() {}

  /// An embedded server; its messages are English.
  static PgServer embedded() {
    ServerOptions options = ServerOptions.throwaway().withAccess(ACCESS);
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      options = options.with(setting.getKey(), setting.getValue());
    }
    return PgFixture.start(options);
  }

  /// The system's server; speaks English until `lc_messages` is set.
  static PgServer local() {
    List<String> access = new ArrayList<>(ACCESS);
    access.addAll(MORE_ACCESS);
    return LocalPostgres.start(SETTINGS, access, List.of("de_DE", "fr_FR"));
  }

  /// Waits until a reload has reached the postmaster: new sessions see `setting` as `value`.
  static void set(PgServer server, String setting, String value)
      throws IOException, InterruptedException {
    server.execute("alter system set " + setting + " = '" + value + "'", "select pg_reload_conf()");
    long end = System.nanoTime() + 60_000_000_000L;
    while (!value.equals(show(server, setting))) {
      if (System.nanoTime() > end) {
        throw new IOException(setting + " does not become " + value);
      }
      Thread.sleep(10);
    }
  }

  private static String show(PgServer server, String setting) {
    try (var connection = server.address("postgres").connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show " + setting)) {
      return rows.next() ? rows.getString(1) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
