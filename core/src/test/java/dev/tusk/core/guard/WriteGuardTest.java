package dev.tusk.core.guard;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.trace.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Requirement("D-19")
class WriteGuardTest {
  private static final String UPDATE = "update shop.orders set n = 1";

  private final FixedClock clock = new FixedClock();
  private final Unlocks unlocks = new Unlocks(clock);
  private final WriteGuard guard = new WriteGuard(unlocks);
  private final List<GuardQuestion> asked = new ArrayList<>();

  private static ConnectionConfig guarded(Guard level) {
    return connection("shop").set(Setting.GUARD, level.word()).build();
  }

  private GuardInteraction answering(boolean yes) {
    return question -> {
      asked.add(question);
      return Optional.of(yes);
    };
  }

  private TuskError refusal(Guard level, String sql, GuardInteraction interaction) {
    return catchThrowableOfType(
            TuskException.class, () -> guard.admit(guarded(level), sql, interaction))
        .error();
  }

  @Test
  void silentConnectionAsksNothing() {
    assertThatCode(
            () -> guard.admit(guarded(Guard.SILENT), "drop table x", GuardInteraction.none()))
        .doesNotThrowAnyException();
    assertThat(guard.isReadOnly(guarded(Guard.SILENT))).isFalse();
  }

  @Test
  void askingConnectionAsksOnceAndSaysWhatEachStatementDoes() {
    guard.admit(
        guarded(Guard.ASK),
        "select 1;\n" + UPDATE + ";\ninsert into t values (1);\ndrop table t",
        answering(true));
    assertThat(asked)
        .extracting(GuardQuestion::dangers)
        .containsExactly(
            List.of(
                "Line 2: UPDATE without WHERE changes every row of shop.orders",
                "Line 4: DROP table t"));
    assertThat(guard.isReadOnly(guarded(Guard.ASK))).isFalse();
  }

  @Test
  void whatChangesAFewRowsIsNotAskedAbout() {
    guard.admit(guarded(Guard.ASK), UPDATE + " where id = 1; set role x", answering(false));
    assertThat(asked).isEmpty();
  }

  @Test
  void noIsCancelledAndNobodyIsNotSent() {
    assertThat(refusal(Guard.ASK, UPDATE, answering(false)))
        .isInstanceOf(TuskError.Cancelled.class);
    assertThat(refusal(Guard.ASK, UPDATE, GuardInteraction.none()))
        .isInstanceOf(TuskError.NotSent.class)
        .extracting(TuskError::message)
        .asString()
        .contains("every row of shop.orders", "nobody is there");
  }

  @Test
  void readOnlyConnectionRefusesAllThatWritesAndAsksNothing() {
    assertThat(refusal(Guard.READ_ONLY, "select 1;\nselect 2; " + UPDATE, answering(true)))
        .isInstanceOf(TuskError.NotSent.class)
        .extracting(TuskError::message)
        .asString()
        .contains("\"shop\" is read-only", "Line 2: UPDATE");
    assertThat(refusal(Guard.READ_ONLY, "set transaction read write", answering(true)).message())
        .contains("READ WRITE");
    assertThat(asked).isEmpty();
    unlocks.unlock(guarded(Guard.READ_ONLY).id());
    assertThat(guard.isReadOnly(guarded(Guard.READ_ONLY))).isTrue();
  }

  @Test
  void productionAsksAsSoonAsItIsUnlockedAndEndsToBeAfterTenMinutes() {
    ConnectionConfig production = guarded(Guard.PRODUCTION);
    ConnectionId id = production.id();
    List<ConnectionId> heard = new ArrayList<>();
    var _ = unlocks.listen(heard::add);
    assertThat(refusal(Guard.PRODUCTION, UPDATE, answering(true)).message()).contains("locked");

    unlocks.unlock(id);
    guard.admit(production, UPDATE, answering(true));
    assertThat(asked).hasSize(1);
    guard.admit(production, UPDATE + " where id = 1", answering(false));
    clock.advance(Duration.ofMinutes(9).plusSeconds(59));
    assertThat(unlocks.left(id)).isEqualTo(Duration.ofSeconds(1));
    assertThat(heard).hasSize(1);

    clock.advance(Duration.ofSeconds(1));
    assertThat(unlocks.left(id)).isZero();
    assertThat(heard).hasSize(2);
    assertThat(refusal(Guard.PRODUCTION, UPDATE, answering(true)).message()).contains("locked");
    assertThatCode(() -> guard.admit(production, "commit", GuardInteraction.none()))
        .doesNotThrowAnyException();
  }

  @Test
  void unlockingAgainBeginsTheTenMinutesAnewAndLockingEndsThemAtOnce() {
    ConnectionId id = guarded(Guard.PRODUCTION).id();
    unlocks.unlock(id);
    clock.advance(Duration.ofMinutes(6));
    unlocks.unlock(id);
    clock.advance(Duration.ofMinutes(6));
    assertThat(unlocks.left(id)).isEqualTo(Duration.ofMinutes(4));
    unlocks.lock(id);
    assertThat(unlocks.left(id)).isZero();
    assertThat(clock.pendingTimers()).isZero();
  }

  @Test
  void stricterGuardWins() {
    assertThat(Guard.SILENT.or(Guard.ASK)).isEqualTo(Guard.ASK);
    assertThat(Guard.PRODUCTION.or(Guard.ASK)).isEqualTo(Guard.PRODUCTION);
    assertThat(Guard.PRODUCTION.or(Guard.READ_ONLY)).isEqualTo(Guard.READ_ONLY);
  }
}
