package dev.tusk.cli.run;

import dev.tusk.cli.FileReason;
import dev.tusk.cli.Terminal;
import dev.tusk.cli.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads SQL from a file or from standard input.
final class SqlSource {
  private SqlSource() {}

  /// The text of standard input.
  static String standardInput(Terminal terminal) {
    try {
      return decode(terminal.in().readAllBytes(), "Standard input");
    } catch (IOException failure) {
      throw new UsageException("Cannot read standard input: " + FileReason.of(failure));
    }
  }

  /// The text of a file.
  static String file(Path file) {
    try {
      return decode(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException missing) {
      throw new UsageException("There is no file " + file);
    } catch (IOException failure) {
      throw new UsageException("Cannot read " + file + ": " + FileReason.of(failure));
    }
  }

  private static String decode(byte[] bytes, String name) {
    int start =
        bytes.length >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF
            ? 3
            : 0;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
          .toString();
    } catch (CharacterCodingException malformed) {
      throw new UsageException(
          name + " is not UTF-8; convert it first, for example with iconv -t UTF-8");
    }
  }
}
