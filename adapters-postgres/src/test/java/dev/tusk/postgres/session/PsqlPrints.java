package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What psql prints for a query of one row, under many settings, in one process.
final class PsqlPrints {
  private static final Path PROGRAM = Path.of("/usr/bin/psql");
  private static final String NULL = "\u0001NULL\u0001";

  private final StringBuilder script = new StringBuilder();
  private final Path folder;
  private int asked;

  /// @param folder for what it prints
  PsqlPrints(Path folder) {
    this.folder = folder;
    script.append("\\set ON_ERROR_STOP on\n\\pset null '").append(NULL).append("'\n");
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  void set(String statement) {
    script.append("\\o /dev/null\n").append(statement).append(";\n");
  }

  /// Asks for the row, and for the same as CSV by the server.
  ///
  /// @return the number of the answer
  int ask(String query) {
    script.append("\\o ").append(values(asked)).append('\n').append(query).append(";\n");
    script.append("\\o ").append(csv(asked)).append('\n');
    script.append("copy (").append(query).append(") to stdout (format csv);\n");
    return asked++;
  }

  void run(PgDatabaseAddress database, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path file = folder.resolve("script.sql");
    Files.writeString(file, script);
    ProcessBuilder psql =
        new ProcessBuilder(
            PROGRAM.toString(), "-X", "-q", "-A", "-t", "-z", "-0", "-f", file.toString());
    psql.environment().keySet().removeIf(name -> name.startsWith("PG"));
    psql.environment().putAll(database.variables());
    psql.environment().put("PGCLIENTENCODING", "UTF8");
    psql.environment().putAll(environment);
    Path said = folder.resolve("said");
    Process process = psql.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).content(StandardCharsets.UTF_8).isEmpty();
    assertThat(process.exitValue()).isZero();
  }

  /// The values of an answer; null for NULL.
  List<@Nullable String> row(int answer) throws IOException {
    String all = Files.readString(values(answer));
    List<@Nullable String> row = new ArrayList<>();
    int from = 0;
    while (from < all.length()) {
      int end = all.indexOf('\0', from);
      String value = all.substring(from, end < 0 ? all.length() : end);
      row.add(value.equals(NULL) ? null : value);
      from = end < 0 ? all.length() : end + 1;
    }
    return row;
  }

  byte[] csvOf(int answer) throws IOException {
    return Files.readAllBytes(csv(answer));
  }

  private Path values(int answer) {
    return folder.resolve("values." + answer);
  }

  private Path csv(int answer) {
    return folder.resolve("csv." + answer);
  }
}
