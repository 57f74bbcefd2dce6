package dev.tusk.app.oracle;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The machine's psql, told to go on after errors.
final class Psql {
  private static final int DEADLINE_SECONDS = 120;

  private Psql() {}

  static boolean isInstalled() {
    try {
      Process process = new ProcessBuilder("psql", "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Runs a script; the statements are not known to psql and left empty.
  ///
  /// @param scratch a folder for its output
  static Observed run(Path script, PgDatabaseAddress database, Path scratch)
      throws IOException, InterruptedException {
    Path out = scratch.resolve("psql.out");
    Path err = scratch.resolve("psql.err");
    ProcessBuilder builder =
        new ProcessBuilder(
            "psql",
            "-X",
            "-At",
            "-v",
            "VERBOSITY=verbose",
            "-v",
            "ON_ERROR_STOP=0",
            "-f",
            script.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().putAll(database.variables());
    builder.environment().putAll(Map.of("PGCLIENTENCODING", "UTF8", "LC_ALL", "C.UTF-8"));
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("psql did not end within " + DEADLINE_SECONDS + " s");
    }
    return new Observed(
        Files.readString(out, StandardCharsets.ISO_8859_1),
        messages(Files.readString(err, StandardCharsets.UTF_8), script),
        List.of());
  }

  private static List<ServerMessage> messages(String text, Path script) {
    String prefix = "psql:" + script + ":";
    List<String> texts = new ArrayList<>();
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    for (String line : whole.split("\n", -1)) {
      if (line.startsWith(prefix)) {
        texts.add(line.substring(line.indexOf(' ', prefix.length()) + 1));
      } else if (!texts.isEmpty()) {
        texts.set(texts.size() - 1, texts.getLast() + "\n" + line);
      } else if (!line.isEmpty()) {
        texts.add(line);
      }
    }
    return texts.stream().map(ServerMessage::parse).toList();
  }
}
