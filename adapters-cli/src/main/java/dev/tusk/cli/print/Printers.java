package dev.tusk.cli.print;

import java.io.OutputStream;

/// Makes the printer of a format.
public final class Printers {
  private Printers() {}

  /// Makes one that writes to `out`, which the caller closes.
  ///
  /// @param several whether the run has more than one statement
  public static ResultPrinter of(
      OutputFormat format, OutputStream out, boolean header, String nullText, boolean several) {
    return switch (format) {
      case ALIGNED -> new AlignedPrinter(out, header, nullText);
      case CSV, TSV, RAW -> new DelimitedPrinter(out, format, header, nullText);
      case JSON -> new JsonPrinter(out, false, several);
      case JSONL -> new JsonPrinter(out, true, several);
    };
  }
}
