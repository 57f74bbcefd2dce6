package dev.tusk.cli;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a command may rely on around itself; made by the program for each start.
///
/// @param services made at the first use, so that `--help` and wrong usage cost nothing
/// @param fixed the connection that every command uses, as in `tusk demo …`; null to choose one
/// @param interrupts hears Ctrl+C
public record CliEnvironment(
    Supplier<CliServices> services,
    @Nullable Supplier<Endpoint> fixed,
    Terminal terminal,
    Map<String, String> variables,
    Interrupts interrupts) {

  /// A connection and the password to try first.
  ///
  /// @param unlock the name of the database, typed to unlock writes; null when it was not
  /// @param commit whether to commit, in the end, what waits for it
  public record Endpoint(
      ConnectionConfig config, @Nullable Secret password, @Nullable String unlock, boolean commit) {

    /// One of which nothing is unlocked.
    public Endpoint(ConnectionConfig config, @Nullable Secret password) {
      this(config, password, null, false);
    }
  }

  /// Tells of Ctrl+C.
  @FunctionalInterface
  public interface Interrupts {
    /// Runs `action` at the first Ctrl+C, instead of ending the program.
    Registration onInterrupt(Runnable action);
  }
}
