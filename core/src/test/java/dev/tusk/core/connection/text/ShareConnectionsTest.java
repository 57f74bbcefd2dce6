package dev.tusk.core.connection.text;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.testkit.CountingIds;
import dev.tusk.core.testkit.InMemoryEnvironment;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareConnectionsTest {
  private final ShareConnections sharing =
      new ShareConnections(new CountingIds(), new InMemoryEnvironment());

  private ConnectionConfig only(String text) {
    List<ShareConnections.Found> found = sharing.read(text);
    assertThat(found).hasSize(1);
    ConnectionUrl url = found.getFirst().connection();
    assertThat(found.getFirst().problem()).isEmpty();
    assertThat(url).isNotNull();
    return url == null ? connection("none").build() : url.config();
  }

  private static ConnectionConfig withIdOf(ConnectionConfig config, ConnectionConfig other) {
    return like(config).id(other.id()).build();
  }

  @Test
  void whatTuskWritesItReadsAgain() {
    ConnectionConfig whole =
        connection("Sh\"op\\ ü\n")
            .host("/run/postgresql")
            .stage(Stage.PRODUCTION)
            .sslMode(SslMode.VERIFY_FULL)
            .set(Setting.FALLBACK_HOSTS, "b:2,[::1]:3")
            .set(Setting.HOSTADDR, ",10.0.0.2,")
            .set(Setting.STARTUP_SQL, "set a = '1';\nselect 2")
            .set(Setting.GROUP, "Customers/Berlin")
            .set(Setting.GUARD, "production")
            .build();
    ConnectionConfig read = only(ShareConnections.json(List.of(whole.withName("Sh\"op\\ ü"))));
    assertThat(withIdOf(read, whole)).isEqualTo(whole.withName("Sh\"op\\ ü"));
  }

  @Test
  void serviceFileHoldsWhatLibpqKnows() {
    ConnectionConfig config =
        connection("shop")
            .set(Setting.FALLBACK_HOSTS, "b:2")
            .set(Setting.HOSTADDR, ",10.0.0.2")
            .set(Setting.SSLROOTCERT, "/etc/it's.pem")
            .build();
    ConnectionConfig read = only(ShareConnections.services(List.of(config)));
    assertThat(withIdOf(read, config)).isEqualTo(config);
    assertThatThrownBy(
            () -> ShareConnections.services(List.of(connection("x").user("a\nb=c").build())))
        .hasMessageContaining("cannot hold");
  }

  @Test
  void serviceFileLeavesOutWhatPsqlWouldConnectElsewhere() {
    ConnectionConfig behind = connection("inner").set(Setting.SSH, "me@gate").build();
    String text = ShareConnections.services(List.of(behind, connection("plain").build()));
    assertThat(text).contains("# Left out, as psql knows no SSH tunnels: inner\n");
    assertThat(only(text).name()).isEqualTo("plain");
  }

  @Test
  void readsDBeavers() {
    ConnectionConfig config =
        only(
            """
            {
              "folders": {"Customers": {}},
              "connections": {
                "mysql8-1": {"provider": "mysql", "name": "other", "configuration": {}},
                "postgres-jdbc-18f2a1-77": {
                  "provider": "postgresql",
                  "driver": "postgres-jdbc",
                  "name": "Orders \\u00e9",
                  "save-password": true,
                  "folder": "Customers",
                  "configuration": {
                    "host": "db.example.org",
                    "port": "5433",
                    "database": "orders",
                    "url": "jdbc:postgresql://db.example.org:5433/orders",
                    "configurationType": "MANUAL",
                    "type": "prod",
                    "closeIdleConnection": true,
                    "auth-model": "native",
                    "handlers": {
                      "postgre_ssl": {"type": "CONFIG", "enabled": true, "properties": {
                        "sslMode": "verify-ca", "ssl.ca.cert": "/etc/ca.pem"}},
                      "ssh_tunnel": {"type": "TUNNEL", "enabled": true, "save-password": false,
                        "properties": {"host": "bastion", "port": 2222, "keyPath": "/k",
                          "authType": "PUBLIC_KEY", "implementation": "sshj"}}
                    }
                  }
                }
              },
              "connection-types": {"prod": {"name": "Production"}}
            }
            """);
    assertThat(config.name()).isEqualTo("Orders é");
    assertThat(config.address()).isEqualTo("ada@db.example.org:5433/orders through bastion:2222");
    assertThat(config.stage()).isEqualTo(Stage.PRODUCTION);
    assertThat(config.sslMode()).isEqualTo(SslMode.VERIFY_CA);
    assertThat(config.settings().text())
        .isEqualTo(
            "sslrootcert='/etc/ca.pem' guard='production' group='Customers' ssh='bastion:2222'"
                + " ssh_key='/k'");
  }

  @Test
  void readsPgAdmins() {
    ConnectionConfig config =
        only(
            """
            {"Servers": {"1": {
              "Name": "Local", "Group": "Team", "Port": 5434, "Username": "bo",
              "Host": "localhost", "MaintenanceDB": "postgres",
              "BGColor": "#aa0000", "FGColor": "#ffffff",
              "ConnectionParameters": {"sslmode": "require", "connect_timeout": 7,
                "sslcert": "<STORAGE_DIR>/.postgresql/postgresql.crt", "passfile": "/p"},
              "UseSSHTunnel": 1, "TunnelHost": "b", "TunnelPort": "22", "TunnelUsername": "me",
              "TunnelAuthentication": 0, "KerberosAuthentication": false}}}
            """);
    assertThat(config.address()).isEqualTo("bo@localhost:5434/postgres through me@b");
    assertThat(config.sslMode()).isEqualTo(SslMode.REQUIRE);
    assertThat(config.options().connectTimeout()).hasSeconds(7);
    assertThat(config.settings().get(Setting.SSH)).contains("me@b");
    assertThat(config.settings().get(Setting.GROUP)).contains("Team");
    assertThat(config.settings().get(Setting.COLOUR)).contains("#aa0000");
  }

  @Requirement("D-15")
  @Test
  void readsDataGrips() {
    ConnectionConfig config =
        only(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
            <project version="4">
              <component name="DataSourceManagerImpl" format="xml" multifile-model="true">
                <data-source source="LOCAL" name="R&amp;D" group-name="Team" uuid="1-2">
                  <driver-ref>postgresql</driver-ref>
                  <synchronize>true</synchronize>
                  <jdbc-driver>org.postgresql.Driver</jdbc-driver>
                  <jdbc-url>jdbc:postgresql://db:5433/rd?sslmode=require&amp;user=cy</jdbc-url>
                  <working-dir>$ProjectFileDir$</working-dir>
                </data-source>
                <data-source source="LOCAL" name="other" uuid="3">
                  <jdbc-url>jdbc:mysql://db/x&e;</jdbc-url>
                </data-source>
              </component>
            </project>
            """);
    assertThat(config.name()).isEqualTo("R&D");
    assertThat(config.address()).isEqualTo("cy@db:5433/rd");
    assertThat(config.sslMode()).isEqualTo(SslMode.REQUIRE);
    assertThat(config.settings().text()).isEqualTo("group='Team'");
  }

  @Test
  void oneThatCannotBeUsedIsSaidAndTheOthersAreRead() {
    List<ShareConnections.Found> found =
        sharing.read("[a]\nhost=x\nkrbsrvname=y\npassword=s3cret\n[b]\nhost=z\n");
    assertThat(found).extracting(ShareConnections.Found::name).containsExactly("a", "b");
    assertThat(found.getFirst().connection()).isNull();
    assertThat(found.getFirst().problem()).contains("krbsrvname").doesNotContain("s3cret");
    assertThat(found.getLast().connection()).isNotNull();
  }

  @Requirement("D-15")
  @Test
  void whatIsNoFileOfConnectionsIsRefused() {
    assertThatThrownBy(() -> sharing.read("{\"a\": 1}")).hasMessageContaining("data-sources.json");
    assertThatThrownBy(() -> sharing.read("{\"a\": [1, }")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> sharing.read("[".repeat(9) + "\nx=1"))
        .isInstanceOf(IllegalArgumentException.class);
    String deep = "{\"connections\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> sharing.read(deep)).hasMessageContaining("no JSON");
    assertThat(sharing.read("")).isEmpty();
  }
}
