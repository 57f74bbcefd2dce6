package dev.tusk.cli.print;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// What psql 15 (`aligned…`) and COPY of PostgreSQL 18 (`csv…`, `tsv`) wrote, byte for byte.
final class Transcript {
  private Transcript() {}

  static String of(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            Transcript.class.getResourceAsStream(name + ".expected"), "no transcript " + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
