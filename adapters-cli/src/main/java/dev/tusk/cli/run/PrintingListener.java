package dev.tusk.cli.run;

import dev.tusk.cli.Terminal;
import dev.tusk.cli.print.ErrorPrinter;
import dev.tusk.cli.print.ResultPrinter;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.ScriptListener;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Notice;
import dev.tusk.core.sql.PsqlVariables;
import dev.tusk.core.sql.Statement;
import dev.tusk.core.sql.StatementKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Prints what a script gives, as it comes; what may write, when it is done.
///
/// A page is printed on a thread of its own while the server makes the next; everything else on the
/// thread that runs the script.
final class PrintingListener implements ScriptListener {
  /// Larger results of what may write are printed as they come.
  private static final long HELD_BYTES = Runtime.getRuntime().maxMemory() / 8;

  private final ResultPrinter printer;
  private final ErrorPrinter errors;
  private final Terminal terminal;
  private final OutputStream out;
  private final boolean several;
  private final ScriptRun.@Nullable Export export;
  private final @Nullable ExportProgress progress;
  private volatile long rows;
  private @Nullable IOException broken;

  /// The page that is being printed. Whoever has joined it has the printer for itself.
  private CompletableFuture<Void> printing = CompletableFuture.completedFuture(null);

  PrintingListener(
      ResultPrinter printer,
      ErrorPrinter errors,
      Terminal terminal,
      OutputStream out,
      boolean several,
      ScriptRun.@Nullable Export export,
      @Nullable ExportProgress progress) {
    this.printer = printer;
    this.errors = errors;
    this.terminal = terminal;
    this.out = out;
    this.several = several;
    this.export = export;
    this.progress = progress;
  }

  private void came(long more) {
    if (progress != null) {
      progress.came(more);
    }
  }

  /// The rows of the last statement that ended well.
  long rows() {
    return rows;
  }

  @Override
  public StatementListener statement(int number, int total, Statement statement, String sql) {
    return new One(number, total, sql, statement.kind());
  }

  /// Silent when it goes well: the script did not ask for it.
  @Override
  public StatementListener transaction(String sql) {
    return new StatementListener() {
      @Override
      public void notice(Notice notice) {
        errors.notice(notice);
      }

      @Override
      public void finished(QueryResult result) {
        if (sql.equals("ROLLBACK")) {
          sayNothingWasKept();
        }
      }

      @Override
      public void failed(QueryFailure failure) {
        errors.error(failure.error(), failure.info(), sql, sql + ": ");
        if (sql.equals("COMMIT") && failure.state() == QueryState.FAILED) {
          sayNothingWasKept();
        }
      }
    };
  }

  private void sayNothingWasKept() {
    terminal.say("tusk: nothing was kept: the whole script was rolled back");
  }

  /// Throws what ended the output early.
  void throwIfBroken() throws IOException {
    printing.join();
    if (broken != null) {
      throw broken;
    }
  }

  private interface Writing {
    void write() throws IOException;
  }

  /// A broken output must not become a broken statement: the fetch is ended, and told of later.
  private boolean write(Writing writing) {
    printing.join();
    return writeNow(writing);
  }

  /// The same behind the caller's back: a page that cannot be written ends the fetch a page later.
  private boolean writeBehind(Writing writing) {
    printing.join();
    if (broken != null) {
      return false;
    }
    printing = CompletableFuture.runAsync(() -> writeNow(writing), PrintingListener::onThread);
    return true;
  }

  /// Some pages a second at most, so that a thread for each needs no pool that somebody must end.
  private static void onThread(Runnable work) {
    Thread.ofPlatform().daemon().name("tusk-print").start(work);
  }

  private boolean writeNow(Writing writing) {
    if (broken != null) {
      return false;
    }
    try {
      writing.write();
      return true;
    } catch (IOException failure) {
      broken = failure;
      return false;
    }
  }

