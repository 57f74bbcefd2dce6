package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.pool.PgPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A cancel that is under way when its statement has ended, while the session still has something
/// of its own to ask: the names of types, the settings that a `RESET` took away. It must not stop
/// that, since the statement would be told as stopped although the server has done it.
class LateCancelTest {
  /// Long enough to see what the session does next, shorter than the guard's patience.
  private static final Duration HOLD = Duration.ofMillis(1_700);

  private final PgDatabaseAddress address = PgFixture.shared().address("postgres");
  private final FaultProxy wire;
  private final ConnectionPool pool;
  private final ConnectionPool control = Servers.pool();
  private final Session observer = Servers.lease(control);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch held = new CountDownLatch(1);

  LateCancelTest() throws IOException {
    wire = new FaultProxy(address.host(), address.port());
    pool = Servers.pool(address.through(wire.port()), ConnectionOptions.DEFAULTS);
  }

  @AfterEach
  void close() {
    held.countDown();
    observer.close();
    pool.close();
    control.close();
    wire.close();
    threads.shutdownNow();
  }

  @Test
  @Requirement({"E-3", "EC-4", "FR-015"})
  void anInsertThatIsCommittedIsToldAsFinished() throws Exception {
    PgSession session = session(Map.of());
    observed("create type late_mood as enum ('sad', 'happy')");
    observed("create table late_cancel (mood late_mood)");
    String insert =
        "insert into late_cancel select 'sad'::late_mood from pg_sleep(1) returning mood";
    CollectingSink sink = new CollectingSink();

    CommandOutcome outcome = lateCancel(session, insert, sink);

    assertThat(outcome.commandTag()).isEqualTo("INSERT 0 1");
    assertThat(sink.columns()).extracting(column -> column.typeName()).containsExactly("late_mood");
    assertThat(session.isOpen()).isTrue();
    assertThat(observed("select count(*) from late_cancel")).containsExactly("1");
    observed("drop table late_cancel");
    observed("drop type late_mood");
    session.close();
  }

  @Test
  @Requirement({"E-3", "EC-4", "FR-015"})
  void aResetIsToldAsFinishedAndItsSettingsComeBack() throws Exception {
    PgSession session = session(Map.of("timezone", "Asia/Tokyo"));
    wire.latency(Duration.ofMillis(300));

    CommandOutcome outcome = lateCancel(session, "reset all", new CollectingSink());

    assertThat(outcome.commandTag()).isEqualTo("RESET");
    assertThat(session.isOpen()).isTrue();
    CollectingSink zone = new CollectingSink();
    session.execute(StatementRequest.plain("show timezone"), zone);
    assertThat(first(zone)).containsExactly("Asia/Tokyo");
    session.close();
  }

  /// Executes `sql`, aims at it while it runs, and lets the cancel go only when the statement has
  /// long ended on the server.
  private CommandOutcome lateCancel(PgSession session, String sql, CollectingSink sink)
      throws Exception {
    Future<CommandOutcome> outcome =
        threads.submit(() -> session.execute(StatementRequest.plain(sql), sink));
    Future<Boolean> cancel = threads.submit(() -> aimed(session).cancel());
    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    TimeUnit.MILLISECONDS.sleep(HOLD.toMillis());

    assertThat(observed("select query from pg_stat_activity where pid = " + session.backendPid()))
        .as("what the session sent while the cancel was under way")
        .containsExactly(sql);
    held.countDown();
    assertThat(cancel.get(60, TimeUnit.SECONDS)).isTrue();
    return outcome.get(60, TimeUnit.SECONDS);
  }

  private PgSession session(Map<String, String> settings) {
    PgSession leased = (PgSession) Servers.lease(pool);
    BackendControl.Request request = ((PgPool) control).service().open();
    return new PgSession(
        leased.link(),
        new ColumnTypes(),
        () -> new Held(request),
        true,
        new SessionSetup(settings),
        (session, clean) -> leased.close());
  }

  /// Sends its request when it is allowed to.
  private final class Held implements BackendControl.Request {
    private final BackendControl.Request request;

    Held(BackendControl.Request request) {
      this.request = request;
    }

    @Override
    public boolean cancel(int pid) {
      asked.countDown();
      try {
        held.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return request.cancel(pid);
    }

    @Override
    public boolean terminate(int pid) {
      return request.terminate(pid);
    }

    @Override
    public String process() {
      return request.process();
    }

    @Override
    public void close() {
      request.close();
    }
  }

  private static List<String> first(CollectingSink sink) {
    return sink.rows().stream().map(row -> String.valueOf(row.getFirst())).toList();
  }

  private List<String> observed(String sql) {
    CollectingSink sink = new CollectingSink();
    var _ = observer.execute(StatementRequest.plain(sql), sink);
    return first(sink);
  }

  private static Session.Target aimed(Session session) {
    Optional<Session.Target> target = session.aim();
    while (target.isEmpty()) {
      LockSupport.parkNanos(200_000);
      target = session.aim();
    }
    return target.get();
  }
}
