package dev.tusk.postgres.evil;

import static dev.tusk.core.testkit.ConnectionBuilder.like;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Lies;
import dev.tusk.harness.evil.Mutation;
import dev.tusk.harness.evil.RecordedSession;
import dev.tusk.harness.evil.Script;
import dev.tusk.harness.evil.Scripts;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// Tusk's own connector against liars, in a process of its own that dies of the first lack of
/// memory, even of one that somebody catches. Prints one line for each encounter.
final class HostileRun {
  static final String MARKER = "/* lie */";

  /// How long a person looks at a statement that does not end before pressing Stop, which ends in
  /// giving the session up.
  private static final long PATIENCE_MILLIS = 700;

  private static final int AT_ONCE = 4;

  private final PgDatabaseAddress real;
  private final ScheduledExecutorService stop = Executors.newScheduledThreadPool(AT_ONCE);

  private HostileRun(PgDatabaseAddress real) {
    this.real = real;
  }

  /// How one encounter ended.
  ///
  /// @param outcome the kind of error, or `shown`
  /// @param fault what is wrong with how Tusk took it; empty when nothing is
  record Encounter(String name, String outcome, long millis, String fault) {
    String line() {
      return String.join("\t", "MET", name, outcome, Long.toString(millis), fault)
          .replace('\n', ' ');
    }

    static Encounter of(String line) {
      String[] parts = line.split("\t", -1);
      return new Encounter(parts[1], parts[2], Long.parseLong(parts[3]), parts[4]);
    }
  }

  /// Meets them, and exits with 0 when nothing escaped.
  ///
  /// @param arguments what to meet (`login`, `statement`, `fuzz`, `bomb`), and for `fuzz` the first
  ///     seed and how many
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    PgDatabaseAddress real = PgDatabaseAddress.ofEnvironment();
    HostileRun run = new HostileRun(real);
    int exit = 1;
    try {
      switch (arguments[0]) {
        case "login" -> run.logins();
        case "statement" -> run.statements();
        case "bomb" -> run.bomb();
        default -> run.fuzz(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
      }
      System.out.println("THREADS\t" + dialling());
      exit = 0;
    } catch (ExecutionException | RuntimeException escaped) {
      System.out.println("ESCAPED\t" + escaped);
      escaped.printStackTrace(System.out);
    } finally {
      System.exit(exit);
    }
  }

  private void logins() throws Exception {
    meetAll(
        AT_ONCE,
        Lies.atLogin().entrySet().stream()
            .<Callable<Encounter>>map(lie -> () -> login(lie.getKey(), lie.getValue()))
            .toList());
  }

  private void statements() throws Exception {
    // Two at once that fill the memory would be a test of the collector.
    statements(name -> !name.contains("for ever"), AT_ONCE);
    statements(name -> name.contains("for ever"), 1);
  }

  private void statements(Predicate<String> which, int atOnce) throws Exception {
    Map<String, Script> lies = Lies.inStatement();
    for (boolean portal : new boolean[] {false, true}) {
      meetAll(
          atOnce,
          lies.entrySet().stream()
              .filter(lie -> which.test(lie.getKey()))
              .<Callable<Encounter>>map(
                  lie -> () -> statement(lie.getKey(), lie.getValue(), portal))
              .toList());
    }
  }

  private void fuzz(long first, long count) throws Exception {
    // Loads the classes, which a session under a deadline should not wait for.
    var _ = use("warm-up", real.port(), real.password(), 30_000);
    var service = new RecordedSession();
    var leased = new RecordedSession();
    try (var server =
        new HostileServer(
            service.record(real.host(), real.port()), leased.record(real.host(), real.port()))) {
      Encounter truth = use("the truth", server.port(), real.password(), 30_000);
      if (!truth.outcome.equals("shown") || leased.withoutPassword().answers().size() < 5) {
        throw new IllegalStateException("The session to record went wrong: " + truth);
      }
    }
    meetAll(
        6 * AT_ONCE,
        LongStream.range(first, first + count)
            .<Callable<Encounter>>mapToObj(
                seed -> () -> mutated(seed, service.withoutPassword(), leased.withoutPassword()))
            .toList());
  }

  private void bomb() throws Exception {
    // Loads the classes, so that the bomb is measured alone.
    var _ = login("warm-up", Scripts.scram("4096"));
    long before = cpu();
    Encounter met = login("SCRAM bomb", Scripts.scram("2147483647"));
    System.out.println(met.line());
    long process = cpu() - before;
    System.out.println("CPU\t" + TimeUnit.NANOSECONDS.toMillis(process));
  }