  private final class One implements StatementListener {
    private final int number;
    private final int total;
    private final String sql;
    private final StatementKind kind;
    private boolean table;
    private long rows;
    private long before;

    /// What is printed when the statement has ended; null when it is printed as it comes.
    private @Nullable List<Writing> held;

    private long heldBytes;

    One(int number, int total, String sql, StatementKind kind) {
      this.number = number;
      this.total = total;
      this.sql = sql;
      this.kind = kind;
      this.held = kind.portalSafe() ? null : new ArrayList<>();
    }

    @Override
    public void columns(List<ResultColumn> columns) {
      if (table) {
        long ended = rows;
        print(() -> printer.end(ended));
        before += rows;
        rows = 0;
      }
      table = true;
      print(() -> printer.begin(number, columns));
    }

    @Override
    public boolean rows(RowPage page) {
      boolean first = rows == 0;
      rows += page.rowCount();
      came(page.rowCount());
      if (held != null) {
        heldBytes += page.heapBytes();
        if (heldBytes <= HELD_BYTES) {
          return print(() -> printer.rows(page));
        }
        printHeld();
      }
      return first ? write(() -> printer.rows(page)) : writeBehind(() -> printer.rows(page));
    }

    /// What may write is not done, nor its locks gone, before the server has sent its last row: a
    /// reader of the output who takes long must not hold that up.
    private boolean print(Writing writing) {
      if (held != null) {
        return held.add(writing);
      }
      return write(writing);
    }

    private void printHeld() {
      List<Writing> waiting = held == null ? List.of() : held;
      held = null;
      waiting.forEach(PrintingListener.this::write);
    }

    @Override
    public void notice(Notice notice) {
      errors.notice(notice);
    }

    @Override
    public void copyOut(byte[] data, long more) {
      printHeld();
      table = true;
      write(() -> out.write(data));
      came(more);
    }

    @Override
    public void finished(QueryResult result) {
      printHeld();
      PrintingListener.this.rows =
          kind == StatementKind.COPY_TO_STDOUT ? result.affected() : before + rows;
      if (table && kind != StatementKind.COPY_TO_STDOUT) {
        write(() -> printer.end(rows));
        if (result.moreExist() && broken == null) {
          terminal.say("tusk: first " + (before + rows) + " rows; more exist (--limit)");
        }
      }
      if (hasTag(result)) {
        boolean[] written = {false};
        write(() -> written[0] = printer.command(result.commandTag()));
        if (!written[0]) {
          terminal.say(result.commandTag());
        }
      }
    }

    /// A colon that the server does not understand is mostly a variable of psql's.
    private void variable(ErrorInfo info, String shown) {
      if (info.sqlState().equals("42601") && info.position() > 0) {
        int at = shown.offsetByCodePoints(0, info.position() - 1);
        PsqlVariables.at(shown, at)
            .ifPresent(
                name ->
                    terminal.say(
                        "TUSK:  \"%s\" has no value; give it one: tusk run --set %s=VALUE"
                            .formatted(name, name)));
      }
    }

    /// As in psql: not after rows that were only read, nor after data that went to the output.
    private boolean hasTag(QueryResult result) {
      if (kind == StatementKind.COPY_TO_STDOUT) {
        return false;
      }
      return !table
          || switch (result.type()) {
            case "INSERT", "UPDATE", "DELETE", "MERGE" -> true;
            default -> false;
          };
    }

    @Override
    public void failed(QueryFailure failure) {
      // As in psql, whose rows of what was not done are never seen.
      boolean begun = held == null;
      if (table && begun) {
        write(() -> printer.end(rows));
      }
      ErrorInfo info = failure.info();
      String shown = sql;
      if (export != null && export.prefix() > 0) {
        info = info.earlier(export.prefix());
        shown = export.query();
      }
      errors.error(
          failure.error(),
          info,
          shown,
          several && total > 1 ? "statement " + number + " of " + total + ": " : "");
      variable(info, shown);
    }
  }
}
