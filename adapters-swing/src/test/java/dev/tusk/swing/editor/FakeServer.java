package dev.tusk.swing.editor;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server of a few words: `rows N` and `table N` give N rows, `bad` is refused at its place,
/// `die` ends the session, `begin` and `commit` do what they say; everything else is done.
final class FakeServer implements Connector {
  final List<String> sent = new ArrayList<>();
  Runnable during = () -> {};
  final List<SessionHoldings.Setting> restored = new ArrayList<>();

  /// What every session holds.
  SessionHoldings holdings = SessionHoldings.NONE;

  /// Why no session lives and none can be had; null when all is well.
  @Nullable TuskError down;

  int leases;
  int pings;
  int closed;
  int stops;

  @Override
  public ConnectionPool open(
      ConnectionConfig config,
      @Nullable Secret password,
      Cancellation cancellation,
      ConnectDialogue dialogue) {
    return new Pool(config);
  }

  private final class Pool implements ConnectionPool {
    private final ConnectionConfig config;

    Pool(ConnectionConfig config) {
      this.config = config;
    }

    @Override
    public ConnectionConfig config() {
      return config;
    }

    @Override
    public ServerInfo server() {
      return new ServerInfo(
          "18.1", 180001, "db", "me", null, null, false, false, "UTC", Duration.ZERO);
    }

    @Override
    public Session lease(String holder, Cancellation cancellation) {
      leases++;
      if (down != null) {
        throw new TuskException(down);
      }
      return new One();
    }

    @Override
    public PoolStatus status() {
      return new PoolStatus(1, 0, 0, 10, 0);
    }

    @Override
    public void close() {}
  }

  private final class One implements Session {
    private TransactionState state = TransactionState.IDLE;
    private boolean open = true;
    private boolean executing;

    @Override
    public int backendPid() {
      return 42;
    }

    @Override
    public TransactionState transactionState() {
      return state;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void readOnly(boolean on) {}

    @Override
    public CommandOutcome execute(StatementRequest request, StatementSink sink) {
      var sql = request.sql();
      sent.add(sql);
      executing = true;
      during.run();
      executing = false;
      var word = sql.toLowerCase(Locale.ROOT);
      if (word.contains("bad")) {
        state = state == TransactionState.OPEN ? TransactionState.FAILED : state;
        throw new TuskException(new TuskError.StatementFailed(refusal(sql)));
      }
      if (word.contains("die")) {
        open = false;
        throw new TuskException(new TuskError.LinkLost("the server went away", null));
      }
      var rows =
          word.startsWith("rows ") || word.startsWith("table ")
              ? Integer.parseInt(word.substring(word.indexOf(' ') + 1))
              : -1;
      if (rows >= 0) {
        return rows(rows, request.maxRows(), sink);
      }
      if (word.equals("rule")) {
        rows(2, request.maxRows(), sink);
        return rows(3, request.maxRows(), sink);
      }
      state =
          switch (word) {
            case "begin" -> TransactionState.OPEN;
            case "commit", "rollback" -> TransactionState.IDLE;
            default -> state;
          };
      return new CommandOutcome(word.toUpperCase(Locale.ROOT), 0, false, state);
    }

    private CommandOutcome rows(int rows, long most, StatementSink sink) {
      sink.columns(List.of(new ResultColumn("n", "int4", 23, ResultColumn.Kind.NUMBER)));
      var count = (int) Math.min(rows, most);
      var page = new RowPage.Builder(1, Math.max(1, count), 64);
      for (var i = 1; i <= count; i++) {
        page.add(String.valueOf(i).getBytes(StandardCharsets.UTF_8));
      }
      sink.rows(page.build(count));
      return new CommandOutcome("SELECT " + count, count, count < rows, state);
    }

    @Override
    public Optional<Target> aim() {
      return executing ? Optional.of(new Aim()) : Optional.empty();
    }

    /// Only counts.
    private final class Aim implements Target {
      @Override
      public boolean cancel() {
        stops++;
        return true;
      }

      @Override
      public boolean terminate() {
        return cancel();
      }
    }

    @Override
    public SessionHoldings holdings() {
      return holdings;
    }

    @Override
    public List<SessionHoldings.Refused> restore(List<SessionHoldings.Setting> settings) {
      restored.addAll(settings);
      return List.of();
    }

    @Override
    public Optional<TuskError> listen() {
      if (down != null) {
        open = false;
      }
      return Optional.ofNullable(down);
    }

    @Override
    public Optional<TuskError> ping(Duration limit) {
      pings++;
      return listen();
    }

    @Override
    public void abandon() {
      open = false;
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private static ServerError refusal(String sql) {
    var at = sql.codePointCount(0, sql.indexOf("bad")) + 1;
    return new ServerError(
        "ERROR",
        "42703",
        "column \"bad\" does not exist",
        null,
        "Perhaps you meant to reference the column \"t.good\".",
        at,
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        null);
  }
}
