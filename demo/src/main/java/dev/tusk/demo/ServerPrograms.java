package dev.tusk.demo;

import dev.tusk.core.sql.Identifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The three programs of one unpacked server: `initdb`, `pg_ctl` and `postgres`.
///
/// @param home holds `bin`, `lib` and `share`
/// @param user as whom they run
record ServerPrograms(Path home, ServerUser user) {
  private static final Pattern VERSION = Pattern.compile("(\\d+)(\\.\\d+|[a-z]+\\d*)?");
  private static final Pattern SEVERITY = Pattern.compile("^(FATAL|PANIC|ERROR|error):\\s*");

  /// Most telling first: a wrong setting is named in a line of its own before the FATAL one.
  private static final List<String> TELLING =
      List.of(
          "invalid value for parameter",
          "unrecognized configuration parameter",
          "syntax error in file",
          "FATAL:",
          "PANIC:",
          "ERROR:",
          "error:",
          "could not");

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int BUILTIN_LOCALES_SINCE = 17;

  /// How a server is asked to go: `FAST` ends its sessions and writes everything out, `IMMEDIATE`
  /// is a crash that the next start recovers from.
  enum StopMode {
    FAST("fast"),
    IMMEDIATE("immediate");

    private final String word;

    StopMode(String word) {
      this.word = word;
    }
  }

  /// The full version, such as `18.6`; asked once and kept beside the programs.
  String version() throws IOException {
    Path kept = home.resolve("version");
    if (Files.exists(kept)) {
      return Files.readString(kept).strip();
    }
    String answer = Shell.run(List.of(program("postgres"), "-V")).output();
    Matcher version = VERSION.matcher(answer);
    if (!version.find()) {
      throw new DemoException(
          "The server's programs in "
              + home
              + " do not run here: "
              + oneLine(answer)
              + " Is its disk mounted noexec? Choose another cache directory.");
    }
    Files.writeString(kept, version.group());
    return version.group();
  }

  /// Makes a new data directory, whole or not at all; nobody can log in to it yet.
  void initialise(Path data, String superuser, boolean durable) throws IOException {
    Path beside = data.resolveSibling(data.getFileName() + ".new");
    FileTree.delete(beside);
    var first = new ArrayList<>(List.of("-D", beside.toString(), "-U", superuser));
    first.addAll(List.of("-E", "UTF8", "-A", "reject"));
    if (!durable) {
      first.add("--no-sync");
    }
    var second = new ArrayList<>(first);
    if (major(version()) >= BUILTIN_LOCALES_SINCE) {
      first.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
    } else {
      first.add("--locale=C.UTF-8");
    }
    second.add("--locale=C");
    Shell.Outcome outcome = run("initdb", first, null);
    if (outcome.exit() != 0 && outcome.output().contains("invalid locale name")) {
      FileTree.delete(beside);
      outcome = run("initdb", second, null);
    }
    if (outcome.exit() != 0) {
      FileTree.delete(beside);
      throw new IOException(oneLine(outcome.output()));
    }
    Path configuration = beside.resolve("postgresql.conf");
    Files.writeString(
        configuration,
        Files.readString(configuration) + "\ninclude_if_exists = 'tusk.conf'\n",
        StandardCharsets.UTF_8);
    Files.move(beside, data);
  }

  /// Gives the superuser a new password while the server is down: a single-user backend takes it
  /// from its standard input, so it is on no command line and no connection is trusted meanwhile.
  void setPassword(Path data, String superuser, String password) throws IOException {
    String sql =
        "ALTER ROLE "
            + Identifier.quoteAlways(superuser)
            + " PASSWORD "
            + Identifier.literal(password)
            + ";\n";
    var arguments = List.of("--single", "-D", data.toString(), "postgres");
    Shell.Outcome outcome = run("postgres", arguments, sql);
    if (outcome.exit() != 0
        || outcome.output().contains("ERROR:")
        || outcome.output().contains("FATAL:")) {
      throw new IOException(oneLine(outcome.output().replace(password, "***")));
    }
  }

  /// Starts the server in the background, in a session of its own (so that Ctrl-C in a terminal
  /// does not reach it), and returns when it takes connections.
  Shell.Outcome start(Path data, Path log) throws IOException {
    return run(
        "pg_ctl",
        List.of("start", "-s", "-w", "-t", "60", "-D", data.toString(), "-l", log.toString()),
        null);
  }

  /// Stops the server and returns when it is gone.
  ///
  /// @return whether it is gone
  boolean stop(Path data, StopMode mode, Duration limit) throws IOException {
    String seconds = Long.toString(limit.toSeconds());
    var arguments =
        List.of("stop", "-s", "-w", "-t", seconds, "-m", mode.word, "-D", data.toString());
    return run("pg_ctl", arguments, null).exit() == 0;
  }

  /// The major version of a full one.
  static int major(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.lookingAt() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /// The telling line of what a program wrote.
  static String oneLine(String output) {
    List<String> lines = output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    for (String mark : TELLING) {
      for (String line : lines) {
        int at = line.indexOf(mark);
        if (at >= 0) {
          return SEVERITY.matcher(line.substring(at)).replaceFirst("");
        }
      }
    }
    return lines.isEmpty() ? "it said nothing" : lines.getLast();
  }

  private Shell.Outcome run(String program, List<String> arguments, @Nullable String input)
      throws IOException {
    var command = new ArrayList<>(user.prefix());
    command.add(program(program));
    command.addAll(arguments);
    return Shell.run(command, home, input, LIMIT);
  }

  private String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }
}
