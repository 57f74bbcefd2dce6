package dev.tusk.core.connection.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.CountingIds;
import dev.tusk.core.testkit.InMemoryEnvironment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadConnectionTest {
  private final InMemoryEnvironment environment = new InMemoryEnvironment();
  private final ReadConnection reading = new ReadConnection(environment, new CountingIds());

  private ConnectionConfig read(String text) {
    return reading.read(text).config();
  }

  @Test
  void textComesBeforeTheServiceTheEnvironmentAndTheDefaults() {
    environment
        .services("# mine\n[shop]\nhost=svc\nport=5433\ndbname=of service\nhost=second\n")
        .variable("PGPORT", "7777")
        .variable("PGUSER", "bo")
        .variable("PGSSLMODE", "require")
        .variable("PGCONNECT_TIMEOUT", "4")
        .variable("PGAPPNAME", "mine")
        .variable("PGTARGETSESSIONATTRS", "read-write");
    ConnectionConfig config = read("postgresql:///mine?service=shop");
    assertThat(config.address()).isEqualTo("bo@svc:5433/mine");
    assertThat(config.sslMode()).isEqualTo(SslMode.REQUIRE);
    assertThat(config.options().connectTimeout()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.settings().get(Setting.APPLICATION_NAME)).contains("mine");
    assertThat(config.settings().get(Setting.TARGET_SESSION_ATTRS)).contains("read-write");
    assertThat(read("postgresql://db:1/x").address()).isEqualTo("bo@db:1/x");
  }

  @Test
  void whatATextDoesNotSayOfASavedConnectionStays() {
    ConnectionConfig saved =
        read("postgresql://bo@a:1,b:2/shop?sslmode=verify-full&sslrootcert=/ca&role=r");
    ConnectionConfig one = read("postgresql://bo@a:1/shop?sslmode=disable");
    environment
        .services("[s]\nhost=svc\ndbname=of service\n")
        .variable("PGUSER", "nobody")
        .variable("PGSERVICE", "none")
        .variable("PGAPPNAME", "mine");
    assertThat(changed(saved, "dbname=other").hosts()).isEqualTo(saved.hosts());
    assertThat(changed(saved, "role=x"))
        .isEqualTo(saved.withSettings(saved.settings().with(Setting.ROLE, "x")));
    assertThat(changed(saved, "postgresql://c/").hosts())
        .extracting(HostAddress::toString)
        .containsExactly("c:5432");
    assertThat(changed(saved, "service=s").address()).isEqualTo("bo@svc:5432/of service");
    assertThat(changed(one, "host=c").address()).isEqualTo("bo@c:1/shop");
    assertThat(changed(one, "postgresql://c/shop?ssl=true").sslMode()).isEqualTo(SslMode.REQUIRE);
    assertThat(changed(one, "role=''")).isEqualTo(one);
  }

  @Test
  void addressBelongsToItsHost() {
    environment.variable("PGHOSTADDR", "10.0.0.9").socket("/tmp", 5432);
    ConnectionConfig saved = read("postgresql://bo@a:1/shop?sslmode=verify-full");
    assertThat(saved.address()).isEqualTo("bo@a:1/shop at 10.0.0.9");
    assertThat(changed(saved, "dbname=x").address()).isEqualTo("bo@a:1/x at 10.0.0.9");
    assertThat(changed(saved, "host=b").address()).isEqualTo("bo@b:1/shop");
    assertThat(changed(saved, "hostaddr=::1").address()).isEqualTo("bo@a:1/shop at ::1");
    assertThat(read("port=1").host()).isEqualTo("10.0.0.9");
    assertThat(read("hostaddr=::1,10.0.0.1 port=1").hosts())
        .extracting(HostAddress::toString)
        .containsExactly("[::1]:1", "10.0.0.1:1");
  }

  private ConnectionConfig changed(ConnectionConfig saved, String text) {
    return reading.change(saved, text).config();
  }

  @Test
  void usersServiceHidesTheSystems() {
    environment
        .services("[a]\nhost=mine\npassword=s3cret\n")
        .services("[a]\nhost=theirs\n[b]\nhost=b\n");
    assertThat(read("service=a").host()).isEqualTo("mine");
    assertThat(reading.read("service=a").password()).isEqualTo(Secret.of("s3cret"));
    assertThat(read("service=b").host()).isEqualTo("b");
    environment.variable("PGSERVICE", "b");
    assertThat(reading.fromEnvironment().config().host()).isEqualTo("b");
    assertThatThrownBy(() -> read("service=c")).hasMessageContaining("no service \"c\"");
  }

  @Test
  void serviceFileThatIsWrongSaysWhere() {
    environment.services("[a]\nhost=x\nwhat\n");
    assertThatThrownBy(() -> read("service=a")).hasMessageContaining("Line 3");
  }

  @Test
  void localSocketIsTheDefaultWhereOneListensOnThePort() {
    assertThat(read("postgresql:///x").host()).isEqualTo("localhost");
    environment.socket("/run/postgresql", 5433);
    assertThat(read("postgresql:///x").host()).isEqualTo("localhost");
    assertThat(read("postgresql:///x?port=5433").host()).isEqualTo("/run/postgresql");
    assertThat(read("port=5433").name()).isEqualTo("ada@localhost");
    environment.variable("PGHOST", "db");
    assertThat(read("port=5433").host()).isEqualTo("db");
  }

  @Test
  void everyServerOfThisMachineIsReachedByItsSocketAsPsqlWould() {
    environment.socket("/run/postgresql", 5432).socket("/tmp", 5433);
    environment.variable("PGHOST", "db").variable("PGPORT", "7777").variable("PGUSER", "bo");
    assertThat(reading.localServers())
        .extracting(ConnectionConfig::address)
        .containsExactly("bo@/run/postgresql:5432/bo", "bo@/tmp:5433/bo");
  }

  @Test
  void variableThatTuskCannotFollowIsNamed() {
    environment.variable("PGREQUIREPEER", "postgres");
    assertThat(read("host=/tmp").settings().get(Setting.REQUIREPEER)).contains("postgres");
    environment.variable("PGGSSENCMODE", "require");
    assertThatThrownBy(reading::fromEnvironment).hasMessageContaining("PGGSSENCMODE");
  }

  @Test
  void variablesThatCountForASavedConnectionAreFound() {
    assertThat(reading.variable(Setting.SSLROOTCERT)).isEmpty();
    environment
        .variable("PGSSLROOTCERT", "/etc/ca.pem")
        .variable("PGREQUIREAUTH", "scram-sha-256")
        .variable("PGOPTIONS", " -c geqo=off ")
        .variable("PGTZ", "Default")
        .variable("PGAPPNAME", "mine")
        .variable("PGHOSTADDR", "10.0.0.1");
    // A process has the same ones as long as it lives.
    ReadConnection later = new ReadConnection(environment, new CountingIds());
    assertThat(later.variable(Setting.SSLROOTCERT))
        .contains(new ReadConnection.Variable("PGSSLROOTCERT", "/etc/ca.pem"));
    assertThat(later.variable(Setting.REQUIRE_AUTH))
        .contains(new ReadConnection.Variable("PGREQUIREAUTH", "scram-sha-256"));
    assertThat(later.variable(Setting.OPTIONS))
        .contains(new ReadConnection.Variable("PGOPTIONS", "-c geqo=off"));
    assertThat(later.variable(Setting.TIMEZONE)).as("that of the server").isEmpty();
    // They counted when the connection was saved.
    assertThat(later.variable(Setting.APPLICATION_NAME)).isEmpty();
    assertThat(later.variable(Setting.HOSTADDR)).isEmpty();
  }

  @Test
  void requireSslIsTheOldWordForTheMode() {
    environment.variable("PGREQUIRESSL", "1");
    assertThat(read("host=db").sslMode()).isEqualTo(SslMode.REQUIRE);
    environment.variable("PGSSLMODE", "disable");
    assertThat(read("host=db").sslMode()).isEqualTo(SslMode.DISABLE);
  }
}
