package dev.tusk.postgres.tls;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.tls.CertMaker;
import dev.tusk.harness.tls.CertMaker.KeyForm;
import dev.tusk.harness.tls.Certificate;
import dev.tusk.harness.tls.ShownCertificate;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What an older psql does not know, at a real server: direct negotiation, the system's roots,
/// channel binding, ways of logging in; and client certificates in every form.
@Requirement({"E-6", "FR-012"})
@TestInstance(Lifecycle.PER_CLASS)
class TlsLoginTest {
  private static final String PASSPHRASE = Canary.fresh().text();

  private PgFixture server;
  private CertMaker maker;
  private Certificate root;
  private Certificate shown;
  private Certificate client;
  private Path home;

  /// Answers each question with the next passphrase, and remembers what was asked.
  private static final class Person implements ConnectDialogue {
    private final Queue<String> answers;
    private final List<SecretQuestion> asked = new ArrayList<>();

    Person(String... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public void step(ConnectStep step) {}

    @Override
    public Optional<Secret> secret(SecretQuestion question) {
      asked.add(question);
      return Optional.ofNullable(answers.poll()).map(Secret::of);
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(CertMaker.isAvailable(), "openssl is needed to make certificates");
    server =
        PgFixture.start(
            ServerOptions.throwaway()
                .withAccess(
                    List.of(
                        "hostssl all by_certificate 127.0.0.1/32 cert",
                        "host all all 127.0.0.1/32 scram-sha-256")));
    maker = new CertMaker(Files.createDirectory(folder.resolve("certificates")));
    home = Files.createDirectory(folder.resolve("home"));
    root = maker.authority("Tusk's tests");
    shown = maker.leaf(root, CertMaker.server("localhost", "DNS:localhost"));
    client = maker.leaf(root, CertMaker.client("by_certificate"));
    shown.installIn(server.dataDirectory());
    root.trustIn(server.dataDirectory(), "clients.crt");
    server.execute(
        "create role by_certificate login",
        "alter system set ssl_ca_file = 'clients.crt'",
        "alter system set ssl = on",
        "select pg_reload_conf()");
    long end = System.nanoTime() + 20_000_000_000L;
    int port = server.address("postgres").port();
    while (!shown.x509().equals(ShownCertificate.of("127.0.0.1", port))) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private ConnectionConfig config(String user, SslMode mode, int port, Map<Setting, String> set) {
    PgDatabaseAddress real = server.address("postgres");
    ConnectionConfig plain =
        Servers.config(new PgDatabaseAddress("localhost", port, "postgres", user, real.password()));
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    all.put(Setting.SSLROOTCERT, root.certificate().toString());
    all.putAll(set);
    ConnectionConfig config = like(plain).sslMode(mode).build();
    for (var each : all.entrySet()) {
      config = config.withSettings(config.settings().with(each.getKey(), each.getValue()));
    }
    return config;
  }

  private ServerInfo open(
      ConnectionConfig config, Map<String, String> variables, ConnectDialogue dialogue) {
    Map<String, String> environment = new java.util.HashMap<>(variables);
    environment.put("HOME", home.toString());
    try (Secret password = Secret.of(server.address("postgres").password());
        ConnectionPool pool =
            new PgDatabase(environment)
                .connector()
                .open(config, password, Cancellation.create(), dialogue)) {
      return pool.server();
    }
  }

  private ServerInfo open(SslMode mode, Map<Setting, String> set) {
    PgDatabaseAddress real = server.address("postgres");
    return open(config(real.user(), mode, real.port(), set), Map.of(), step -> {});
  }

  private ServerInfo byCertificate(Map<Setting, String> set, ConnectDialogue dialogue) {
    int port = server.address("postgres").port();
    return open(config("by_certificate", SslMode.VERIFY_FULL, port, set), Map.of(), dialogue);
  }

  private TuskError refusal(Runnable attempt) {
    return catchThrowableOfType(TuskException.class, attempt::run).error();
  }

  @Test
  void theVersionAndCipherAreThoseOfOurLink() {
    ServerInfo info = open(SslMode.VERIFY_FULL, Map.of());
    assertThat(info.tls()).isEqualTo("TLSv1.3");
    assertThat(info.cipher()).startsWith("TLS_AES");
    assertThat(open(SslMode.VERIFY_FULL, Map.of(Setting.SSL_MAX_PROTOCOL_VERSION, "TLSv1.2")).tls())
        .isEqualTo("TLSv1.2");
    assertThat(open(SslMode.DISABLE, Map.of()).tls()).isNull();
  }

  @Test
  void directNegotiationAsksNothingInTheClear() throws Exception {
    assumeTrue(server.major() >= 17, "an older server knows no direct negotiation");
    PgDatabaseAddress real = server.address("postgres");
    try (var proxy = new FaultProxy("127.0.0.1", real.port())) {
      var recording = proxy.record();
      ServerInfo info =
          open(
              config(
                  real.user(),
                  SslMode.VERIFY_FULL,
                  proxy.port(),
                  Map.of(Setting.SSLNEGOTIATION, "direct")),
              Map.of(),
              step -> {});
      assertThat(info.tls()).isNotNull();
      byte[] sent = recording.bytes(1, Direction.UP);
      assertThat(sent[0]).as("a TLS handshake").isEqualTo((byte) 0x16);
    }
  }

  @Test
  void aServerThatKnowsNoDirectNegotiationIsSaidToBeOld() {
    try (PgFixture old = PgFixture.start(14, ServerOptions.throwaway())) {
      PgDatabaseAddress address = old.address("postgres");
      ConnectionConfig config =
          config(
              address.user(),
              SslMode.REQUIRE,
              address.port(),
              Map.of(Setting.SSLNEGOTIATION, "direct"));
      assertThat(refusal(() -> open(config, Map.of(), step -> {})))
          .isInstanceOf(TuskError.Unreachable.class)
          .extracting(TuskError::message)
          .asString()
          .contains("before version 17", "set that to postgres");
    }
  }

  @Test
  void theSystemsRootsMeanVerifyFull() {
    Map<Setting, String> system = Map.of(Setting.SSLROOTCERT, "system");
    PgDatabaseAddress real = server.address("postgres");
    ConnectionConfig config = config(real.user(), SslMode.PREFER, real.port(), system);
    assertThat(refusal(() -> open(config, Map.of(), step -> {})))
        .isInstanceOfSatisfying(
            TuskError.TlsFailed.class,
            tls -> assertThat(tls.cause()).isEqualTo(TuskError.Tls.UNKNOWN_CA));
    Map<String, String> ours = Map.of("SSL_CERT_FILE", root.certificate().toString());
    assertThat(open(config, ours, step -> {}).tls()).isNotNull();
  }

  @Test
  void channelBindingWorksWithARealServer() {
    assertThat(open(SslMode.REQUIRE, Map.of(Setting.CHANNEL_BINDING, "require")).tls()).isNotNull();
    assertThat(open(SslMode.REQUIRE, Map.of(Setting.CHANNEL_BINDING, "disable")).tls()).isNotNull();
    assertThat(refusal(() -> open(SslMode.DISABLE, Map.of(Setting.CHANNEL_BINDING, "require"))))
        .isInstanceOf(TuskError.ServerIdentity.class);
  }

  @Test
  void theServersWayOfLoggingInMustBeAllowed() {
    for (String allowed : List.of("scram-sha-256", "!password,!md5", "md5,scram-sha-256")) {
      assertThat(open(SslMode.REQUIRE, Map.of(Setting.REQUIRE_AUTH, allowed)).tls()).isNotNull();
    }
    assertThat(refusal(() -> open(SslMode.REQUIRE, Map.of(Setting.REQUIRE_AUTH, "md5"))).message())
        .contains("scram-sha-256")
        .contains("allows only md5");
  }

  /// Somebody in between could wait for the second link.
  @Test
  void aConnectionThatBeganWithTlsMakesNoLinkWithout() throws Exception {
    PgDatabaseAddress real = server.address("postgres");
    ConnectionConfig config = config(real.user(), SslMode.PREFER, real.port(), Map.of());
    try (Secret password = Secret.of(real.password());
        ConnectionPool pool =
            new PgDatabase(Map.of("HOME", home.toString()))
                .connector()
                .open(config, password, Cancellation.create(), step -> {})) {
      assertThat(pool.server().tls()).isNotNull();
      server.execute("alter system set ssl = off", "select pg_reload_conf()");
      try {
        long end = System.nanoTime() + 20_000_000_000L;
        while (ShownCertificate.of("127.0.0.1", real.port()) != null) {
          assertThat(System.nanoTime()).isLessThan(end);
          Thread.sleep(10);
        }
        List<Session> leased = new ArrayList<>();
        TuskError refused =
            refusal(
                () -> {
                  // The first may be there already.
                  leased.add(Servers.lease(pool));
                  leased.add(Servers.lease(pool));
                });
        leased.forEach(Session::close);
        assertThat(refused)
            .isInstanceOfSatisfying(
                TuskError.TlsFailed.class,
                tls -> assertThat(tls.message()).contains("began with it"));
      } finally {
        server.execute("alter system set ssl = on", "select pg_reload_conf()");
        while (ShownCertificate.of("127.0.0.1", real.port()) == null) {
          Thread.sleep(10);
        }
      }
    }
  }

  @Test
  void aRevokedServerIsRefused() {
    Path list = maker.revoke(root, shown);
    assertThat(refusal(() -> open(SslMode.REQUIRE, Map.of(Setting.SSLCRL, list.toString()))))
        .isInstanceOfSatisfying(
            TuskError.TlsFailed.class,
            tls -> assertThat(tls.cause()).isEqualTo(TuskError.Tls.REVOKED));
  }

  /// A directory of lists decides as it does for psql, an empty one and a foreign list too.
  @Test
  void listsOfADirectoryAreFollowedAsPsqlFollowsThem(@TempDir Path folder) throws Exception {
    Certificate other = maker.leaf(root, CertMaker.client("other"));
    Certificate stranger = maker.authority("Somebody else");
    Path harmless = maker.revoke(root, other);
    Path revoking = maker.revoke(root, shown);
    Path foreign = maker.revoke(stranger, maker.leaf(stranger, CertMaker.client("x")));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path unhashed = Files.createDirectory(folder.resolve("unhashed"));
    Files.copy(harmless, unhashed.resolve("list.crl"));
    Map<Path, Boolean> lists = new LinkedHashMap<>();
    lists.put(maker.hashed(folder.resolve("harmless"), harmless, foreign), true);
    lists.put(maker.hashed(folder.resolve("revoking"), foreign, revoking), false);
    lists.put(maker.hashed(folder.resolve("foreign"), foreign), false);
    lists.put(empty, false);
    lists.put(unhashed, false);
    lists.put(folder.resolve("missing"), false);
    for (var each : lists.entrySet()) {
      Map<Setting, String> set = Map.of(Setting.SSLCRLDIR, each.getKey().toString());
      String name = String.valueOf(each.getKey().getFileName());
      assertThat(isLetInByPsql(set)).as("psql with " + name).isEqualTo(each.getValue());
      assertThat(isLetIn(set)).as("Tusk with " + name).isEqualTo(each.getValue());
    }
    Map<String, String> variable = Map.of("PGSSLCRLDIR", folder.resolve("revoking").toString());
    PgDatabaseAddress real = server.address("postgres");
    ConnectionConfig config = config(real.user(), SslMode.VERIFY_CA, real.port(), Map.of());
    assertThat(refusal(() -> open(config, variable, step -> {})))
        .isInstanceOfSatisfying(
            TuskError.TlsFailed.class,
            tls -> assertThat(tls.cause()).isEqualTo(TuskError.Tls.REVOKED));
  }

  private boolean isLetIn(Map<Setting, String> set) {
    try {
      return open(SslMode.VERIFY_CA, set).tls() != null;
    } catch (TuskException refused) {
      assertThat(refused.error()).isInstanceOf(TuskError.TlsFailed.class);
      return false;
    }
  }

  private boolean isLetInByPsql(Map<Setting, String> set) throws Exception {
    PgDatabaseAddress real = server.address("postgres");
    String words =
        "host=localhost hostaddr=127.0.0.1 port=%d user=%s dbname=postgres sslmode=verify-ca %s"
            .formatted(
                real.port(),
                real.user(),
                config("x", SslMode.VERIFY_CA, real.port(), set).settings().text());
    ProcessBuilder psql = new ProcessBuilder("psql", "-XAtw", "-c", "select 1", words);
    psql.environment().keySet().removeIf(name -> name.startsWith("PG"));
    psql.environment().put("HOME", home.toString());
    psql.environment().put("PGPASSWORD", real.password());
    Process process = psql.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean in = process.waitFor() == 0;
    assertThat(said).matches(text -> in || text.contains("SSL error"), "a refusal of TLS");
    return in;
  }

  @Test
  void aPlainKeyAndAStoreLetUsIn() {
    for (KeyForm form : KeyForm.values()) {
      Path key = maker.key(client, form, null);
      ServerInfo info =
          byCertificate(
              Map.of(
                  Setting.SSLCERT, client.certificate().toString(), Setting.SSLKEY, key.toString()),
              step -> {});
      assertThat(info.user()).isEqualTo("by_certificate");
    }
    Path store = maker.store(client, "");
    assertThat(byCertificate(Map.of(Setting.SSLCERT, store.toString()), step -> {}).user())
        .isEqualTo("by_certificate");
  }

  @Test
  void aPassphraseIsAskedForUntilItOpensTheKey() {
    Path key = maker.key(client, KeyForm.PKCS8, PASSPHRASE);
    Map<Setting, String> set =
        Map.of(Setting.SSLCERT, client.certificate().toString(), Setting.SSLKEY, key.toString());
    Person person = new Person("wrong", PASSPHRASE);
    assertThat(byCertificate(set, person).user()).isEqualTo("by_certificate");
    assertThat(person.asked).extracting(SecretQuestion::refused).containsExactly(false, true);
    assertThat(person.asked).allMatch(question -> question.about().equals(key.toString()));
    assertThat(refusal(() -> byCertificate(set, new Person("a", "b", "c"))).message())
        .contains("does not open");
    assertThat(refusal(() -> byCertificate(set, step -> {})).message())
        .contains("needs its passphrase");
  }

  /// What the server says of it is lost when we were writing meanwhile; then we know all the same.
  @Test
  void aCertificateThatTheServerDoesNotTrustIsSaid() {
    Certificate foreign = maker.leaf(maker.authority("Nobody"), CertMaker.client("by_certificate"));
    Map<Setting, String> set =
        Map.of(
            Setting.SSLCERT,
            foreign.certificate().toString(),
            Setting.SSLKEY,
            foreign.key().toString());
    for (int i = 0; i < 20; i++) {
      assertThat(refusal(() -> byCertificate(set, step -> {})))
          .isInstanceOfSatisfying(
              TuskError.TlsFailed.class,
              tls -> assertThat(tls.cause()).isEqualTo(TuskError.Tls.CLIENT_CERTIFICATE));
    }
  }

  @Test
  void withoutACertificateTheServerSaysNo() {
    assertThat(refusal(() -> byCertificate(Map.of(), step -> {})))
        .isInstanceOf(TuskError.LoginRefused.class);
  }
}
