package dev.tusk.cli.connections;

import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.UsageException;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.credential.PasswordPlace;
import dev.tusk.core.kernel.Secret;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `add` and `edit` can say of a connection beside its URL, and how they save it.
final class ConnectionFields {
  @Option(names = "--stage", paramLabel = "STAGE", description = "development, test or production.")
  private @Nullable String stage;

  @Option(
      names = "--ssh",
      paramLabel = "SERVER",
      description = "Go through this SSH server: user@host:port or a name of ~/.ssh/config.")
  private @Nullable String ssh;

  @Option(
      names = "--ssh-key",
      paramLabel = "FILE",
      description = "Log in to it with this private key, and no other.")
  private @Nullable String sshKey;

  @Option(
      names = "--ssh-jump",
      paramLabel = "SERVERS",
      description = "Reach it through these SSH servers, as ssh -J does.")
  private @Nullable String sshJump;

  @Option(names = "--no-password", description = "Ask for the password each time instead.")
  private boolean noPassword;

  boolean isNoPassword() {
    return noPassword;
  }

  /// Whether anything is given.
  boolean any() {
    return stage != null || ssh != null || sshKey != null || sshJump != null || noPassword;
  }

  Stage stage(Stage otherwise) {
    if (stage == null) {
      return otherwise;
    }
    for (Stage each : Stage.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(stage)) {
        return each;
      }
    }
    throw new UsageException("--stage is development, test or production, not \"" + stage + "\"");
  }

  ConnectionConfig tunnelled(ConnectionConfig config) {
    ConnectionSettings settings = config.settings();
    boolean through = ssh != null || settings.get(Setting.SSH).isPresent();
    if (!through && (sshKey != null || sshJump != null)) {
      throw new UsageException("--ssh-key and --ssh-jump need --ssh, or ssh= in --url");
    }
    try {
      settings = with(settings, Setting.SSH, ssh);
      settings = with(settings, Setting.SSH_KEY, sshKey == null ? null : fromHere(sshKey));
      settings = with(settings, Setting.SSH_JUMP, sshJump);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
    return config.withSettings(settings);
  }

  /// As the shell's user means it; what `~/.ssh/config` may say is left as it is.
  private static String fromHere(String file) {
    boolean isOwn = file.startsWith("~") || file.contains("%") || file.contains("${");
    return isOwn ? file : Path.of(file).toAbsolutePath().normalize().toString();
  }

  private static ConnectionSettings with(
      ConnectionSettings settings, Setting setting, @Nullable String value) {
    return value == null ? settings : settings.with(setting, value);
  }

  /// Refuses an empty name, and one that another connection has.
  static void requireFree(ManageConnections connections, String name) {
    if (name.isBlank()) {
      throw new UsageException("A connection needs a name");
    }
    if (connections.findByName(name).isPresent()) {
      throw new UsageException(
          "A connection is called \"" + name + "\" already; `tusk connections edit` changes it");
    }
  }

  /// Says that a password in a URL is not only read by Tusk.
  static void warnOfUrl(CliEnvironment environment) {
    environment
        .terminal()
        .say("tusk: a password in --url is visible to other users of this machine");
  }

  /// Whether the password that was just given will be gone with this process.
  static boolean isLost(ManageConnections connections, ConnectionConfig config) {
    return connections.passwordPlace(config.id()) == PasswordPlace.SESSION;
  }

  /// Saves it and says what became of the password.
  ///
  /// @param password owned by the caller; null for none that is new
  static int save(CliEnvironment environment, ConnectionConfig config, @Nullable Secret password) {
    ManageConnections connections = environment.services().get().connections();
    connections
        .save(config, password)
        .ifPresent(text -> environment.terminal().say("tusk: " + text));
    if (password != null && isLost(connections, config)) {
      environment
          .terminal()
          .say("tusk: this command ends now, so the password is not saved; Tusk will ask for it");
    }
    environment
        .terminal()
        .say(
            "tusk: saved "
                + config.address()
                + "; `tusk connections test "
                + config.name()
                + "` tries it");
    return ExitCode.DONE;
  }
}
