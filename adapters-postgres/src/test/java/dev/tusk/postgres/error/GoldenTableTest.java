package dev.tusk.postgres.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.LocalPostgres;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.postgres.PgServer;
import dev.tusk.harness.tls.CertMaker;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Every fault of `faults.tsv` is provoked once at a real server, through the real adapter, and
/// becomes exactly the error that the table says.
@Requirement({"FR-001", "FR-003", "E-18", "US1.1", "US1.3", "US1.4", "SC-001", "C-2"})
@TestInstance(Lifecycle.PER_CLASS)
class GoldenTableTest {
  private static final int TIMES = 100;
  private static final int LEAST = 60;

  private final List<Captured> all = new ArrayList<>();

  @BeforeAll
  void needs() {
    assumeTrue(CertMaker.isAvailable(), "openssl is needed to make certificates");
  }

  @Test
  void everyFaultBecomesItsError() {
    provoke(FaultServer.embedded(), false, "english");
  }

  @Test
  void everyFaultBecomesTheSameErrorFromAServerThatSpeaksGerman() throws Exception {
    provokeLocally("de_DE", "FEHLER");
  }

  @Test
  void everyFaultBecomesTheSameErrorFromAServerThatSpeaksFrench() throws Exception {
    assumeTrue(Boolean.getBoolean("tusk.long"), "the third language is run by ./check --long");
    provokeLocally("fr_FR", "ERREUR");
  }

  private void provokeLocally(String locale, String severity) throws Exception {
    LocalPostgres.missing().ifPresent(reason -> assumeTrue(false, reason));
    PgServer server = FaultServer.local();
    FaultServer.set(server, "lc_messages", locale + ".UTF-8");
    provoke(server, true, locale);
    assertThat(
            all.stream()
                .map(Captured::error)
                .filter(TuskError.StatementFailed.class::isInstance)
                .map(error -> ((TuskError.StatementFailed) error).server().severity()))
        .as("the server speaks that language")
        .contains(severity);
  }

  private void provoke(PgServer server, boolean local, String language) {
    all.clear();
    Map<String, GoldenRow> table = GoldenRow.table();
    List<String> wrong = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int[] internal = {0};
    int[] telling = {0};
    try (FaultRun run = new FaultRun(server, local)) {
      run.all(
          (fault, captured, failure) -> {
            seen.add(fault);
            GoldenRow row = table.get(fault);
            if (captured == null || row == null) {
              wrong.add(fault + (row == null ? " is not in the table " : " failed: ") + failure);
              return;
            }
            all.add(captured);
            ErrorInfo info = ErrorInfo.of(captured.error());
            wrong.addAll(row.differences(info));
            if (captured.error() instanceof TuskError.Internal
                && !row.category().equals("Internal")) {
              internal[0]++;
            }
            if (captured.tellsThePassword()) {
              telling[0]++;
              wrong.add(fault + ": what was thrown holds the password");
            }
            if (!captured.convert().equals(info)) {
              wrong.add(fault + ": converted again it is " + captured.convert());
            }
          });
      table.values().stream()
          .filter(row -> row.isFor(server, local) && !seen.contains(row.fault()))
          .forEach(row -> wrong.add(row.fault() + " was not provoked"));
    }
    Figure.report("wrong_faults_" + language, wrong.size());
    assertThat(wrong).isEmpty();
    Figure.atLeast("provoked_faults_" + language, seen.size(), LEAST);
    Figure.exactly("unexpected_internal_errors_" + language, internal[0], 0);
    Figure.exactly("exceptions_that_hold_the_password_" + language, telling[0], 0);
    time(language);
  }

  /// A real error whose message has a million characters.
  private static Captured huge() {
    try (FaultBench bench = new FaultBench(PgFixture.shared(), "postgres")) {
      return bench.statement("do $$begin raise exception '%', repeat('😀 x', 350000); end$$");
    }
  }

  /// The same, ten thousand wrappers deep.
  private static Captured deep() {
    Captured huge = huge();
    Throwable failure = Objects.requireNonNull(huge.thrown());
    for (int i = 0; i < 10_000; i++) {
      failure = new CompletionException("level", failure);
    }
    return new Captured(huge.error(), failure, null);
  }

  /// SC-001: each exception that was caught is converted a hundred times.
  private void time(String language) {
    all.add(huge());
    all.add(deep());
    var threads = ManagementFactory.getThreadMXBean();
    double[] millis = new double[all.size() * TIMES];
    double[] work = new double[millis.length];
    int n = 0;
    for (int i = 0; i < TIMES; i++) {
      for (Captured each : all) {
        long started = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        ErrorInfo info = each.convert();
        millis[n] = (System.nanoTime() - start) / 1e6;
        work[n++] = (threads.getCurrentThreadCpuTime() - started) / 1e6;
        assertThat(info.message()).isNotBlank();
      }
    }
    Calibration.print("conversion_" + language);
    Figure.report("conversions_" + language, n);
    Figure.atMost("conversion_p99_ms_" + language, Figure.percentile(millis, 0.99), 1);
    Figure.atMost("conversion_max_cpu_ms_" + language, Figure.percentile(work, 1), 10);
    Figure.report("conversion_max_ms_" + language, Figure.percentile(millis, 1));
  }
}
