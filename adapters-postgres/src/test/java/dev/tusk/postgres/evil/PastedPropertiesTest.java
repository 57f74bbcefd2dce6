package dev.tusk.postgres.evil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.evil.FrontendMessage;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Scripts;
import dev.tusk.postgres.PgDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.PGProperty;

/// Options of a pasted text that would make the driver load a class or write a file.
@Requirement("D-14")
class PastedPropertiesTest {
  private static final String CLASS = "dev.tusk.postgres.evil.CanaryClass";
  /// What names a class, a file to write, or a way to sign in that Tusk has not.
  private static final Set<String> REFUSED =
      Set.of(
          "authenticationPluginClassName",
          "classLoaderStrategy",
          "connectExecutor",
          "connectExecutorArg",
          "gssUseDefaultCreds",
          "gsslib",
          "jaasApplicationName",
          "jaasLogin",
          "kerberosServerName",
          "localSocketAddress",
          "loggerFile",
          "socketFactory",
          "socketFactoryArg",
          "sslfactory",
          "sslfactoryarg",
          "sslhostnameverifier",
          "sslpassword",
          "sslpasswordcallback",
          "sspiServiceClass",
          "useSpnego",
          "xmlFactoryFactory");

  /// Those of which a class is no value.
  private static final Set<String> OF_FEW_VALUES =
      Set.of(
          "PGPORT",
          "channelBinding",
          "connectTimeout",
          "gssEncMode",
          "loadBalanceHosts",
          "loginTimeout",
          "readOnly",
          "replication",
          "requireAuth",
          "ssl",
          "sslNegotiation",
          "sslmode",
          "targetServerType",
          "tcpKeepAlive");

  private static boolean loaded() {
    return Boolean.getBoolean(CanaryClass.LOADED);
  }

  @Test
  void everyPropertyOfTheDriverIsUnderstoodOrRefusedByItsName() {
    int refused = 0;
    for (PGProperty each : PGProperty.values()) {
      String text = "jdbc:postgresql://127.0.0.1:1/db?" + each.getName() + "=" + CLASS;
      Throwable failure = catchThrowable(() -> parse(text));
      if (REFUSED.contains(each.getName())) {
        assertThat(failure)
            .as(text)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("\"" + each.getName() + "\"")
            .hasMessageContaining("emove");
        refused++;
      } else if (OF_FEW_VALUES.contains(each.getName())) {
        assertThat(failure).as(text).isInstanceOf(IllegalArgumentException.class);
      } else if (!each.equals(PGProperty.SERVICE)) {
        assertThat(failure).as(text).isNull();
      }
    }
    assertThat(loaded()).isFalse();
    Figure.exactly("pasted_options_refused", refused, REFUSED.size());
  }

  @Test
  void noneIsTakenFromTextThatIsNotForTheDriver() {
    for (String property : REFUSED) {
      for (String text :
          List.of(
              "postgresql://u:p@127.0.0.1:1/db?sslmode=disable&" + property + "=" + CLASS,
              "host=127.0.0.1 port=1 dbname=db " + property + "=" + CLASS)) {
        assertThat(catchThrowable(() -> parse(text)))
            .as(text)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("\"" + property + "\"");
      }
    }
    assertThat(loaded()).isFalse();
  }

  private static ConnectionUrl parse(String text) {
    return ConnectionUrl.parse(text, () -> new UUID(1, 2), "u");
  }

  @Test
  void namesThatLookLikeOptionsStayNames() throws Exception {
    String trick = "db?socketFactory=" + CLASS + "&sslfactory=" + CLASS + "&options=-c%20x=y#'\\ ";
    try (var server = new HostileServer(Scripts.startingUp())) {
      connect(new Tried("127.0.0.1", server.port(), trick, "u&" + trick));
      FrontendMessage startup = server.received().getLast();
      assertThat(Scripts.startupParameter(startup, "database")).isEqualTo(trick);
      assertThat(Scripts.startupParameter(startup, "user")).isEqualTo("u&" + trick);
      assertThat(Scripts.startupParameter(startup, "options")).isEmpty();
      for (String host :
          List.of(
              "127.0.0.1:" + server.port() + "/" + trick,
              "127.0.0.1/" + trick,
              "127.0.0.1?socketFactory=" + CLASS,
              "127.0.0.1#x",
              "x@127.0.0.1")) {
        connect(new Tried(host, server.port(), "db", "u"));
      }
      assertThat(server.accepted()).isEqualTo(1);
    }
    Figure.exactly("pasted_classes_loaded", loaded() ? 1 : 0, 0);
  }

  private record Tried(String host, int port, String database, String user) {}

  private static void connect(Tried tried) {
    ConnectionConfig config =
        new ConnectionConfig(
            new ConnectionId(UUID.randomUUID()),
            "pasted",
            tried.host,
            tried.port,
            tried.database,
            tried.user,
            SslMode.PREFER,
            Stage.TEST,
            false,
            ConnectionOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(2)));
    assertThat(
            catchThrowable(
                () ->
                    new PgDatabase(Map.of())
                        .connector()
                        .open(config, null, Cancellation.create(), step -> {})
                        .close()))
        .isInstanceOf(TuskException.class);
  }

  /// The twin: the driver alone loads what a URL names.
  @Test
  void theDriverAloneLoadsIt() {
    ClassLoader own = getClass().getClassLoader();
    assertThat(own.getResource(CLASS.replace('.', '/') + ".class")).isNotNull();
    System.clearProperty(CanaryClass.LOADED);
    try {
      DriverManager.getConnection("jdbc:postgresql://127.0.0.1:1/db?user=u&socketFactory=" + CLASS)
          .close();
    } catch (SQLException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
    assertThat(loaded()).isTrue();
    System.clearProperty(CanaryClass.LOADED);
  }
}
