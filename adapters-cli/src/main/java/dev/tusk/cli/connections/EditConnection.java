package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.UsageException;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.kernel.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tusk connections edit NAME …`: changes what is given of a saved connection and nothing else.
@Command(name = "edit", description = "Change what is given of one; all else stays as it is.")
final class EditConnection extends CliCommand {
  @Parameters(paramLabel = "NAME", description = "The name of a saved connection.")
  private String name = "";

  @Option(names = "--name", paramLabel = "NEW", description = "Give it another name.")
  private @Nullable String newName;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Change what it says, for example host=db2 or postgresql://db2/shop.")
  private @Nullable String url;

  @Mixin private final ConnectionFields fields = new ConnectionFields();

  @Option(
      names = "--password",
      description = "Save another password: that of PGPASSWORD, else it is asked for.")
  private boolean password;

  @Option(
      names = "--clear",
      paramLabel = "FIELD",
      description = "Have this not set any more, by its name in `show`; can be repeated.")
  private List<String> cleared = List.of();

  EditConnection(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    CliServices services = environment.services().get();
    ConnectionConfig before = ConnectionsCommand.find(services.connections(), name);
    if (newName == null && url == null && !password && cleared.isEmpty() && !fields.any()) {
      throw new UsageException(
          "Nothing to change; `tusk connections edit --help` says what can be");
    }
    if (password && fields.isNoPassword()) {
      throw new UsageException("Give either --password or --no-password, not both");
    }
    if (newName != null && !newName.equalsIgnoreCase(before.name())) {
      ConnectionFields.requireFree(services.connections(), newName);
    }
    ConnectionUrl changed = read(services, before);
    try (Secret given = password(changed.password())) {
      return ConnectionFields.save(environment, edited(before, changed.config(), given), given);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
  }

  private ConnectionUrl read(CliServices services, ConnectionConfig before) {
    if (url == null) {
      return new ConnectionUrl(before, null);
    }
    try {
      return services.readConnection().change(before, url);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--url: " + wrong.getMessage());
    }
  }

  private ConnectionConfig edited(
      ConnectionConfig before, ConnectionConfig now, @Nullable Secret given) {
    Stage stage = fields.stage(before.stage());
    boolean remember = !fields.isNoPassword() && (given != null || before.rememberPassword());
    ConnectionConfig edited =
        new ConnectionConfig(
            now.id(),
            newName == null ? now.name() : newName,
            now.host(),
            now.port(),
            now.database(),
            now.user(),
            now.sslMode(),
            stage,
            remember,
            now.options(),
            cleared(now.settings()));
    return guarded(before.stage(), fields.tunnelled(edited));
  }

  private ConnectionSettings cleared(ConnectionSettings settings) {
    ConnectionSettings left = settings;
    for (String field : cleared) {
      Setting setting =
          Setting.of(field)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "\""
                              + field
                              + "\" cannot be cleared, only: "
                              + Arrays.stream(Setting.values())
                                  .map(Setting::keyword)
                                  .collect(Collectors.joining(", "))));
      left = left.with(setting, "");
      if (setting == Setting.SSH) {
        // They say how to get there.
        left = left.with(Setting.SSH_KEY, "").with(Setting.SSH_JUMP, "");
      }
    }
    return left;
  }

  /// Another stage brings its usual guard, unless another than the usual was chosen that is
  /// stricter.
  private static ConnectionConfig guarded(Stage before, ConnectionConfig now) {
    if (before == now.stage()) {
      return now;
    }
    Guard set = Guard.of(now);
    Guard chosen = set == Guard.usual(before) ? Guard.SILENT : set;
    Guard guard = chosen.or(Guard.usual(now.stage()));
    return now.withSettings(
        now.settings().with(Setting.GUARD, guard == Guard.SILENT ? "" : guard.word()));
  }

  private @Nullable Secret password(@Nullable Secret inUrl) {
    if (inUrl != null) {
      ConnectionFields.warnOfUrl(environment);
      return inUrl;
    }
    if (!password) {
      return null;
    }
    String variable = environment.variables().getOrDefault("PGPASSWORD", "");
    if (!variable.isEmpty()) {
      return Secret.of(variable);
    }
    char[] typed =
        environment
            .terminal()
            .askSecret("New password for " + name + ": ")
            .orElseThrow(() -> new UsageException("Nobody to ask; set PGPASSWORD"));
    try {
      return Secret.of(typed);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }
}
