package dev.tusk.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.cli.Terminal;
import dev.tusk.cli.TerminalInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the running program shows of an open connection to whoever looks at the process.
@Requirement("C-3")
class OpenConnectionSecretsTest {
  @Test
  void threadsAndManagementBeansNameNoPassword(@TempDir Path data) throws Exception {
    String canary = "TUSKCANARY" + UUID.randomUUID().toString().replace("-", "");
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    String role = "canary" + canary.substring(10, 20);
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("create role " + role + " login superuser password '" + canary + "'");
    }
    ConnectionConfig config =
        ConnectionUrl.parse(
                "postgresql://%s@%s:%d/%s?sslmode=disable"
                    .formatted(role, database.host(), database.port(), database.database()),
                UUID::randomUUID,
                role)
            .config();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false,
            false);
    try (Program program =
            new Program(new AppPaths(data, true), terminal, Map.of(), action -> () -> {});
        Secret password = Secret.of(canary)) {
      var _ =
          program
              .parts()
              .openConnection()
              .open(config, password, new TerminalInteraction(terminal), Cancellation.create());
      List<String> seen = new ArrayList<>(beans());
      Thread.getAllStackTraces().keySet().forEach(thread -> seen.add(thread.toString()));
      seen.add(config.toString());
      assertThat(seen).anyMatch(text -> text.contains(role) || text.contains(database.host()));
      Figure.report("open_connection_texts_seen", seen.size());
      Figure.exactly(
          "secrets_in_threads_and_beans",
          seen.stream().filter(text -> text.contains(canary)).count(),
          0);
    }
  }

  private static List<String> beans() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    List<String> texts = new ArrayList<>();
    for (ObjectName name : server.queryNames(null, null)) {
      texts.add(name.toString());
      for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
        try {
          texts.add(String.valueOf(server.getAttribute(name, attribute.getName())));
        } catch (JMException | RuntimeException unreadable) {
          texts.add(attribute.getName());
        }
      }
    }
    return texts;
  }
}
