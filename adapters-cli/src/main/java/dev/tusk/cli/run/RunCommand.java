package dev.tusk.cli.run;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.UsageException;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.query.ScriptOptions.OnError;
import dev.tusk.core.sql.PsqlVariables;
import dev.tusk.core.sql.Script;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tusk run`: runs a script file, each statement by itself.
@Command(name = "run", description = "Run a script file.")
public final class RunCommand extends CliCommand {
  @Mixin private final WriteChoice where = new WriteChoice();
  @Mixin private final PrintOptions print = new PrintOptions();

  @Option(
      names = "--on-error",
      paramLabel = "stop|continue",
      description = "What to do after a statement that failed; stop unless told.")
  private @Nullable String onError;

  @Option(names = "--single-transaction", description = "All or nothing.")
  private boolean singleTransaction;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Replace :NAME, :'NAME' and :\"NAME\" in the script.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Parameters(paramLabel = "FILE", description = "The script; - reads standard input.")
  private String file = "";

  public RunCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    if (singleTransaction && onError != null) {
      throw new UsageException(
          "--single-transaction stops at the first error; leave --on-error out");
    }
    String text =
        file.equals("-")
            ? SqlSource.standardInput(environment.terminal())
            : SqlSource.file(Path.of(file));
    String script = variables.isEmpty() ? text : PsqlVariables.replace(text, variables);
    ScriptOptions options =
        new ScriptOptions(
            onError(), singleTransaction, print.out().maxRows(), print.out().timeout());
    return new ScriptRun(
            environment,
            where.resolve(environment),
            print.printing(environment.terminal()),
            options)
        .execute(script, Script.of(script).statements().size() > 1);
  }

  private OnError onError() {
    return switch (onError) {
      case null -> OnError.STOP;
      case "stop" -> OnError.STOP;
      case "continue" -> OnError.CONTINUE;
      default ->
          throw new UsageException("--on-error is stop or continue, not \"" + onError + "\"");
    };
  }
}
