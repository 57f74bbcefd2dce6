package dev.tusk.app.demo;

import dev.tusk.app.CompositionRoot;
import dev.tusk.app.Program;
import dev.tusk.cli.CliEnvironment.Endpoint;
import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Makes sure that the sample server runs and that its connection is saved and open. Blocks.
///
/// The password changes with each start of the server, so it is used here and kept nowhere.
public final class SampleSource implements Callable<ConnectionId> {
  private final Program program;
  private @Nullable DemoServer server;

  /// Starts nothing yet.
  ///
  /// @param running a server that was started before; null to start one when it is asked for
  public SampleSource(Program program, @Nullable DemoServer running) {
    this.program = program;
    this.server = running;
  }

  @Override
  public synchronized ConnectionId call() {
    DemoServer running = server;
    if (running == null) {
      running = DemoServer.start(program, step -> {});
      server = running;
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "sample shutdown"));
    }
    CompositionRoot parts = program.parts();
    Endpoint endpoint = running.endpoint();
    try (Secret password = endpoint.password()) {
      var _ = parts.connections().save(endpoint.config(), null);
      var _ =
          parts
              .openConnection()
              .open(endpoint.config(), password, ConnectInteraction.none(), Cancellation.create());
    }
    return endpoint.config().id();
  }
}
