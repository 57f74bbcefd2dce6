package dev.tusk.core.workspace;

import dev.tusk.core.kernel.UseCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads a file that a person wants to edit. Blocks.
///
/// A file that is not text in UTF-8 is refused and never guessed at: a wrong guess would change
/// what is sent to the server without anybody seeing it.
@UseCase
public final class ReadSqlFile {
  /// The text of a tab is split, kept and laid out as a whole.
  static final int LARGEST = 5_000_000;

  /// Reads `file`; never throws because of what the file is.
  public SqlFile read(Path file) {
    String name = String.valueOf(file.getFileName());
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (IOException failure) {
      return new SqlFile.Refused(
          "%s cannot be read: %s".formatted(name, reason(failure, file)), "");
    }
    if (bytes.length > LARGEST) {
      return new SqlFile.Refused(
          "%s is larger than %d MB, which is the most that a tab holds"
              .formatted(name, LARGEST / 1_000_000),
          "Run it without opening it: tusk run " + file);
    }
    return text(name, bytes);
  }

  private static SqlFile text(String name, byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
      return notUtf8(name, name + " is text in UTF-16, not in UTF-8", "UTF-16");
    }
    int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    for (byte each : bytes) {
      if (each == 0) {
        return new SqlFile.Refused(
            name + " is not a text file: it holds zero bytes",
            "A dump in PostgreSQL's custom format is restored with pg_restore");
      }
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start);
    if (decoder.decode(in, out, true).isError()) {
      return notUtf8(
          name,
          "%s is not UTF-8: see line %d".formatted(name, line(bytes, in.position())),
          "LATIN1");
    }
    String text = out.flip().toString();
    return new SqlFile.Text(name, text.replace("\r\n", "\n").replace('\r', '\n'));
  }

  private static SqlFile notUtf8(String name, String why, String from) {
    return new SqlFile.Refused(
        why,
        "Convert it first, for example with iconv -f %s -t UTF-8 %s > %s"
            .formatted(from, name, "utf8-" + name));
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (bytes.length <= i || bytes[i] != (byte) mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static int line(byte[] bytes, int at) {
    int line = 1;
    for (int i = 0; i < at; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static String reason(IOException failure, Path file) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> Files.isDirectory(file) ? "it is a folder" : String.valueOf(failure.getMessage());
    };
  }
}
