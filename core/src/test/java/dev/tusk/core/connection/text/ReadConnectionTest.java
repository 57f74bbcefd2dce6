package dev.tusk.core.connection.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.connection.ConnectionConfig;
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
  void usersServiceHidesTheSystems() {
    environment
        .services("[a]\nhost=mine\npassword=s3cret\n")
        .services("[a]\nhost=theirs\n[b]\nhost=b\n");
    assertThat(read("service=a").host()).isEqualTo("mine");
    assertThat(reading.read("service=a").password()).isEqualTo(Secret.of("s3cret"));
    assertThat(read("service=b").host()).isEqualTo("b");
    assertThat(reading.services()).containsExactly("a", "b");
    environment.variable("PGSERVICE", "b");
    assertThat(reading.fromEnvironment().config().host()).isEqualTo("b");
    assertThatThrownBy(() -> read("service=c")).hasMessageContaining("no service \"c\"");
  }

  @Test
  void serviceFileThatIsWrongSaysWhere() {
    environment.services("[a]\nhost=x\nwhat\n");
    assertThatThrownBy(() -> read("service=a")).hasMessageContaining("Line 3");
    assertThat(reading.services()).isEmpty();
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
    assertThatThrownBy(reading::fromEnvironment).hasMessageContaining("PGREQUIREPEER");
  }

  @Test
  void requireSslIsTheOldWordForTheMode() {
    environment.variable("PGREQUIRESSL", "1");
    assertThat(read("host=db").sslMode()).isEqualTo(SslMode.REQUIRE);
    environment.variable("PGSSLMODE", "disable");
    assertThat(read("host=db").sslMode()).isEqualTo(SslMode.DISABLE);
  }
}
