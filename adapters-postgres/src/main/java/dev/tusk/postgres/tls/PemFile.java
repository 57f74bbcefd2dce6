package dev.tusk.postgres.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of a PEM file, in their order; what stands between them does not count.
final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final Pattern HEADER = Pattern.compile("([A-Za-z-]+):\\s*(.*)");
  private static final long LONGEST = 16 << 20;

  private PemFile() {}

  /// One block.
  ///
  /// @param label for example `CERTIFICATE`
  /// @param headers for example `DEK-Info`; mostly none
  /// @param content what was written as Base64
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Block(String label, Map<String, String> headers, byte[] content) {}

  /// The bytes of a file that is not larger than such a file can be.
  static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException("it is too large");
    }
    return Files.readAllBytes(file);
  }

  /// @throws IOException when a block is not Base64
  static List<Block> blocks(byte[] file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
    while (block.find()) {
      Map<String, String> headers = new HashMap<>();
      StringBuilder base64 = new StringBuilder();
      block
          .group(2)
          .lines()
          .forEach(
              line -> {
                Matcher header = HEADER.matcher(line);
                if (header.matches()) {
                  headers.put(header.group(1), header.group(2).strip());
                } else {
                  base64.append(line);
                }
              });
      try {
        byte[] content = Base64.getMimeDecoder().decode(base64.toString());
        blocks.add(new Block(block.group(1), Map.copyOf(headers), content));
      } catch (IllegalArgumentException damaged) {
        throw new IOException("it is damaged", damaged);
      }
    }
    return blocks;
  }
}
