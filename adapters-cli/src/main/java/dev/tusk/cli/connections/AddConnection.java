package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.UsageException;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.credential.PasswordPlace;
import dev.tusk.core.kernel.Secret;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tusk connections add NAME --url …`: saves a connection.
@Command(name = "add", description = "Save a connection under a name.")
final class AddConnection extends CliCommand {
  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "For example postgresql://user@host:5432/db?sslmode=verify-full.")
  private String url = "";

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "development, test or production; development unless told.")
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

  @Option(names = "--no-password", description = "Ask for the password at each start instead.")
  private boolean noPassword;

  AddConnection(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    CliServices services = environment.services().get();
    if (services.connections().findByName(name).isPresent()) {
      throw new UsageException(
          "A connection is called \"" + name + "\" already; remove it first, or choose a name");
    }
    ConnectionUrl parsed;
    try {
      parsed = services.readConnection().read(url);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--url: " + wrong.getMessage());
    }
    ConnectionConfig given = parsed.config();
    ConnectionConfig config =
        new ConnectionConfig(
            given.id(),
            name,
            given.host(),
            given.port(),
            given.database(),
            given.user(),
            given.sslMode(),
            stage(),
            !noPassword,
            given.options(),
            given.settings());
    config = tunnelled(config);
    Guard guard = Guard.of(given).or(Guard.usual(config.stage()));
    if (guard != Guard.SILENT) {
      config = config.withSettings(config.settings().with(Setting.GUARD, guard.word()));
    }
    try (Secret password = password(parsed.password())) {
      Optional<String> warning = services.connections().save(config, noPassword ? null : password);
      warning.ifPresent(text -> environment.terminal().say("tusk: " + text));
      if (!noPassword && password != null && lost(services.connections(), config)) {
        environment
            .terminal()
            .say("tusk: this command ends now, so the password is not saved; Tusk will ask for it");
      }
    }
    environment.terminal().say("tusk: saved; `tusk connections test " + name + "` tries it");
    return ExitCode.DONE;
  }

  private ConnectionConfig tunnelled(ConnectionConfig config) {
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

  /// Whether the password that was just given will be gone with this process.
  static boolean lost(ManageConnections connections, ConnectionConfig config) {
    return connections.passwordPlace(config.id()) == PasswordPlace.SESSION;
  }

  private @Nullable Secret password(@Nullable Secret inUrl) {
    if (inUrl != null) {
      environment
          .terminal()
          .say("tusk: a password in --url is visible to other users of this machine");
      return inUrl;
    }
    String variable = environment.variables().get("PGPASSWORD");
    return variable == null || variable.isEmpty() ? null : Secret.of(variable);
  }

  private Stage stage() {
    if (stage == null) {
      return Stage.DEVELOPMENT;
    }
    for (Stage each : Stage.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(stage)) {
        return each;
      }
    }
    throw new UsageException("--stage is development, test or production, not \"" + stage + "\"");
  }
}
