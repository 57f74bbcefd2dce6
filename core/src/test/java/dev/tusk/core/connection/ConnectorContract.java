package dev.tusk.core.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [Connector] and every [ConnectionPool] must do.
public interface ConnectorContract {
  Connector connector();

  /// A server that is there and wants a password.
  ConnectionConfig config();

  /// The password that it wants.
  Secret password();

  /// An address where nothing listens.
  ConnectionConfig unreachable();

  private ConnectionPool open(ConnectionConfig config) {
    return connector().open(config, password(), Cancellation.create(), step -> {});
  }

  private ConnectionPool small() {
    return open(
        like(config())
            .options(
                ConnectionOptions.DEFAULTS
                    .withMaxSessions(2)
                    .withPoolTimeout(Duration.ofMillis(300)))
            .build());
  }

  private TuskError refusal(ConnectionConfig config, @Nullable Secret password) {
    return catchThrowableOfType(
            TuskException.class,
            () -> connector().open(config, password, Cancellation.create(), step -> {}).close())
        .error();
  }

  @Test
  @Requirement({"FR-011", "US3.1"})
  default void openingTellsTheStepsInOrderAndWhoTheServerIs() {
    List<ConnectStep> steps = new ArrayList<>();
    try (ConnectionPool pool =
        connector().open(config(), password(), Cancellation.create(), steps::add)) {
      assertThat(steps).containsSubsequence(ConnectStep.CONNECT, ConnectStep.PREPARE).isSorted();
      assertThat(pool.config()).isEqualTo(config());
      assertThat(pool.server().database()).isEqualTo(config().database());
      assertThat(pool.server().user()).isEqualTo(config().user());
      assertThat(pool.server().major()).isBetween(14, 30);
    }
  }

  @Test
  @Requirement("FR-011")
  default void aWrongPasswordIsRefused() {
    try (Secret wrong = Secret.of("certainly not")) {
      assertThat(refusal(config(), wrong)).isInstanceOf(TuskError.LoginRefused.class);
    }
  }

  @Test
  default void aMissingPasswordIsAskedFor() {
    assertThat(refusal(config(), null))
        .isEqualTo(new TuskError.PasswordMissing(config().user(), config().name()));
  }

  @Test
  default void anUnknownDatabaseIsDeclined() {
    assertThat(refusal(like(config()).database("there is no such database").build(), password()))
        .isInstanceOfSatisfying(
            TuskError.Declined.class,
            declined -> assertThat(declined.server().sqlState()).isEqualTo("3D000"));
  }

  @Test
  @Requirement("FR-011")
  default void aPortWhereNothingListensIsRefused() {
    ConnectionConfig unreachable = unreachable();
    assertThat(refusal(unreachable, password()))
        .isInstanceOfSatisfying(
            TuskError.Unreachable.class,
            error -> {
              assertThat(error.cause()).isEqualTo(TuskError.Reach.REFUSED);
              assertThat(error.port()).isEqualTo(unreachable.port());
            });
  }

  @Test
  default void anAttemptThatWasCancelledBeforeItBeganFails() {
    Cancellation cancelled = Cancellation.create();
    cancelled.cancel();
    assertThat(
            catchThrowableOfType(
                    TuskException.class,
                    () -> connector().open(config(), password(), cancelled, s -> {}).close())
                .error())
        .isInstanceOf(TuskError.Cancelled.class);
  }

  @Test
  @Requirement({"FR-013", "US3.3"})
  default void statusCountsTheSessions() {
    try (ConnectionPool pool = small()) {
      assertThat(pool.status().inUse()).isZero();
      Session first = pool.lease("one", Cancellation.create());
      Session second = pool.lease("two", Cancellation.create());
      assertThat(first.backendPid()).isNotEqualTo(second.backendPid());
      assertThat(pool.status().inUse()).isEqualTo(2);
      assertThat(pool.status().size()).isEqualTo(2);
      assertThat(pool.status().max()).isEqualTo(2);
      first.close();
      assertThat(pool.status().inUse()).isEqualTo(1);
      second.close();
      assertThat(pool.status().inUse()).isZero();
    }
  }

  @Test
  @Requirement({"FR-013a", "EC-3"})
  default void aFullPoolNamesWhoHoldsItsSessions() {
    try (ConnectionPool pool = small();
        Session one = pool.lease("tab one", Cancellation.create());
        Session two = pool.lease("tab two", Cancellation.create())) {
      assertThat(one.isOpen() && two.isOpen()).isTrue();
      assertThat(
              catchThrowableOfType(
                      TuskException.class, () -> pool.lease("tab three", Cancellation.create()))
                  .error())
          .isInstanceOfSatisfying(
              TuskError.PoolTimeout.class,
              timeout -> {
                assertThat(timeout.holders()).containsExactly("tab one", "tab two");
                assertThat(timeout.waiting()).isEqualTo(1);
              });
      assertThat(pool.status().waiting()).isZero();
    }
  }

