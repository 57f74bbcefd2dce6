package dev.tusk.cli;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionUrl;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// WHERE: which server a command talks to.
public final class ConnectionChoice {
  @Option(
      names = {"-c", "--connection"},
      paramLabel = "NAME",
      description = "A saved connection.")
  private @Nullable String name;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "For example postgresql://user@host:5432/db?sslmode=verify-full.")
  private @Nullable String url;

  /// Finds the connection that the options, else the environment, name.
  ///
  /// @throws UsageException when they name none
  public CliEnvironment.Endpoint resolve(CliEnvironment environment) {
    Supplier<CliEnvironment.Endpoint> fixed = environment.fixed();
    if (name != null && url != null) {
      throw new UsageException("Give either -c or --url, not both");
    }
    if (fixed != null) {
      if (name != null || url != null) {
        throw new UsageException("`tusk demo` brings its own connection; leave -c and --url out");
      }
      return fixed.get();
    }
    Map<String, String> variables = environment.variables();
    if (url != null) {
      return fromUrl(url, environment);
    }
    if (name != null) {
      String wanted = name;
      ConnectionConfig config =
          environment
              .services()
              .get()
              .connections()
              .findByName(wanted)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "No saved connection is called \""
                              + wanted
                              + "\"; `tusk connections list` shows them"));
      return new CliEnvironment.Endpoint(config, password(variables));
    }
    if (variables.containsKey("PGHOST")
        || variables.containsKey("PGDATABASE")
        || variables.containsKey("PGUSER")
        || variables.containsKey("PGPORT")) {
      return fromVariables(environment);
    }
    throw new UsageException(
        "Which server? Use -c NAME (a saved connection), --url postgresql://user@host/db, or set"
            + " PGHOST; `tusk demo query …` uses the sample database");
  }

  private static CliEnvironment.Endpoint fromUrl(String url, CliEnvironment environment) {
    try {
      ConnectionUrl parsed =
          ConnectionUrl.parse(url, environment.services().get().ids(), defaultUser(environment));
      Secret password = parsed.password();
      if (password != null) {
        environment
            .terminal()
            .say(
                "tusk: a password in --url is visible to other users of this machine; use"
                    + " PGPASSWORD, a saved connection or the prompt");
      } else {
        password = password(environment.variables());
      }
      return new CliEnvironment.Endpoint(parsed.config(), password);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--url: " + wrong.getMessage());
    }
  }

  private static CliEnvironment.Endpoint fromVariables(CliEnvironment environment) {
    Map<String, String> variables = environment.variables();
    String user = variables.getOrDefault("PGUSER", defaultUser(environment));
    String host = variables.getOrDefault("PGHOST", "localhost");
    try {
      String port = variables.getOrDefault("PGPORT", "" + ConnectionConfig.DEFAULT_PORT);
      String mode = variables.getOrDefault("PGSSLMODE", SslMode.PREFER.libpqName());
      SslMode ssl =
          SslMode.ofLibpqName(mode)
              .orElseThrow(
                  () -> new IllegalArgumentException("PGSSLMODE is not one of libpq's: " + mode));
      ConnectionConfig config =
          new ConnectionConfig(
              new ConnectionId(environment.services().get().ids().next()),
              host,
              host,
              Integer.parseInt(port),
              variables.getOrDefault("PGDATABASE", user),
              user,
              ssl,
              Stage.DEVELOPMENT,
              false,
              ConnectionOptions.DEFAULTS);
      return new CliEnvironment.Endpoint(config, password(variables));
    } catch (NumberFormatException notANumber) {
      throw new UsageException("PGPORT is not a number: " + variables.get("PGPORT"));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("" + wrong.getMessage());
    }
  }

  private static String defaultUser(CliEnvironment environment) {
    return Optional.ofNullable(environment.variables().get("PGUSER"))
        .orElseGet(() -> System.getProperty("user.name", "postgres"));
  }

  private static @Nullable Secret password(Map<String, String> variables) {
    String password = variables.get("PGPASSWORD");
    return password == null || password.isEmpty() ? null : Secret.of(password);
  }
}
