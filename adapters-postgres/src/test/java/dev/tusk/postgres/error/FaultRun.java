package dev.tusk.postgres.error;

import dev.tusk.harness.postgres.PgServer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Provokes every fault once at one server.
final class FaultRun implements AutoCloseable {
  private final PgServer server;
  private final FaultBench bench;
  private final Map<String, Provocation> faults = new LinkedHashMap<>();

  /// What is told of each fault: what became of it, or why it could not be provoked.
  interface Ear {
    void hear(String fault, @Nullable Captured captured, @Nullable Throwable failure);
  }

  /// @param local whether the server is the system's, which can do more
  FaultRun(PgServer server, boolean local) {
    this.server = server;
    this.bench = new FaultBench(server);
    server.execute("create database faults");
    server.execute(LoginFaults.SETUP);
    try (var connection = server.address("faults").connect();
        var statement = connection.createStatement()) {
      for (String sql : StatementFaults.SETUP) {
        statement.execute(sql);
      }
    } catch (java.sql.SQLException failure) {
      throw new IllegalStateException(failure);
    }
    faults.putAll(ConnectFaults.all());
    faults.putAll(LoginFaults.all());
    faults.putAll(TlsFaults.all());
    if (local) {
      faults.putAll(LoginFaults.local());
    }
    faults.putAll(StatementFaults.all());
    if (server.major() >= 17) {
      faults.putAll(LinkFaults.newer());
    }
    faults.putAll(LinkFaults.all());
  }

  /// Provokes all of them, in order; the last ones take the server with them.
  void all(Ear ear) {
    faults.forEach(
        (name, provocation) -> {
          try {
            ear.hear(name, provocation.provoke(bench), null);
          } catch (Exception | AssertionError failure) {
            ear.hear(name, null, failure);
          }
        });
  }

  @Override
  public void close() {
    bench.close();
    server.close();
  }
}
