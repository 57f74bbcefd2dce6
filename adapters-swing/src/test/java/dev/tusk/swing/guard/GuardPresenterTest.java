package dev.tusk.swing.guard;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.guard.GuardQuestion;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.query.CancelQuery;
import dev.tusk.core.query.QueryRegistry;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.core.state.TuskState;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryDatabase;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.shell.StatusSegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardPresenterTest {
  private final ImmediateUi ui = new ImmediateUi();
  private final FixedClock clock = new FixedClock();
  private final OpenConnections open = new OpenConnections();
  private final Unlocks unlocks = new Unlocks(clock);
  private final TuskState state =
      new TuskState(
          Path.of("."),
          open,
          new QueryRegistry(),
          new SchemaCaches(),
          new CancelQuery(clock),
          unlocks);
  private final Shown shown = new Shown();
  private Optional<String> typed = Optional.empty();
  private final GuardPresenter guard =
      new GuardPresenter(ui, state, new UnlockWrites(open, unlocks), config -> typed, shown);

  /// A segment that remembers what it shows.
  private static final class Shown implements StatusSegment {
    private @Nullable Content content;
    private Runnable click = () -> {};

    @Override
    public void show(Content now) {
      content = now;
    }

    @Override
    public void hide() {
      content = null;
    }

    @Override
    public void onClick(Runnable handler) {
      click = handler;
    }

    String text() {
      return content == null ? "" : content.text();
    }
  }

  private ConnectionConfig connect(String level) {
    ConnectionConfig config = connection("shop").set(Setting.GUARD, level).build();
    InMemoryDatabase database = InMemoryDatabase.at(config, null);
    new OpenConnection(
            database.connector(),
            new InMemoryCredentials(),
            new InMemoryStorage().connections(),
            database.environment(),
            open,
            clock)
        .open(config, null, ConnectInteraction.none(), Cancellation.create());
    guard.active(config.id().toString());
    return config;
  }

  @Test
  void silentConnectionHasNoSegmentAndReadOnlyNoLockToOpen() {
    connect("silent");
    assertThat(shown.text()).isEmpty();
    connect("read-only");
    assertThat(shown.text()).isEqualTo("Read only");
    assertThat(guard.canUnlock()).isFalse();
  }

  @Test
  void wrongNameUnlocksNothing() {
    connect("production");
    assertThat(shown.text()).isEqualTo("Locked");
    guard.unlock();
    typed = Optional.of("Shop");
    shown.click.run();
    assertThat(shown.text()).isEqualTo("Locked");
    assertThat(guard.canLock()).isFalse();
  }

  @Test
  void unlockedConnectionCountsDownAndLocksItself() {
    ConnectionConfig config = connect("production");
    typed = Optional.of("shop");
    shown.click.run();
    assertThat(shown.text()).isEqualTo("Unlocked 10:00");
    clock.advance(Duration.ofSeconds(61));
    ui.tick();
    assertThat(shown.text()).isEqualTo("Unlocked 8:59");
    assertThat(guard.canUnlock()).isFalse();

    clock.advance(Duration.ofMinutes(9));
    ui.tick();
    assertThat(shown.text()).isEqualTo("Locked");
    guard.unlock();
    guard.lock();
    assertThat(shown.text()).isEqualTo("Locked");
    assertThat(unlocks.left(config.id())).isZero();
  }

  @Test
  void disconnectingLocks() {
    ConnectionConfig config = connect("production");
    typed = Optional.of("shop");
    guard.unlock();
    assertThat(guard.canLock()).isTrue();
    open.close();
    assertThat(unlocks.left(config.id())).isZero();
    guard.refresh();
    assertThat(shown.text()).isEmpty();
  }

  @Test
  void questionSaysWhatEachStatementDoesAndIsDangerous() {
    List<Dialogs.Question> asked = new ArrayList<>();
    var dialogs =
        new Dialogs() {
          @Override
          public boolean confirm(Question question) {
            asked.add(question);
            return true;
          }

          @Override
          public void error(String title, String message, String details) {}
        };
    var many = new ArrayList<String>();
    for (int i = 1; i <= 15; i++) {
      many.add("Line " + i);
    }
    var window = new WindowGuard(ui, dialogs);
    var answer = new ArrayList<Boolean>();
    var _ =
        ui.run(
            () -> window.confirm(new GuardQuestion(connection("shop").build(), many)),
            yes -> answer.add(yes.orElseThrow()),
            failure -> {});
    assertThat(answer).containsExactly(true);
    assertThat(asked.getFirst().message()).startsWith("Line 1\nLine 2").endsWith("… and 3 more");
    assertThat(asked.getFirst().dangerous()).isTrue();
  }
}
