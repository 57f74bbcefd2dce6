package dev.tusk.cli.run;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ConnectionChoice;
import dev.tusk.cli.OutputOptions;
import dev.tusk.cli.UsageException;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.sql.Identifier;
import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tusk export`: writes the whole result of a query, or a whole table.
@Command(
    name = "export",
    description = "Export a query or a table.",
    preprocessor = SqlArgument.class)
public final class ExportCommand extends CliCommand {
  @Mixin private final ConnectionChoice where = new ConnectionChoice();
  @Mixin private final OutputOptions out = new OutputOptions();

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "A table, with its schema where needed: shop.orders.")
  private @Nullable String table;

  @Parameters(arity = "0..1", paramLabel = "SELECT", description = "One query; - reads it.")
  private @Nullable String sql;

  public ExportCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    if (!out.hasFormat()) {
      throw new UsageException("export needs --format csv, tsv, json, jsonl or raw");
    }
    String text = text();
    List<Statement> statements = Script.of(text).statements();
    if (statements.size() != 1 || !statements.getFirst().kind().returnsRows()) {
      throw new UsageException("export wants exactly one query that returns rows");
    }
    ScriptOptions options =
        new ScriptOptions(ScriptOptions.OnError.STOP, false, out.maxRows(), out.timeout());
    return new ScriptRun(
            environment,
            where.resolve(environment),
            ScriptRun.Printing.of(out, environment.terminal()),
            options)
        .execute(text, false);
  }

  private String text() {
    if ((sql == null) == (table == null)) {
      throw new UsageException("export wants either a query or --table NAME");
    }
    if (table != null) {
      return "TABLE " + qualified(table);
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
