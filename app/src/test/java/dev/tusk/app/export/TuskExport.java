package dev.tusk.app.export;

import dev.tusk.app.TuskInProcess;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// `tusk export`, or another command, in this process, and what it wrote.
final class TuskExport {
  private TuskExport() {}

  /// How a command ended.
  record Ended(int code, ByteArrayOutputStream written, String messages) {
    byte[] bytes() {
      return written.toByteArray();
    }

    String out() {
      return written.toString(StandardCharsets.UTF_8);
    }
  }

  static Ended run(PgDatabaseAddress database, String... arguments) {
    return command("export", database, arguments);
  }

  static Ended command(String command, PgDatabaseAddress database, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = TuskInProcess.run(database, out, err, command, arguments);
    return new Ended(code, out, err.toString(StandardCharsets.UTF_8));
  }
}
