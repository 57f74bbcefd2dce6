package dev.tusk.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.doctor.ExamineConnection;
import dev.tusk.core.doctor.Finding;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.util.List;

/// What the doctor finds; it leaves nothing open.
final class Examination {
  private Examination() {}

  static List<Finding> of(
      ConnectionConfig config, String password, TimeSource time, boolean trace) {
    PgDatabase postgres = Servers.database();
    try (OpenConnections open = new OpenConnections();
        Secret given = Secret.of(password)) {
      OpenConnection connect =
          new OpenConnection(
              postgres.connector(),
              new InMemoryCredentials(),
              new InMemoryStorage().connections(),
              postgres.environment(),
              open,
              time);
      List<Finding> findings =
          new ExamineConnection(connect, open, time)
              .examine(config, given, ConnectInteraction.none(), Cancellation.create(), trace);
      assertThat(open.all()).isEmpty();
      return findings;
    }
  }
}
