package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.harness.postgres.Bouncer;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real window behind a real PgBouncer that gives the server's session to others after each
/// transaction.
class TransactionPoolerTest {
  private static final int ROWS = 50_000;

  /// Rows for hours, a page of them twice a second: a click comes in their midst however late it
  /// is, and fills no disk.
  private static final String ENDLESS =
      "select g, repeat('x', 2000) as x, pg_sleep(0.001) as s"
          + " from (select generate_series(1, 50000000) as g) as endless";

  private static final int MOST = 4;
  private static final String SHARED = "Shared by a pooler";
  private static final String LOST = "Lost after each transaction, and perhaps found by others: ";

  private final Walker walker = new Walker();
  private final PgDatabaseAddress server = PgFixture.shared().newDatabase();

  @BeforeEach
  void needsADisplayAndThePooler() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
  }

  @Test
  void aTabRunsStreamsCommitsAndStops(@TempDir Path data, @TempDir Path folder) throws Exception {
    try (Bouncer bouncer = Bouncer.start(folder, "transaction", server);
        ServerView view = new ServerView(server)) {
      view.execute("create table kept (n int)");
      inTheWindow(
          data,
          bouncer,
          "",
          () -> {
            walker.run("select 40 + 2");
            assertThat(walker.cells()).containsExactly(List.of("42"));
            streams();
            commits(view);
            stops(view);
            walker.run("select count(*) from kept");
            assertThat(walker.cells()).containsExactly(List.of("1"));
          });
    }
  }

  /// What was written before the limit, before all rows and before the stop is there in the end.
  @Test
  void aTransactionOutlivesTheLimitAllRowsAndAStop(@TempDir Path data, @TempDir Path folder)
      throws Exception {
    try (Bouncer bouncer = Bouncer.start(folder, "transaction", server);
        ServerView view = new ServerView(server)) {
      view.execute("create table kept (n int)");
      inTheWindow(
          data,
          bouncer,
          "",
          () -> {
            walker.run("begin");
            walker.run("insert into kept values (1)");
            streams();
            walker.until("the transaction", () -> walker.says("In transaction"));
            walker.run("insert into kept values (2)");
            stopsFetching(view);
            walker.run("insert into kept values (3)");
            walker.until("the transaction still", () -> walker.says("In transaction"));
            assertThat(view.rows("select count(*) from kept")).containsExactly(List.of("0"));
            walker.press(walker.editor(), "ctrl alt shift C");
            walker.until("the end of the transaction", () -> !walker.says("In transaction"));
            assertThat(view.rows("select count(*) from kept")).containsExactly(List.of("3"));
            await("no open transaction")
                .atMost(Walker.LIMIT)
                .until(() -> view.idleInTransaction() == 0);
            walker.run("select 40 + 2");
            assertThat(walker.cells()).containsExactly(List.of("42"));
          });
    }
  }

  @Test
  void aReadOnlyConnectionWritesNothingAndLeavesOthersTheirSessions(
      @TempDir Path data, @TempDir Path folder) throws Exception {
    try (Bouncer bouncer = Bouncer.start(folder, "transaction", server);
        ServerView view = new ServerView(server);
        ServerView other = new ServerView(server.through(bouncer.port()))) {
      view.execute("create sequence drawn");
      inTheWindow(
          data,
          bouncer,
          "?guard=read-only",
          () -> {
            for (int i = 0; i < 5; i++) {
              walker.run("select " + i);
              assertThat(walker.cells()).containsExactly(List.of(Integer.toString(i)));
              walker.run("do $$ begin perform nextval('drawn'); end $$");
              assertThat(walker.text("Error message")).isNotEmpty();
              assertThat(other.rows("show default_transaction_read_only"))
                  .containsExactly(List.of("off"));
            }
          });
      assertThat(view.rows("select is_called from drawn")).containsExactly(List.of("f"));
    }
  }

  @Test
  void whatDoesNotLastIsSaidOnce(@TempDir Path data, @TempDir Path folder) throws Exception {
    try (Bouncer bouncer = Bouncer.start(folder, "transaction", server)) {
      inTheWindow(
          data,
          bouncer,
          "",
          () -> {
            walker.run("select 40 + 2");
            assertThat(walker.says(SHARED)).isFalse();
            // The tree may be reading meanwhile, and keep the pooler busy.
            for (int i = 0; i < MOST && !walker.says(SHARED); i++) {
              walker.run("set work_mem = '5MB'");
            }
            assertThat(walker.says(LOST + "setting work_mem.")).isTrue();
            walker.click("Dismiss");
            walker.until("no banner", () -> !walker.says(SHARED));
            walker.run("create temporary table basket (n int)");
            assertThat(walker.says(SHARED)).isFalse();
            walker.run("discard all");
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "none"})
  void nothingIsSaidWhereAllLasts(String mode, @TempDir Path data, @TempDir Path folder)
      throws Exception {
    try (Bouncer bouncer = Bouncer.start(folder, "session", server)) {
      inTheWindow(
          data,
          mode.equals("none") ? server : server.through(bouncer.port()),
          "",
          () -> {
            for (String sql :
                List.of(
                    "set work_mem = '5MB'",
                    "create temporary table basket (n int)",
                    "listen orders",
                    "select pg_advisory_lock(1)",
                    "prepare one as select 1")) {
              walker.run(sql);
              assertThat(walker.says(SHARED)).isFalse();
            }
            walker.run("show work_mem");
            assertThat(walker.cells()).containsExactly(List.of("5MB"));
          });
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private void inTheWindow(Path data, Bouncer bouncer, String settings, Work work)
      throws Exception {
    inTheWindow(data, server.through(bouncer.port()), settings, work);
  }

  private void inTheWindow(Path data, PgDatabaseAddress place, String settings, Work work)
      throws Exception {
    RunningTusk tusk = new RunningTusk(data);
    try {
      walker.connect(place, settings);
      work.run();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("transaction-pooler");
      throw failure;
    }
    walker.close();
    assertThat(tusk.end()).as(tusk.said()).isZero();
  }

  /// The first page, and then all of it.
  private void streams() {
    walker.run("select i from generate_series(1, " + ROWS + ") as i");
    assertThat(walker.cellsCount()).isEqualTo(1_000);
    walker.click("First 1,000 shown");
    await("all rows").atMost(Walker.LIMIT).until(() -> walker.cellsCount() == ROWS);
  }

  /// In the midst of rows for hours.
  private void stopsFetching(ServerView view) throws Exception {
    walker.click("How many rows of each result are fetched");
    walker.click("No limit: fetch all rows");
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, ENDLESS);
    walker.press(editor, "ctrl ENTER");
    walker.click("Stop fetching");
    walker.until("the end", () -> !walker.busy());
    assertThat(walker.cellsCount()).isPositive();
    assertThat(view.running("generate_series")).isZero();
  }

  private void commits(ServerView view) throws Exception {
    walker.run("begin");
    walker.run("insert into kept values (1)");
    walker.until("the transaction", () -> walker.says("In transaction"));
    assertThat(view.rows("select count(*) from kept")).containsExactly(List.of("0"));
    walker.press(walker.editor(), "ctrl alt shift C");
    walker.until("the end of the transaction", () -> !walker.says("In transaction"));
    assertThat(view.rows("select count(*) from kept")).containsExactly(List.of("1"));
  }

  /// Stop goes through the pooler to the session that happens to run it.
  private void stops(ServerView view) throws Exception {
    SqlTextArea editor = walker.editor();
    walker.rewrite(editor, "select pg_sleep(60)");
    walker.press(editor, "ctrl ENTER");
    await("the statement").atMost(Walker.LIMIT).until(() -> view.running("pg_sleep(60)") == 1);
    walker.press(editor, "ESCAPE");
    walker.until("the stop", () -> !walker.busy());
    await("the end").atMost(Walker.LIMIT).until(() -> view.running("pg_sleep(60)") == 0);
  }
}
