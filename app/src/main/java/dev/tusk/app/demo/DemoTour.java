package dev.tusk.app.demo;

import dev.tusk.app.CompositionRoot;
import dev.tusk.app.Program;
import dev.tusk.cli.CliEnvironment.Endpoint;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.Terminal;
import dev.tusk.cli.print.ErrorPrinter;
import dev.tusk.cli.print.OutputFormat;
import dev.tusk.cli.print.Printers;
import dev.tusk.cli.print.ResultPrinter;
import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryHandle;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/// What Tusk does, shown on a terminal, for machines without a display.
///
/// Everything runs for real; a step that does not give what it promises makes the tour fail.
final class DemoTour {
  private static final String JOIN =
      """
      select o.id, c.name as customer, o.status, o.total, o.placed_at::date as placed
        from shop.orders o
        join shop.customers c on c.id = o.customer_id
       where o.status <> 'cancelled'
       order by o.total desc, o.id
       limit 5\
      """;
  private static final String MISTAKE = "select c.name, c.emial from shop.customers c";
  private static final String RUNAWAY =
      "select count(*) from shop.orders a, shop.orders b, shop.orders c";

  private final Program program;
  private final DemoServer server;
  private final Terminal terminal;

  DemoTour(Program program, DemoServer server) {
    this.program = program;
    this.server = server;
    this.terminal = program.terminal();
  }

  int run() {
    CompositionRoot parts = program.parts();
    Endpoint endpoint = server.endpoint();
    LiveConnection live;
    try (Secret password = endpoint.password()) {
      live =
          parts
              .openConnection()
              .open(endpoint.config(), password, ConnectInteraction.none(), Cancellation.create());
    }
    terminal.print(
        "1. Connected to PostgreSQL "
            + live.server().shortVersion()
            + " as "
            + endpoint.config().address()
            + ", round trip "
            + Math.round(live.server().latency().toNanos() / 1e4) / 1e2
            + " ms");
    terminal.print("\n2. The schemas of the sample shop");
    parts.schema().namespaces(endpoint.config().id()).stream()
        .filter(namespace -> !namespace.system())
        .forEach(
            namespace ->
                terminal.print(
                    "   "
                        + namespace.name()
                        + ": "
                        + parts
                            .schema()
                            .contents(endpoint.config().id(), namespace)
                            .relations()
                            .size()
                        + " relations"));
    try (SqlTab tab = new SqlTab(new TabId(parts.ids().next()), "tour", parts.open())) {
      tab.use(endpoint.config().id());
      Step rows = new Step();
      boolean joined = step(tab, "3. A join", JOIN, rows) && rows.rows == 5;
      Step error = new Step();
      boolean failed =
          !step(tab, "4. A mistake, with the place and what to do", MISTAKE, error)
              && error.ended == QueryState.FAILED;
      Step runaway = new Step();
      runaway.cancelAfter = Duration.ofMillis(700);
      boolean stopped =
          !step(tab, "5. A runaway query, stopped after 0.7 s", RUNAWAY, runaway)
              && runaway.ended == QueryState.CANCELLED;
      if (stopped) {
        terminal.print("   stopped after " + runaway.took.toMillis() + " ms; the server is idle");
      }
      if (!joined || !failed || !stopped) {
        terminal.say(
            "tusk: the tour did not go as it should; the log in the data directory says why");
        return ExitCode.BUG;
      }
    }
    terminal.print(
        """

        What else works without a display:
          tusk demo query "select count(*) from shop.orders"
          tusk demo run FILE.sql                  runs a script
          tusk demo export --format csv --table shop.orders -o orders.csv
          tusk connections add NAME --url postgresql://user@host/database
          tusk query -c NAME "select 1"
          tusk --help
        With a display, `tusk demo` opens the window.\
        """
            .replaceAll("(?m)(^  |`)tusk", program.paths().development() ? "$1./tusk" : "$1tusk"));
    return ExitCode.DONE;
  }

  private boolean step(SqlTab tab, String title, String sql, Step step) {
    terminal.print("\n" + title + "\n");
    terminal.print(sql.indent(3).stripTrailing() + "\n");
    step.sql = sql;
    return program
        .parts()
        .runScript(NoHistory.INSTANCE)
        .run(
            tab,
            sql,
            ScriptOptions.DEFAULTS,
            Cancellation.create(),
            (number, total, statement, text) -> step)
        .completed();
  }

  /// Prints one statement's outcome.
  private final class Step implements StatementListener {
    private final ResultPrinter printer =
        Printers.of(OutputFormat.ALIGNED, terminal.out(), true, "", false);
    private String sql = "";
    private Duration cancelAfter = Duration.ZERO;
    private Duration took = Duration.ZERO;
    private QueryState ended = QueryState.RUNNING;
    private long rows;

    @Override
    public void started(QueryHandle handle) {
      if (!cancelAfter.isZero()) {
        var _ =
            program
                .parts()
                .clock()
                .schedule(cancelAfter, () -> program.parts().cancel().cancel(handle));
      }
    }

    @Override
    public void columns(List<ResultColumn> columns) {
      write(() -> printer.begin(1, columns));
    }

    @Override
    public boolean rows(RowPage page) {
      rows += page.rowCount();
      write(() -> printer.rows(page));
      return true;
    }

    @Override
    public void finished(QueryResult result) {
      ended = QueryState.COMPLETED;
      write(() -> printer.end(rows));
    }

    @Override
    public void failed(QueryFailure failure) {
      ended = failure.state();
      took = failure.totalTime();
      if (ended == QueryState.FAILED) {
        new ErrorPrinter(terminal).error(failure.error(), failure.info(), sql, "");
      }
    }

    private interface Writing {
      void write() throws IOException;
    }

    private void write(Writing writing) {
      try {
        writing.write();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
