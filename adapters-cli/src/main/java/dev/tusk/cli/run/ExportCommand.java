package dev.tusk.cli.run;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.OutputOptions;
import dev.tusk.cli.UsageException;
import dev.tusk.cli.print.OutputFormat;
import dev.tusk.cli.print.Printers;
import dev.tusk.core.export.CopyStatement;
import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.sql.Identifier;
import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.Statement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tusk export`: writes the whole result of a query, or a whole table.
///
/// CSV and TSV are written by the server's own `COPY` where it can, all else as the rows come.
@Command(
    name = "export",
    description = "Export a query or a table.",
    preprocessor = SqlArgument.class)
public final class ExportCommand extends CliCommand {
  private static final String FORMATS =
      Stream.of(ExportFormat.values())
          .map(ExportFormat::word)
          .collect(Collectors.joining(", ", "", " or raw"));

  @Mixin private final WriteChoice where = new WriteChoice();
  @Mixin private final OutputOptions out = new OutputOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "csv, tsv, json, jsonl, insert, update, values, in, markdown, html, xlsx or raw.")
  private @Nullable String format;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "A table, with its schema where needed: shop.orders.")
  private @Nullable String table;

  @Option(names = "--query", paramLabel = "SQL", description = "One query.")
  private @Nullable String query;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A file with one query.")
  private @Nullable Path file;

  @Parameters(
      arity = "0..1",
      paramLabel = "SELECT",
      description = "One query; - reads it from standard input.")
  private @Nullable String sql;

  @Option(
      names = "--into",
      paramLabel = "NAME",
      description = "The table that insert and update name; else the one of --table.")
  private @Nullable String into;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      split = ",",
      description = "The column that finds a row in update; several with commas.")
  private List<String> keys = List.of();

  @Option(
      names = "--spreadsheet-safe",
      description = "In csv and tsv, put a ' before text that a spreadsheet takes for a formula.")
  private boolean spreadsheetSafe;

  public ExportCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    String word = format;
    if (word == null) {
      throw new UsageException("export needs --format " + FORMATS);
    }
    String text = text();
    List<Statement> statements = Script.of(text).statements();
    if (statements.size() != 1 || !statements.getFirst().kind().returnsRows()) {
      throw new UsageException("export wants exactly one query that returns rows");
    }
    return switch (word) {
      case "raw" -> run(ScriptRun.Printing.of(OutputFormat.RAW, out), text);
      case "aligned" -> run(ScriptRun.Printing.of(OutputFormat.ALIGNED, out), text);
      default ->
          export(
              statements.getFirst(),
              text,
              ExportFormat.of(word)
                  .orElseThrow(
                      () ->
                          new UsageException(
                              "There is no format \"" + word + "\"; use " + FORMATS)));
    };
  }

  private int export(Statement statement, String text, ExportFormat format) {
    ExportOptions options =
        ExportOptions.DEFAULTS
            .header(out.header())
            .nullText(out.givenNullText())
            .spreadsheetSafe(spreadsheetSafe)
            .into(target(format), keys.stream().map(Identifier::nameOf).toList());
    if (format == ExportFormat.UPDATE && keys.isEmpty()) {
      throw new UsageException("--format update needs --key COLUMN");
    }
    if (!format.isText() && out.output() == null && environment.terminal().outIsTerminal()) {
      throw new UsageException("--format " + format.word() + " needs -o FILE");
    }
    String asked = statement.in(text);
    Optional<CopyStatement> copy =
        out.maxRows() == Long.MAX_VALUE
            ? CopyStatement.of(statement, asked, format, options)
            : Optional.empty();
    ScriptRun.Printing printing =
        new ScriptRun.Printing(
            (stream, several) -> Printers.ofExport(format, options, stream),
            out.output(),
            new ScriptRun.Export(asked, copy.map(CopyStatement::prefix).orElse(0)));
    return run(printing, copy.map(CopyStatement::sql).orElse(asked));
  }

  private int run(ScriptRun.Printing printing, String text) {
    ScriptOptions options =
        new ScriptOptions(ScriptOptions.OnError.STOP, false, out.maxRows(), out.timeout());
    return new ScriptRun(environment, where.resolve(environment), printing, options)
        .execute(text, false);
  }

  private String target(ExportFormat format) {
    if (!format.needsTable()) {
      return "";
    }
    String name = into == null ? table : into;
    if (name == null) {
      throw new UsageException("--format " + format.word() + " needs --into TABLE");
    }
    return qualified(name);
  }

  private String text() {
    List<Object> given =
        Stream.of(
                Optional.ofNullable((Object) sql),
                Optional.ofNullable((Object) table),
                Optional.ofNullable((Object) query),
                Optional.ofNullable((Object) file))
            .flatMap(Optional::stream)
            .toList();
    if (given.size() != 1) {
      throw new UsageException(
          "export wants one of a query, --table NAME, --query SQL and -f FILE");
    }
    if (table != null) {
      return "TABLE " + qualified(table);
    }
    if (file != null) {
      return SqlSource.file(file);
    }
    if (query != null) {
      return query;
    }
    return "-".equals(sql) ? SqlSource.standardInput(environment.terminal()) : String.valueOf(sql);
  }

  /// Reads the name as SQL does: `shop."Odd.name"` has two parts.
  private static String qualified(String name) {
    List<String> parts = IdentifierParts.of(name);
    return parts.size() == 1
        ? Identifier.quote(parts.getFirst())
        : Identifier.qualified(
            parts.getFirst(), parts.subList(1, parts.size()).toArray(String[]::new));
  }
}
