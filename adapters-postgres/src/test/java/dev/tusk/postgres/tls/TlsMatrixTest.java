package dev.tusk.postgres.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.tls.CertMaker;
import dev.tusk.harness.tls.CertMaker.Spec;
import dev.tusk.harness.tls.Certificate;
import dev.tusk.harness.tls.ShownCertificate;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.tls.Cell.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Six modes at twelve kinds of server: what Tusk decides is what the psql of this machine decides
/// in the same cell, by the same words, a moment before.
@Requirement({"E-6", "FR-012"})
@TestInstance(Lifecycle.PER_CLASS)
class TlsMatrixTest {
  private static final String NAME = "db.example.test";

  /// Let in either way, with TLS alone, and by a certificate alone.
  private static final String ANY = "m_any";

  private static final String TLS = "m_tls";
  private static final String CERTIFICATE = "m_cert";

  private static final boolean ALL = Boolean.getBoolean("tusk.long");

  private PgFixture server;
  private CertMaker maker;
  private Certificate root;
  private Certificate client;
  private Path home;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Outcome> twins = new ArrayList<>();

  /// @param reason Tusk's, when it refuses
  private record Outcome(Cell cell, Decision psql, Decision tusk, String reason) {}

  @BeforeAll
  void fillTheMatrix(@TempDir Path folder) throws Exception {
    assumeThat(hasPsql() && CertMaker.isAvailable()).as("psql and openssl are needed").isTrue();
    server =
        PgFixture.start(
            ServerOptions.throwaway()
                .withAccess(
                    List.of(
                        "host all " + ANY + " 127.0.0.1/32 trust",
                        "hostssl all " + TLS + " 127.0.0.1/32 trust",
                        "hostssl all " + CERTIFICATE + " 127.0.0.1/32 cert",
                        "host all all 127.0.0.1/32 scram-sha-256")));
    server.execute("create role " + ANY + " login", "create role " + TLS + " login");
    server.execute("create role " + CERTIFICATE + " login");
    maker = new CertMaker(Files.createDirectory(folder.resolve("certificates")));
    home = Files.createDirectory(folder.resolve("home"));
    root = maker.authority("Tusk's tests");
    client = maker.leaf(root, CertMaker.client(CERTIFICATE));
    fill();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private void fill() throws Exception {
    run("no TLS", NAME, ANY);
    root.trustIn(server.dataDirectory(), "clients.crt");
    Spec sound = CertMaker.server(NAME, "DNS:" + NAME);
    Certificate valid = maker.leaf(root, sound);
    valid.installIn(server.dataDirectory());
    server.execute("alter system set ssl_ca_file = 'clients.crt'", "alter system set ssl = on");
    reload(valid);
    run("valid", NAME, TLS);
    certificateRequired();
    show(maker.leaf(root, sound.valid(days(-20), days(-10))));
    run("expired", NAME, TLS);
    show(maker.leaf(root, sound.valid(days(2), days(9))));
    run("not yet valid", NAME, TLS);
    show(maker.leaf(root, CertMaker.server("other.test", "DNS:other.test")));
    run("wrong host", NAME, TLS);
    show(maker.selfSigned(sound));
    run("self-signed", NAME, TLS);
    show(maker.leaf(maker.authority("Unknown"), sound));
    run("unknown CA", NAME, TLS);
    show(maker.leaf(root, CertMaker.server(NAME)));
    run("CN only", NAME, TLS);
    show(maker.leaf(root, CertMaker.server("x", "IP:127.0.0.1")));
    run("IP SAN", "127.0.0.1", TLS);
    show(maker.leaf(root, CertMaker.server("x", "DNS:*.example.test")));
    run("wildcard", NAME, TLS);
    server.execute(
        "alter system set ssl_min_protocol_version = 'TLSv1'",
        "alter system set ssl_max_protocol_version = 'TLSv1.1'");
    reload(null);
    run("TLS 1.1 only", NAME, TLS);
  }

  private void run(String setUp, String host, String tlsUser) throws Exception {
    for (SslMode mode : SslMode.values()) {
      meet(new Cell(setUp, mode, host, ANY, root.certificate(), null, null));
      meet(new Cell(setUp, mode, host, tlsUser, null, null, null));
      if (ALL) {
        meet(new Cell(setUp, mode, host, ANY, null, null, null));
        meet(new Cell(setUp, mode, host, tlsUser, root.certificate(), null, null));
      }
    }
  }

  private void certificateRequired() throws Exception {
    for (SslMode mode : SslMode.values()) {
      String setUp = "client certificate required";
      Path trusted = root.certificate();
      meet(new Cell(setUp, mode, NAME, CERTIFICATE, trusted, null, null));
      meet(new Cell(setUp, mode, NAME, CERTIFICATE, trusted, client.certificate(), client.key()));
    }
  }

  private void meet(Cell cell) throws Exception {
    int port = server.address("postgres").port();
    Decision psql = psql(cell, port);
    outcomes.add(tusk(cell, port, psql));
    if (cell.mode() == SslMode.VERIFY_FULL && cell.root() != null) {
      Cell careless =
          new Cell(
              cell.setUp(),
              SslMode.REQUIRE,
              cell.host(),
              cell.user(),
              null,
              cell.certificate(),
              cell.key());
      twins.add(new Outcome(cell, psql, tusk(careless, port, psql).tusk(), ""));
    }
  }

  @Test
  void everyCellIsDecidedAsPsqlDecidesIt() throws Exception {
    List<String> exemptions = exemptions();
    List<Outcome> different =
        outcomes.stream()
            .filter(each -> each.psql != each.tusk)
            .filter(each -> exemptions.stream().noneMatch(each.cell.name()::contains))
            .toList();
    List<Outcome> laxer =
        outcomes.stream().filter(each -> each.tusk.isLaxerThan(each.psql)).toList();
    long setUps = outcomes.stream().map(each -> each.cell.setUp()).distinct().count();
    Figure.exactly("tls_set_ups", setUps, 12);
    Figure.atLeast("tls_cells", outcomes.size(), 6 * 12);
    assertThat(laxer).isEmpty();
    Figure.exactly("tls_cells_laxer_than_psql", laxer.size(), 0);
    assertThat(different).isEmpty();
    Figure.exactly("tls_cells_unlike_psql", different.size(), 0);
    Figure.report("tls_cells_exempt", (long) exemptions.size());
  }

  /// With no check of the certificate the same comparison fails.
  @Test
  void theTwinThatChecksNothingIsFoundOut() {
    Figure.atLeast(
        "tls_twin_cells_laxer_than_psql",
        twins.stream().filter(each -> each.tusk.isLaxerThan(each.psql)).count(),
        4);
  }

  @Test
  void everyRefusalSaysWhy() {
    assertThat(reason("no TLS", SslMode.REQUIRE)).contains("does not offer TLS");
    assertThat(reason("expired", SslMode.VERIFY_CA)).contains("expired on 20");
    assertThat(reason("not yet valid", SslMode.VERIFY_CA)).contains("not valid before 20");
    assertThat(reason("wrong host", SslMode.VERIFY_FULL))
        .contains("is for \"other.test\", not for \"" + NAME + "\"");
    assertThat(reason("self-signed", SslMode.VERIFY_CA)).contains("signed by itself");
    assertThat(reason("unknown CA", SslMode.VERIFY_CA))
        .contains("CN=Unknown")
        .contains(root.certificate().toString());
    assertThat(reason("TLS 1.1 only", SslMode.REQUIRE)).contains("no version of TLS");
    assertThat(reason("client certificate required", SslMode.REQUIRE)).contains("certificate");
    assertThat(
            outcomes.stream()
                .filter(
                    each ->
                        each.cell.mode() == SslMode.VERIFY_CA
                            && each.cell.root() == null
                            && each.cell.setUp().equals("valid"))
                .map(Outcome::reason))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).contains("root.crt", "sslrootcert=system"));
  }

  private String reason(String setUp, SslMode mode) {
    return outcomes.stream()
        .filter(each -> each.cell.setUp().equals(setUp) && each.cell.mode() == mode)
        .filter(each -> each.tusk == Decision.REFUSED)
        .map(Outcome::reason)
        .findFirst()
        .orElse("not refused");
  }

  private static List<String> exemptions() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(TlsMatrixTest.class.getResourceAsStream("exemptions.tsv"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split("\t", -1)[0])
          .toList();
    }
  }

  private static Instant days(int days) {
    return Instant.now().plus(Duration.ofDays(days));
  }

  private void show(Certificate leaf) throws Exception {
    leaf.installIn(server.dataDirectory());
    reload(leaf);
  }

  /// Waits until the server shows the certificate; null for a TLS that we do not speak.
  private void reload(@Nullable Certificate leaf) throws Exception {
    server.execute("select pg_reload_conf()");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    int port = server.address("postgres").port();
    while (!Objects.equals(
        leaf == null ? null : leaf.x509(), ShownCertificate.of("127.0.0.1", port))) {
      if (System.nanoTime() > end) {
        throw new IOException("The server does not show the new certificate");
      }
      Thread.sleep(10);
    }
  }

  private Outcome tusk(Cell cell, int port, Decision psql) {
    ConnectionConfig config =
        ConnectionUrl.parse(cell.conninfo(port), UUID::randomUUID, "nobody").config();
    try (ConnectionPool pool =
        new PgDatabase(Map.of("HOME", home.toString()))
            .connector()
            .open(config, null, Cancellation.create(), step -> {})) {
      Decision decision = pool.server().tls() == null ? Decision.CLEAR : Decision.ENCRYPTED;
      return new Outcome(cell, psql, decision, "");
    } catch (TuskException refused) {
      return new Outcome(cell, psql, Decision.REFUSED, refused.error().message());
    }
  }

  private Decision psql(Cell cell, int port) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "psql",
            "-XAtw",
            "-c",
            "select ssl from pg_stat_ssl where pid = pg_backend_pid()",
            cell.conninfo(port));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("HOME", home.toString());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      return Decision.REFUSED;
    }
    return answer.equals("t") ? Decision.ENCRYPTED : Decision.CLEAR;
  }

  private static boolean hasPsql() throws InterruptedException {
    try {
      return new ProcessBuilder("psql", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