  /// All the process has used; ended threads count too.
  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private void meetAll(int atOnce, List<Callable<Encounter>> meetings)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    for (Future<Encounter> met : threads.invokeAll(meetings)) {
      System.out.println(met.get().line());
    }
    threads.shutdown();
  }

  private Encounter mutated(long seed, RecordedSession service, RecordedSession leased)
      throws IOException {
    var mutation = new Mutation(seed);
    Duration patience = Duration.ofMillis(100);
    boolean first = seed % 3 == 0;
    Script one =
        (first ? RecordedSession.of(mutation.of(service.answers())) : service).play(patience);
    Script two =
        (first ? leased : RecordedSession.of(mutation.of(leased.answers()))).play(patience);
    try (var server = new HostileServer(one, two)) {
      return use("seed " + seed, server.port(), "password", PATIENCE_MILLIS);
    }
  }

  private Encounter login(String name, Script lie) throws IOException {
    try (var server = new HostileServer(lie)) {
      return use(name, server.port(), "secret", PATIENCE_MILLIS);
    }
  }

  private Encounter statement(String name, Script lie, boolean portal) throws IOException {
    String full = name + (portal ? " (portal)" : " (plain)");
    try (var server = new HostileServer(Scripts.lieAt(real.host(), real.port(), MARKER, lie));
        ConnectionPool pool = openPatiently(server.port(), real.password())) {
      Session session = Servers.lease(pool);
      long start = System.nanoTime();
      String outcome;
      String fault = "";
      var stopping = stop.schedule(() -> stopIt(session), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      TuskError error = null;
      try {
        String sql = "select 1 " + MARKER;
        session.execute(
            portal ? StatementRequest.portal(sql) : StatementRequest.plain(sql),
            new CountingSink());
        outcome = "shown";
      } catch (TuskException failure) {
        error = failure.error();
        outcome = error.getClass().getSimpleName();
        fault = presentable(error);
      } catch (RuntimeException escaped) {
        outcome = "escaped";
        fault = escaped.toString();
      }
      long millis = millisSince(start);
      stopping.cancel(true);
      boolean broken = error instanceof TuskError.Connection;
      if (broken && session.isOpen()) {
        fault += " The session is open though its link is lost.";
      }
      session.close();
      fault += broken ? evicted(pool) : "";
      return new Encounter(full, outcome, millis, fault);
    }
  }

  private static void stopIt(Session session) {
    try {
      var _ = session.cancel();
    } catch (TuskException notPossible) {
      // The next step of the escalation does not ask the server.
    }
    session.abandon();
  }

  /// Whoever leases next gets a session that tells the truth.
  private static String evicted(ConnectionPool pool) {
    Session next = Servers.lease(pool);
    try {
      String answer = Servers.value(next, "select 40 + 2");
      return "42".equals(answer) ? "" : " The next session answered " + answer + ".";
    } catch (TuskException failure) {
      return " The next session is dead: " + failure.error();
    } finally {
      next.close();
    }
  }

  /// Connects, and uses the connection as the window does: several things that a person waits for,
  /// one after the other. What counts is the longest of them.
  private Encounter use(String name, int port, String password, long patienceMillis) {
    String outcome = "shown";
    String fault = "";
    var steps = new Steps();
    PgDatabase database = new PgDatabase(Map.of());
    ConnectionConfig config = config(port, password, Duration.ofSeconds(1));
    try (ConnectionPool pool = steps.time(() -> open(database, config, password))) {
      Session session = steps.time(() -> Servers.lease(pool));
      var stopping = stop.schedule(() -> stopIt(session), patienceMillis, TimeUnit.MILLISECONDS);
      try {
        steps.run(session, StatementRequest.plain("select 1 as a, 'x' as b, null as c"));
        steps.run(
            session,
            StatementRequest.portal("select n, n::text, now() from generate_series(1, 20) n"));
        var catalog = database.catalog();
        var _ = steps.time(() -> catalog.namespaces(config.id()));
        var _ = steps.time(() -> catalog.relations(config.id(), "public"));
        steps.run(session, StatementRequest.plain("select * from nowhere"));
      } finally {
        session.close();
        stopping.cancel(true);
      }
    } catch (TuskException failure) {
      boolean meant =
          failure.error() instanceof TuskError.StatementFailed failed
              && failed.server().sqlState().equals("42P01");
      if (!meant) {
        outcome = failure.error().getClass().getSimpleName();
        fault = presentable(failure.error());
      }
    } catch (RuntimeException escaped) {
      outcome = "escaped";
      fault = escaped + " at " + List.of(escaped.getStackTrace()).subList(0, 3);
    }
    return new Encounter(name, outcome, steps.longest, fault);
  }

  /// Times what a person waits for.
  private static final class Steps {
    private long longest;

    <T> T time(Supplier<T> step) {
      long start = System.nanoTime();
      try {
        return step.get();
      } finally {
        longest = Math.max(longest, millisSince(start));
      }
    }

    void run(Session session, StatementRequest request) {
      var _ = time(() -> session.execute(request, new CountingSink()));
    }
  }

  private static String presentable(TuskError error) {
    ErrorInfo info = ErrorInfo.of(error);
    return switch (error) {
      case TuskError.Internal internal when !(internal instanceof TuskError.ServerBug) ->
          "A " + internal;
      case TuskError any when info.message().length() > 1 << 20 -> "The message is too long.";
      default -> "";
    };
  }

  /// Connects to who tells the truth at the login, which on a busy machine takes a while.
  private static ConnectionPool openPatiently(int port, String password) {
    return open(new PgDatabase(Map.of()), config(port, password, Duration.ofSeconds(20)), password);
  }

  private static ConnectionConfig config(int port, String password, Duration patience) {
    return like(Servers.config(
            new PgDatabaseAddress("127.0.0.1", port, "postgres", "postgres", password)))
        .options(ConnectionOptions.DEFAULTS.withConnectTimeout(patience).withPoolTimeout(patience))
        .build();
  }

  private static ConnectionPool open(
      PgDatabase database, ConnectionConfig config, String password) {
    return database
        .connector()
        .open(config, Secret.of(password), Cancellation.create(), step -> {});
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /// How many threads still dial though nobody waits for them.
  private static long dialling() throws InterruptedException {
    long count = 0;
    for (int i = 0; i < 200; i++) {
      count =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("tusk-connect"))
              .count();
      if (count == 0) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return count;
  }
}