  @Test
  @Requirement({"FR-013a", "EC-3"})
  default void waitingForASessionCanBeCancelled() throws Exception {
    try (ConnectionPool pool =
            open(like(config()).options(ConnectionOptions.DEFAULTS.withMaxSessions(1)).build());
        Session only = pool.lease("the only one", Cancellation.create())) {
      assertThat(only.isOpen()).isTrue();
      Cancellation cancellation = Cancellation.create();
      CompletableFuture<TuskError> end = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  pool.lease("the second", cancellation).close();
                  end.complete(new TuskError.Bug("leased"));
                } catch (TuskException failure) {
                  end.complete(failure.error());
                }
              });
      while (pool.status().waiting() == 0 && !end.isDone()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      cancellation.cancel();
      assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(TuskError.Cancelled.class);
    }
  }

  @Test
  @Requirement({"FR-010", "US3.2"})
  default void aSessionGivenBackGoesToTheNextInLine() throws Exception {
    try (ConnectionPool pool =
        open(like(config()).options(ConnectionOptions.DEFAULTS.withMaxSessions(1)).build())) {
      Session first = pool.lease("first", Cancellation.create());
      CompletableFuture<Session> second =
          CompletableFuture.supplyAsync(() -> pool.lease("second", Cancellation.create()));
      while (pool.status().waiting() == 0 && !second.isDone()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      first.close();
      try (Session leased = second.get(30, TimeUnit.SECONDS)) {
        assertThat(leased.isOpen()).isTrue();
      }
    }
  }

  @Test
  @Requirement({"FR-013a", "EC-3"})
  default void waitersAreServedInOrderAndOneThatGivesUpIsPassedOver() throws Exception {
    try (ConnectionPool pool =
        open(like(config()).options(ConnectionOptions.DEFAULTS.withMaxSessions(1)).build())) {
      Session first = pool.lease("first", Cancellation.create());
      List<String> served = Collections.synchronizedList(new ArrayList<>());
      List<CompletableFuture<Boolean>> ends = new ArrayList<>();
      List<Cancellation> cancellations = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        String name = "waiter " + i;
        Cancellation cancellation = Cancellation.create();
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        cancellations.add(cancellation);
        ends.add(end);
        Thread.ofVirtual()
            .start(
                () -> {
                  try (Session session = pool.lease(name, cancellation)) {
                    served.add(name);
                    end.complete(session.isOpen());
                  } catch (TuskException failure) {
                    end.complete(false);
                  }
                });
        while (pool.status().waiting() <= i && !end.isDone()) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
      }
      assertThat(pool.status().waiting()).isEqualTo(5);
      cancellations.get(2).cancel();
      assertThat(ends.get(2).get(30, TimeUnit.SECONDS)).isFalse();
      assertThat(pool.status().waiting()).isEqualTo(4);
      first.close();
      for (int i : new int[] {0, 1, 3, 4}) {
        assertThat(ends.get(i).get(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(served).containsExactly("waiter 0", "waiter 1", "waiter 3", "waiter 4");
      assertThat(pool.status().waiting()).isZero();
    }
  }

  @Test
  @Requirement("FR-010")
  default void aSessionThatIsLostMakesRoomForAnother() {
    try (ConnectionPool pool =
        open(like(config()).options(ConnectionOptions.DEFAULTS.withMaxSessions(1)).build())) {
      Session lost = pool.lease("unlucky", Cancellation.create());
      lost.abandon();
      assertThat(pool.status().inUse()).isEqualTo(1);
      lost.close();
      assertThat(pool.status().inUse()).isZero();
      try (Session next = pool.lease("next", Cancellation.create())) {
        assertThat(next.isOpen()).isTrue();
        assertThat(next.backendPid()).isNotEqualTo(lost.backendPid());
      }
    }
  }

  @Test
  default void closingEndsTheSessionsInUse() {
    ConnectionPool pool = small();
    Session session = pool.lease("somebody", Cancellation.create());
    pool.close();
    assertThat(session.isOpen()).isFalse();
    session.close();
    assertThat(
            catchThrowableOfType(
                    TuskException.class, () -> pool.lease("late", Cancellation.create()))
                .error())
        .isInstanceOf(TuskError.LinkLost.class);
  }
}
