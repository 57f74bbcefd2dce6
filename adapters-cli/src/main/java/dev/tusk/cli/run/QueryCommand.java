package dev.tusk.cli.run;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.sql.Script;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tusk query`: runs one or more statements and prints their results.
@Command(
    name = "query",
    description = "Run SQL and print the result.",
    preprocessor = SqlArgument.class)
public final class QueryCommand extends CliCommand {
  @Mixin private final WriteChoice where = new WriteChoice();
  @Mixin private final PrintOptions print = new PrintOptions();

  @Parameters(paramLabel = "SQL", description = "One or more statements; - reads standard input.")
  private String sql = "";

  public QueryCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    String text = sql.equals("-") ? SqlSource.standardInput(environment.terminal()) : sql;
    ScriptRun.Printing printing = print.printing(environment.terminal());
    ScriptOptions options =
        new ScriptOptions(
            ScriptOptions.OnError.STOP, false, print.out().maxRows(), print.out().timeout());
    return new ScriptRun(environment, where.resolve(environment), printing, options)
        .execute(text, Script.of(text).statements().size() > 1);
  }
}
