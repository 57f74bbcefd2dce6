package dev.tusk.cli;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.kernel.Secret;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// WHERE: which server a command talks to.
public class ConnectionChoice {
  /// Each of these variables alone says which server is meant.
  private static final List<String> NAMING =
      List.of("PGHOST", "PGHOSTADDR", "PGDATABASE", "PGUSER", "PGPORT", "PGSERVICE");

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

  @Option(
      names = "--guard",
      paramLabel = "LEVEL",
      description = "silent, ask, production or read-only: guards it more than what is saved.")
  private @Nullable String guard;

  /// Finds the connection that the options, else the environment, name.
  ///
  /// @throws UsageException when they name none
  public CliEnvironment.Endpoint resolve(CliEnvironment environment) {
    CliEnvironment.Endpoint found = find(environment);
    return new CliEnvironment.Endpoint(guarded(found.config()), found.password());
  }

  /// Whether the options or the environment name a connection.
  public boolean isGiven(CliEnvironment environment) {
    return name != null
        || url != null
        || environment.fixed() != null
        || NAMING.stream().anyMatch(environment.variables()::containsKey);
  }

  /// A guard on the command line never takes away one that is saved.
  private ConnectionConfig guarded(ConnectionConfig config) {
    if (guard == null) {
      return config;
    }
    Guard wanted =
        Guard.ofWord(guard)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--guard is silent, ask, production or read-only, not \"" + guard + "\""));
    return config.withSettings(
        config.settings().with(Setting.GUARD, Guard.of(config).or(wanted).word()));
  }

  private CliEnvironment.Endpoint find(CliEnvironment environment) {
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
    if (NAMING.stream().anyMatch(variables::containsKey)) {
      return fromVariables(environment);
    }
    throw new UsageException(
        "Which server? Use -c NAME (a saved connection), --url postgresql://user@host/db, or set"
            + " PGHOST; `tusk demo query …` uses the sample database");
  }

  private static CliEnvironment.Endpoint fromUrl(String url, CliEnvironment environment) {
    try {
      ConnectionUrl parsed = environment.services().get().readConnection().read(url);
      Secret password = parsed.password();
      if (password != null && ConnectionUrl.hasPassword(url)) {
        environment
            .terminal()
            .say(
                "tusk: a password in --url is visible to other users of this machine; use"
                    + " PGPASSWORD, ~/.pgpass, a saved connection or the prompt");
      }
      return new CliEnvironment.Endpoint(
          parsed.config(), password == null ? password(environment.variables()) : password);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--url: " + wrong.getMessage());
    }
  }

  private static CliEnvironment.Endpoint fromVariables(CliEnvironment environment) {
    try {
      ConnectionUrl found = environment.services().get().readConnection().fromEnvironment();
      Secret password = found.password();
      return new CliEnvironment.Endpoint(
          found.config(), password == null ? password(environment.variables()) : password);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("" + wrong.getMessage());
    }
  }

  private static @Nullable Secret password(Map<String, String> variables) {
    String password = variables.get("PGPASSWORD");
    return password == null || password.isEmpty() ? null : Secret.of(password);
  }
}
