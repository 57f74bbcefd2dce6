package dev.tusk.postgres.error;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static dev.tusk.postgres.error.Impostor.message;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SslMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Faults of proving who one is, to the server or by it.
final class LoginFaults {
  static final String[] SETUP = {
    "create role f_scram login password '" + FaultBench.PASSWORD + "'",
    "create role f_plain login password '" + FaultBench.PASSWORD + "'",
    "create role f_tls login password '" + FaultBench.PASSWORD + "'",
    "create role f_clear login password '" + FaultBench.PASSWORD + "'",
    "create role f_two login password '" + FaultBench.PASSWORD + "'",
    "create role f_few login connection limit 0 password '" + FaultBench.PASSWORD + "'",
    "create role f_old login password '" + FaultBench.PASSWORD + "' valid until '2020-01-01'",
    "create role f_nologin password '" + FaultBench.PASSWORD + "'",
    "create role f_empty login",
    "create role f_unlisted login password '" + FaultBench.PASSWORD + "'",
    "create role f_reject login",
    "create role f_ident login",
    "create role f_ldap login",
    "create role f_pam login",
    "create role f_gss login",
    "create role f_cert login",
    "create role f_cert_other login",
    "set password_encryption = 'md5'",
    "create role f_md5 login password '" + FaultBench.PASSWORD + "'",
    "create database closed",
    "create database private",
  };

  private LoginFaults() {}

  static Map<String, Provocation> all() {
    Map<String, Provocation> faults = new LinkedHashMap<>();
    faults.put("wrong SCRAM password", bench -> bench.connect(bench.config("f_scram"), "wrong"));
    faults.put("wrong MD5 password", bench -> bench.connect(bench.config("f_md5"), "wrong"));
    faults.put("password asked for in clear text", bench -> bench.connect(bench.config("f_clear")));
    faults.put("role without a password", bench -> bench.connect(bench.config("f_empty")));
    faults.put("unknown role, by SCRAM", bench -> bench.connect(bench.config("no_such_role")));
    faults.put("unknown role, trusted", bench -> bench.connect(bench.config("f_trust_nobody")));
    faults.put("password expired", bench -> bench.connect(bench.config("f_old")));
    faults.put("role without LOGIN", bench -> bench.connect(bench.config("f_nologin")));
    faults.put("no line in pg_hba.conf", bench -> bench.connect(bench.config("f_unlisted")));
    faults.put("rejected by pg_hba.conf", bench -> bench.connect(bench.config("f_reject")));
    faults.put(
        "TLS asked for by the server",
        bench -> bench.connect(bench.config("f_tls", SslMode.DISABLE)));
    faults.put("ident without its server", bench -> bench.connect(bench.config("f_ident")));
    faults.put("no password at hand", bench -> bench.connect(bench.config("f_scram"), null));
    faults.put("empty password", bench -> bench.connect(bench.config("f_scram"), ""));
    faults.put("no password at hand, MD5", bench -> bench.connect(bench.config("f_md5"), null));
    play(
        faults,
        "method that nobody knows",
        peer -> {
          peer.startup();
          peer.send(message('R', 99));
        });
    faults.put(
        "method that nobody knows, no password at hand",
        bench -> {
          try (Impostor impostor =
              new Impostor(
                  peer -> {
                    peer.startup();
                    peer.send(message('R', 99));
                  })) {
            return bench.connect(FaultBench.at(impostor.port(), SslMode.DISABLE), null);
          }
        });
    play(
        faults,
        "Kerberos 5",
        peer -> {
          peer.startup();
          peer.send(message('R', 2));
        });
    play(
        faults,
        "server does not know the password",
        peer -> {
          peer.startup();
          peer.scram(4096, false);
          var _ = peer.read();
          peer.send(message('R', 12, "v=" + "A".repeat(43) + "="), Impostor.OK, Impostor.KEY);
          peer.send(Impostor.READY);
        });
    play(
        faults,
        "server forgets the nonce",
        peer -> {
          peer.startup();
          peer.scram(4096, true);
        });
    play(
        faults,
        "SCRAM with two thousand million rounds",
        peer -> {
          peer.startup();
          peer.scram(Integer.MAX_VALUE, false);
        });
    return faults;
  }

  /// What only the system's server can do; passwords go in clear text, so over TLS.
  static Map<String, Provocation> local() {
    Map<String, Provocation> faults = new LinkedHashMap<>();
    faults.put("LDAP server gone", bench -> bench.connect(bench.config("f_ldap", SslMode.REQUIRE)));
    faults.put(
        "PAM refuses", bench -> bench.connect(patient(bench.config("f_pam", SslMode.REQUIRE))));
    faults.put("Kerberos without a ticket", bench -> bench.connect(bench.config("f_gss")));
    return faults;
  }

  /// PAM lets who fails wait for some seconds.
  private static ConnectionConfig patient(ConnectionConfig config) {
    return like(config)
        .options(config.options().withConnectTimeout(Duration.ofSeconds(15)))
        .build();
  }

  private static void play(Map<String, Provocation> faults, String name, Impostor.Script script) {
    faults.put(
        name,
        bench -> {
          try (Impostor impostor = new Impostor(script)) {
            return bench.connect(FaultBench.at(impostor.port(), SslMode.DISABLE));
          }
        });
  }
}
