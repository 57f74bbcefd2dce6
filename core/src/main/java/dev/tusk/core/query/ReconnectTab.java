package dev.tusk.core.query;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.kernel.UseCase;
import java.time.Duration;
import java.util.Optional;

/// Gives a tab a new session in the place of the one that was lost, with its settings. Runs nothing
/// of what the tab ran: a statement is never run again.
@UseCase
public final class ReconnectTab {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration SHORTEST_ATTEMPT = Duration.ofSeconds(1);

  /// A login over TLS takes seven round trips.
  private static final int ROUND_TRIPS = 20;

  private final TimeSource time;

  public ReconnectTab(TimeSource time) {
    this.time = time;
  }

  /// Tries once. Blocks.
  ///
  /// @param patience ends the attempt; see [#patience]
  /// @param stop ends it too
  /// @return what has become of the old session; empty when none was lost
  /// @throws TuskException why there is no session; [#mayTryAgain] says what that means
  /// @throws IllegalStateException while a statement runs in the tab
  public Optional<Recovery> reconnect(SqlTab tab, Duration patience, Cancellation stop) {
    Cancellation attempt = Cancellation.create();
    Registration limit = time.schedule(patience, attempt::cancel);
    try (var _ = stop.onCancel(attempt::cancel)) {
      return tab.renew(attempt);
    } catch (TuskException failure) {
      if (failure.error() instanceof TuskError.Cancelled && !stop.isCancelled()) {
        throw new TuskException(
            new TuskError.LinkLost(
                "The server did not answer within " + patience.toMillis() / 1000.0 + " s", null),
            failure);
      }
      throw failure;
    } finally {
      limit.close();
    }
  }

  /// How long to wait before the next attempt: a tenth of the time that has passed since the loss,
  /// so that a short outage is over at once and a long one costs nothing.
  public static Duration pause(Duration sinceLoss) {
    return clamp(sinceLoss.dividedBy(10), SHORTEST_PAUSE, LONGEST_PAUSE);
  }

  /// How long an attempt may take: in a network that swallows packets the first may wait for
  /// nothing while the next would pass.
  ///
  /// @param latency of a round trip when all was well
  /// @param most the connection's own limit
  public static Duration patience(Duration sinceLoss, Duration latency, Duration most) {
    Duration least = clamp(latency.multipliedBy(ROUND_TRIPS), SHORTEST_ATTEMPT, most);
    return clamp(sinceLoss.dividedBy(5), least, most);
  }

  /// Whether what ended an attempt can pass by itself: the network and the server's own start can,
  /// a refused password or certificate cannot.
  public static boolean mayTryAgain(TuskError error) {
    return switch (error) {
      case TuskError.Unreachable unreachable -> unreachable.cause() != TuskError.Reach.NOT_POSTGRES;
      case TuskError.LinkLost _, TuskError.PoolTimeout _, TuskError.OutcomeUnknown _ -> true;
      case TuskError.Declined declined ->
          switch (declined.server().sqlState()) {
            // Starting or stopping, and full.
            case "57P01", "57P02", "57P03", "53300" -> true;
            default -> false;
          };
      case TuskError other -> false;
    };
  }

  private static Duration clamp(Duration value, Duration least, Duration most) {
    Duration atLeast = value.compareTo(least) < 0 ? least : value;
    return atLeast.compareTo(most) > 0 ? most : atLeast;
  }
}
