package dev.tusk.cli.run;

import dev.tusk.cli.OutputOptions;
import dev.tusk.cli.Terminal;
import dev.tusk.cli.UsageException;
import dev.tusk.cli.print.OutputFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// OUT of `query` and `run`, whose results are printed.
final class PrintOptions {
  @Mixin private final OutputOptions out = new OutputOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "aligned, csv, tsv, json, jsonl or raw; aligned on a terminal, csv when piped.")
  private @Nullable String format;

  OutputOptions out() {
    return out;
  }

  ScriptRun.Printing printing(Terminal terminal) {
    return ScriptRun.Printing.of(format(terminal), out);
  }

  /// The format asked for, else the one that suits the reader.
  private OutputFormat format(Terminal terminal) {
    if (format == null) {
      return out.output() == null && terminal.outIsTerminal()
          ? OutputFormat.ALIGNED
          : OutputFormat.CSV;
    }
    for (OutputFormat each : OutputFormat.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(format)) {
        return each;
      }
    }
    throw new UsageException(
        "There is no format \"" + format + "\"; use aligned, csv, tsv, json, jsonl or raw");
  }
}
