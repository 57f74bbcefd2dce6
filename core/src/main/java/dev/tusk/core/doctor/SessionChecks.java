package dev.tusk.core.doctor;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What is asked in one session. A check that the server does not understand fails by itself.
final class SessionChecks {
  private static final int ROUND_TRIPS = 5;
  private static final Duration MOST_SKEW = Duration.ofSeconds(2);
  private static final Duration CANCEL_AFTER = Duration.ofMillis(200);
  private static final Duration CANCEL_WITHIN = Duration.ofSeconds(2);

  private static final String RIGHTS =
      "select current_user, case when rolsuper then 'superuser' else 'no superuser' end,"
          + " case when rolcreaterole then 'may create roles' else 'may not create roles' end,"
          + " case when pg_catalog.has_database_privilege(pg_catalog.current_database(),"
          + " 'create') then 'may create schemas' else 'may not create schemas' end"
          + " from pg_catalog.pg_roles where rolname = current_user";

  private static final String ROOM =
      "select (select pg_catalog.count(*) from pg_catalog.pg_stat_activity"
          + " where backend_type = 'client backend'),"
          + " pg_catalog.current_setting('max_connections')";

  private final Session session;
  private final Questions questions;
  private final TimeSource time;

  SessionChecks(Session session, Questions questions, TimeSource time) {
    this.session = session;
    this.questions = questions;
    this.time = time;
  }

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(guarded("rights", this::rights));
    findings.add(guarded("sessions", this::room));
    findings.add(guarded("round trip", this::roundTrip));
    findings.add(guarded("clock", this::clock));
    findings.add(guarded("cancel", this::cancel));
    return findings;
  }

  static Finding guarded(String check, Supplier<Finding> look) {
    try {
      return look.get();
    } catch (TuskException failure) {
      return Finding.failed(check, failure.error());
    }
  }

  private Finding rights() {
    List<List<String>> rows = questions.ask(RIGHTS);
    return rows.isEmpty()
        ? Finding.warning("rights", "The server does not list the role")
        : Finding.ok("rights", String.join(", ", rows.getFirst()));
  }

  private Finding room() {
    List<String> row = questions.ask(ROOM).getFirst();
    return Finding.ok("sessions", row.get(0) + " clients of at most " + row.get(1));
  }

  private Finding roundTrip() {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < ROUND_TRIPS; i++) {
      long start = time.nanos();
      var _ = questions.value("select 1");
      nanos.add(time.nanos() - start);
    }
    nanos.sort(Long::compare);
    return Finding.ok(
        "round trip",
        millis(nanos.get(ROUND_TRIPS / 2)) + " in the median of " + ROUND_TRIPS + " queries");
  }

  static String millis(long nanos) {
    return Math.round(nanos / 1e4) / 1e2 + " ms";
  }

  /// The server's time is taken to be that of the middle of the round trip.
  private Finding clock() {
    long start = time.nanos();
    long before = time.now().toEpochMilli();
    double server =
        Double.parseDouble(
            questions.value(
                "select extract(epoch from pg_catalog.clock_timestamp())::pg_catalog.float8"));
    long half = time.since(start).toMillis() / 2;
    long skew = Math.round(server * 1_000) - before - half;
    String evidence =
        "The server is "
            + Math.abs(skew)
            + " ms "
            + (skew < 0 ? "behind" : "ahead")
            + " (±"
            + half
            + " ms)";
    return Math.abs(skew) <= MOST_SKEW.toMillis() + half
        ? Finding.ok("clock", evidence)
        : Finding.warning(
            "clock",
            evidence
                + ". Certificates and what is sorted by time depend on it: have both machines set"
                + " their clocks by NTP");
  }

  private Finding cancel() {
    long start = time.nanos();
    try (Registration _ = time.schedule(CANCEL_AFTER, this::stop)) {
      var _ = questions.value("select pg_catalog.pg_sleep(5)");
      return Finding.failed("cancel", "A statement went on although it was to be cancelled");
    } catch (TuskException ended) {
      Duration took = time.since(start).minus(CANCEL_AFTER);
      boolean cancelled =
          ended.error() instanceof TuskError.StatementFailed failed
              && "57014".equals(failed.server().sqlState());
      if (!cancelled) {
        return Finding.failed("cancel", ended.error().message());
      }
      String evidence = "A statement ended " + took.toMillis() + " ms after it was cancelled";
      return took.compareTo(CANCEL_WITHIN) <= 0
          ? Finding.ok("cancel", evidence)
          : Finding.warning("cancel", evidence);
    }
  }

  private void stop() {
    var _ = session.cancel();
  }
}
