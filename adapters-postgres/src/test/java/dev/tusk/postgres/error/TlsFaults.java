package dev.tusk.postgres.error;

import dev.tusk.core.connection.SslMode;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.tls.CertMaker;
import dev.tusk.harness.tls.Certificate;
import dev.tusk.harness.tls.ShownCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Faults of TLS, with a server whose certificate is changed while it runs.
///
/// The driver finds root and client certificates in `.postgresql` below the home directory, which
/// is one of our own meanwhile.
final class TlsFaults {
  private TlsFaults() {}

  /// The order counts: the first is met before TLS is on.
  static Map<String, Provocation> all() {
    Map<String, Provocation> faults = new LinkedHashMap<>();
    faults.put("TLS not offered", bench -> bench.connect(bench.config("f_scram", SslMode.REQUIRE)));
    CertMaker.Spec sound = CertMaker.server("127.0.0.1", "IP:127.0.0.1");
    shown(faults, "certificate expired", SslMode.VERIFY_CA, sound.valid(days(-20), days(-10)));
    shown(faults, "certificate not yet valid", SslMode.VERIFY_CA, sound.valid(days(2), days(9)));
    shown(
        faults,
        "certificate of another host",
        SslMode.VERIFY_FULL,
        CertMaker.server("db.example.org", "DNS:db.example.org"));
    shown(
        faults,
        "certificate for something else",
        SslMode.VERIFY_CA,
        sound.with("extendedKeyUsage=clientAuth", "subjectAltName=IP:127.0.0.1"));
    faults.put(
        "certificate signed by itself",
        bench -> refused(bench, SslMode.VERIFY_CA, certs -> certs.maker.selfSigned(sound), true));
    faults.put(
        "authority unknown",
        bench ->
            refused(
                bench,
                SslMode.VERIFY_FULL,
                certs -> certs.maker.leaf(certs.maker.authority("Another"), sound),
                true));
    faults.put(
        "no root certificate",
        bench ->
            refused(bench, SslMode.VERIFY_CA, certs -> certs.maker.leaf(certs.root, sound), false));
    faults.put("TLS only, disabled here", TlsFaults::disabled);
    faults.put("clear text only, TLS here", TlsFaults::encrypted);
    faults.put(
        "wrong clear password",
        bench -> bench.connect(bench.config("f_clear", SslMode.REQUIRE), "wrong"));
    faults.put("client certificate missing", bench -> client(bench, "f_cert", null, true));
    faults.put("second proof missing", bench -> client(bench, "f_two", null, true));
    faults.put("client certificate of another", bench -> client(bench, "f_cert", "f_other", true));
    faults.put(
        "client certificate that nobody trusts", bench -> client(bench, "f_cert", "f_cert", false));
    faults.put(
        "rubbish instead of TLS",
        bench -> {
          try (Impostor impostor =
              new Impostor(
                  peer -> {
                    peer.request();
                    peer.send(new byte[] {'S'});
                    Thread.sleep(100);
                    peer.send(
                        "this is not a handshake at all"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                  })) {
            return bench.connect(FaultBench.at(impostor.port(), SslMode.REQUIRE));
          }
        });
    faults.put(
        "end of stream in the handshake",
        bench -> {
          try (Impostor impostor =
              new Impostor(
                  peer -> {
                    peer.request();
                    peer.send(new byte[] {'S'});
                    peer.socket().close();
                  })) {
            return bench.connect(FaultBench.at(impostor.port(), SslMode.REQUIRE));
          }
        });
    faults.put("old TLS only", TlsFaults::old);
    return faults;
  }

  /// The session that changes the settings has to be there before: nobody gets in afterwards.
  private static Captured old(FaultBench bench) throws Exception {
    PgDatabaseAddress address = bench.server.address("postgres");
    try (var connection = address.connect();
        var statement = connection.createStatement()) {
      statement.execute("alter system set ssl_min_protocol_version = 'TLSv1'");
      statement.execute("alter system set ssl_max_protocol_version = 'TLSv1.1'");
      statement.execute("select pg_reload_conf()");
      await(() -> ShownCertificate.of("127.0.0.1", address.port()) == null);
      try {
        return bench.connect(bench.config("f_scram", SslMode.REQUIRE));
      } finally {
        statement.execute("alter system reset ssl_min_protocol_version");
        statement.execute("alter system reset ssl_max_protocol_version");
        statement.execute("select pg_reload_conf()");
        await(() -> ShownCertificate.of("127.0.0.1", address.port()) != null);
      }
    }
  }

  private interface Condition {
    boolean holds() throws IOException, GeneralSecurityException;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("The server does not show what it should");
      }
      Thread.sleep(20);
    }
  }

  private interface Making {
    Certificate make(Certs certs);
  }

  /// The maker, an authority, and a home with or without its certificate.
  private static final class Certs implements AutoCloseable {
    final Path folder;
    final CertMaker maker;
    final Certificate root;
    private final String oldHome = System.getProperty("user.home");

    Certs(boolean trust) throws IOException {
      folder = Files.createTempDirectory("tusk-tls-");
      maker = new CertMaker(folder);
      root = maker.authority("Tusk's tests");
      Path home = Files.createDirectories(folder.resolve("home").resolve(".postgresql"));
      if (trust) {
        Files.copy(root.certificate(), home.resolve("root.crt"));
      }
      System.setProperty("user.home", folder.resolve("home").toString());
    }

    void client(Certificate leaf) throws IOException {
      Path home = folder.resolve("home").resolve(".postgresql");
      Files.copy(leaf.certificate(), home.resolve("postgresql.crt"));
      Path key = home.resolve("postgresql.key");
      Files.copy(leaf.key(), key);
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public void close() throws IOException {
      System.setProperty("user.home", oldHome);
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void shown(
      Map<String, Provocation> faults, String name, SslMode mode, CertMaker.Spec spec) {
    faults.put(
        name, bench -> refused(bench, mode, certs -> certs.maker.leaf(certs.root, spec), true));
  }

  private static Captured refused(FaultBench bench, SslMode mode, Making making, boolean trust)
      throws Exception {
    try (Certs certs = new Certs(trust)) {
      show(bench, making.make(certs), null);
      return bench.connect(bench.config("f_scram", mode));
    }
  }

  private static Captured disabled(FaultBench bench) throws Exception {
    try (Certs certs = new Certs(true)) {
      show(bench, certs.maker.leaf(certs.root, CertMaker.server("localhost")), null);
      return bench.connect(bench.config("f_tls", SslMode.DISABLE));
    }
  }

  private static Captured encrypted(FaultBench bench) throws Exception {
    try (Certs certs = new Certs(true)) {
      show(bench, certs.maker.leaf(certs.root, CertMaker.server("localhost")), null);
      return bench.connect(bench.config("f_plain", SslMode.REQUIRE));
    }
  }

  private static Captured client(
      FaultBench bench, String user, @Nullable String name, boolean trusted) throws Exception {
    try (Certs certs = new Certs(true)) {
      Certificate shown = certs.maker.leaf(certs.root, CertMaker.server("localhost"));
      show(bench, shown, certs.root);
      if (name != null) {
        Certificate signer = trusted ? certs.root : certs.maker.authority("Nobody");
        certs.client(certs.maker.leaf(signer, CertMaker.client(name)));
      }
      return bench.connect(bench.config(user, SslMode.REQUIRE));
    }
  }

  /// Makes the server show `leaf`, and trust the clients of `authority`.
  private static void show(FaultBench bench, Certificate leaf, @Nullable Certificate authority)
      throws Exception {
    leaf.installIn(bench.server.dataDirectory());
    if (authority != null) {
      authority.trustIn(bench.server.dataDirectory(), "clients.crt");
      bench.server.execute("alter system set ssl_ca_file = 'clients.crt'");
    }
    bench.server.execute("alter system set ssl = on", "select pg_reload_conf()");
    int port = bench.server.address("faults").port();
    await(() -> leaf.x509().equals(ShownCertificate.of("127.0.0.1", port)));
  }

  private static Instant days(int days) {
    return Instant.now().plus(Duration.ofDays(days));
  }
}
