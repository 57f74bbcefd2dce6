package dev.tusk.postgres.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/// Whatever a library may throw, however it is nested, becomes an error, and soon.
@Requirement({"FR-001", "FR-004", "SC-001"})
class ClassifierFuzzTest {
  private static final int CASES = Boolean.getBoolean("tusk.long") ? 100_000 : 10_000;
  private static final int DEEP = 10_000;
  private static final @Nullable String[] STATES = {
    null,
    "",
    " ",
    "4260",
    "426011",
    "XXXXX",
    "xx000",
    "\0\0\0\0\0",
    "é😀é",
    "57014",
    "57P01",
    "08006",
    "08004",
    "08P01",
    "08S01",
    "53200",
    "28P01",
    "28000",
    "3D000",
    "XX001",
    "00000",
    "99999"
  };

  private final Random random = new Random(2026);
  private final RandomText texts = new RandomText(random);

  @Test
  void anyThrowableBecomesAnErrorThatCanBeShown() {
    var config = FaultBench.config("db.example.org", 5432, "d", "u", SslMode.VERIFY_FULL);
    ErrorsReady.load(config);
    double[] millis = new double[CASES];
    double[] work = new double[CASES];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < CASES; i++) {
      Throwable failure = failure();
      boolean open = random.nextBoolean();
      AtStake stake = random.nextBoolean() ? AtStake.COMMIT : AtStake.NOTHING;
      long started = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      TuskError error =
          switch (i % 3) {
            case 0 -> ConnectErrors.of(failure, config, open).error();
            case 1 -> ServerErrors.ofStatement(failure, open, stake).error();
            default -> TuskException.errorOf(failure);
          };
      ErrorInfo info = ErrorInfo.of(error);
      millis[i] = (System.nanoTime() - start) / 1e6;
      work[i] = (threads.getCurrentThreadCpuTime() - started) / 1e6;
      assertThat(info.message()).isNotBlank();
      assertThat(info.sqlState()).isNotBlank();
      assertThat(info.category()).isNotBlank();
      String suggestion = info.suggestion();
      if (suggestion != null) {
        assertThat(suggestion).hasSizeLessThanOrEqualTo(200).doesNotContain("\n", "\tat ");
      }
    }
    Thread.interrupted();
    Calibration.print("classifier");
    Figure.report("fuzzed_throwables", CASES);
    Figure.atMost("fuzzed_conversion_p99_ms", Figure.percentile(millis, 0.99), 10);
    // Of the processor: pauses of a busy machine are no slowness of ours.
    Figure.atMost("fuzzed_conversion_p999_cpu_ms", Figure.percentile(work, 0.999), 10);
    Figure.report("fuzzed_conversion_max_ms", Figure.percentile(millis, 1));
  }

  @Test
  void ringsAndLongChainsEnd() {
    Throwable one = new IllegalStateException("one");
    Throwable two = new IOException("two", one);
    one.initCause(two);
    Throwable deep = new PSQLException(server("42601"));
    for (int i = 0; i < DEEP; i++) {
      deep = new CompletionException("level", deep);
    }
    SQLException ring = new SQLException("ring", "08006");
    SQLException first = ring;
    for (int i = 0; i < DEEP; i++) {
      SQLException next = new SQLException("n" + i);
      first.setNextException(next);
      first = next;
    }
    for (Throwable each : List.of(one, two, deep, ring)) {
      assertThat(ServerErrors.ofStatement(each, true, AtStake.NOTHING).getCause()).isSameAs(each);
    }
    assertThat(ServerErrors.ofStatement(deep, true, AtStake.NOTHING).error())
        .isInstanceOfSatisfying(
            TuskError.StatementFailed.class,
            error -> assertThat(error.server().sqlState()).isEqualTo("42601"));
  }

  private Throwable failure() {
    List<Throwable> all = new ArrayList<>();
    Throwable failure = leaf();
    all.add(failure);
    int depth = random.nextInt(500) == 0 ? DEEP : random.nextInt(20) == 0 ? 300 : random.nextInt(6);
    for (int i = 0; i < depth; i++) {
      failure = wrapped(failure);
      all.add(failure);
    }
    if (random.nextInt(10) == 0) {
      close(all);
    }
    for (int i = random.nextInt(3); i > 0 && failure instanceof SQLException chain; i--) {
      if (leaf() instanceof SQLException next) {
        chain.setNextException(next);
      }
    }
    if (random.nextInt(5) == 0) {
      failure.addSuppressed(leaf());
    }
    return failure;
  }

  /// Makes a ring of the causes, where the last one still takes a cause.
  private void close(List<Throwable> all) {
    try {
      all.getFirst().initCause(all.get(random.nextInt(all.size())));
    } catch (IllegalStateException | IllegalArgumentException has) {
      // It has a cause of its own, or would be its own.
    }
  }

  private Throwable wrapped(Throwable cause) {
    return switch (random.nextInt(6)) {
      case 0 -> new RuntimeException(null, cause);
      case 1 -> new SQLException(texts.next(5), state(), cause);
      case 2 -> new IOException(texts.next(5), cause);
      case 3 -> new CompletionException(null, cause);
      case 4 -> new PSQLException(texts.next(5), PSQLState.CONNECTION_FAILURE, cause);
      default -> new IllegalStateException(null, cause);
    };
  }

  private Throwable leaf() {
    return switch (random.nextInt(20)) {
      case 0 -> new PSQLException(server(state()));
      case 1 -> new PSQLException(server("57P01"));
      case 2 -> new PSQLException(texts.next(3), PSQLState.CONNECTION_REJECTED);
      case 3 -> new SQLException(texts.next(3), state());
      case 4 -> new SQLException();
      case 5 -> new SQLTransientConnectionException(texts.next(3));
      case 6 -> new UnknownHostException(texts.next(3));
      case 7 -> new ConnectException();
      case 8 -> new SocketTimeoutException(texts.next(3));
      case 9 -> new SocketException("Connection reset");
      case 10 -> new SSLHandshakeException(texts.next(3));
      case 11 -> new CertificateExpiredException(texts.next(3));
      case 12 -> new EOFException();
      case 13 -> new AccessDeniedException("f");
      case 14 -> new OutOfMemoryError("Java heap space");
      case 15 -> new StackOverflowError();
      case 16 -> new NullPointerException();
      case 17 -> new InterruptedException();
      case 18 -> new UnsatisfiedLinkError(texts.next(3));
      default -> new IllegalStateException("\0".repeat(random.nextInt(5)));
    };
  }

  private @Nullable String state() {
    return STATES[random.nextInt(STATES.length)];
  }

  /// The driver's own reading of an ErrorResponse.
  private ServerErrorMessage server(@Nullable String state) {
    StringBuilder fields = new StringBuilder();
    for (char field : "SVMDHPpqWFLRstcdn".toCharArray()) {
      if (random.nextInt(4) > 0) {
        boolean number = "PpL".indexOf(field) >= 0;
        fields.append(field);
        fields.append(
            number
                ? Integer.toString(random.nextInt())
                : random.nextInt(200) == 0 ? texts.next(100_000) : texts.next(6));
        fields.append('\0');
      }
    }
    return new ServerErrorMessage(fields + (state == null ? "" : "C" + state + "\0"));
  }
}
