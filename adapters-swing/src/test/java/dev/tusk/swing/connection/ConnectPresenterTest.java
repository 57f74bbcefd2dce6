package dev.tusk.swing.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectInteraction.PasswordAnswer;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.shell.intent.StandardIntents.ConnectFailed;
import dev.tusk.swing.shell.intent.StandardIntents.OpenSqlTab;
import dev.tusk.swing.world.RecordedIntents;
import dev.tusk.swing.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectPresenterTest {
  private final World world = new World();
  private final ImmediateUi ui = new ImmediateUi();
  private final RecordedIntents intents = new RecordedIntents();
  private final List<Boolean> refusals = new ArrayList<>();
  private @Nullable String typed;
  private final ConnectPresenter presenter =
      new ConnectPresenter(
          ui,
          intents,
          world.openConnection,
          world.closeConnection,
          world.connections,
          (config, refused, cancellation, answer) -> {
            refusals.add(refused);
            answer.accept(
                Optional.ofNullable(typed).map(t -> new PasswordAnswer(Secret.of(t), true)));
          });
  private final ConnectionConfig config = world.save(connection("shop-dev").build());
  private final String id = config.id().toString();

  @Test
  void connectingOpensATabOnTheConnection() {
    presenter.connect(id);
    assertThat(world.open.isOpen(config.id())).isTrue();
    assertThat(intents.sent).containsExactly(new OpenSqlTab(id, null, "", false));
    assertThat(presenter.current()).isEmpty();
  }

  @Test
  void reconnectingTheTabInFrontOpensNoOther() {
    presenter.active(id);
    presenter.connect(id);
    assertThat(intents.sent).containsExactly(new StandardIntents.ShowStart(false));
  }

  @Test
  void stepsAreSeenOnTheEventThread() {
    var seen = new ArrayList<String>();
    presenter.onChange(
        () -> {
          assertThat(ui.onEventThread()).isTrue();
          presenter.current().ifPresent(a -> seen.add(String.valueOf(a.step())));
        });
    presenter.connect(id);
    assertThat(seen)
        .containsExactly("null", "RESOLVE", "CONNECT", "ENCRYPT", "AUTHENTICATE", "PREPARE");
  }

  @Test
  void missingPasswordIsAskedForAndARefusedOneAgain() {
    world.server.password = "s3cret";
    typed = "wrong";
    presenter.connect(id);
    assertThat(refusals).containsExactly(false, true, true);
    assertThat(intents.sent).singleElement().isInstanceOf(ConnectFailed.class);
  }

  @Test
  void typedPasswordIsRemembered() {
    world.server.password = "s3cret";
    typed = "s3cret";
    presenter.connect(id);
    assertThat(refusals).containsExactly(false);
    assertThat(world.credentials.retrieve(config.id())).isEqualTo(Secret.of("s3cret"));
  }

  @Test
  void failureSaysWhatAndWhere() {
    world.server.failure =
        new TuskError.Unreachable(TuskError.Reach.REFUSED, "Connection refused", "db", 5432);
    presenter.connect(id);
    assertThat(intents.sent)
        .singleElement()
        .isInstanceOfSatisfying(
            ConnectFailed.class,
            f -> {
              assertThat(f.connectionId()).isEqualTo(id);
              assertThat(f.name()).isEqualTo("shop-dev");
              assertThat(f.message()).isEqualTo("Connection refused");
            });
  }

  @Test
  void givingUpIsNoFailure() {
    world.server.during = presenter::cancel;
    presenter.connect(id);
    assertThat(intents.sent).containsExactly(new StandardIntents.ConnectCancelled(id));
    assertThat(world.open.isOpen(config.id())).isFalse();
  }

  @Test
  void urlIsSavedWithItsPasswordOnlyWhenItWorks() {
    world.server.password = "s3cret";
    presenter.connectUrl("postgresql://bo:wrong@db2/shop", world.readConnection);
    assertThat(world.connections.findByName("shop@db2")).isEmpty();
    presenter.connectUrl("postgresql://bo:s3cret@db2/shop", world.readConnection);
    var saved = world.connections.findByName("shop@db2").orElseThrow();
    assertThat(world.credentials.retrieve(saved.id())).isEqualTo(Secret.of("s3cret"));
    assertThat(world.open.isOpen(saved.id())).isTrue();
  }

  @Test
  void urlOfASavedPlaceConnectsThatOne() {
    presenter.connectUrl("postgresql://ada@db.example.org:5433/shop", world.readConnection);
    assertThat(world.open.isOpen(config.id())).isTrue();
    assertThat(world.connections.all()).hasSize(1);
  }

  @Test
  void urlGetsANameThatIsFree() {
    presenter.connectUrl("postgresql://bo@db2/shop", world.readConnection);
    presenter.connectUrl("postgresql://cy@db2/shop", world.readConnection);
    assertThat(world.connections.all())
        .extracting(ConnectionConfig::name)
        .containsExactly("shop-dev", "shop@db2", "shop@db2 2");
  }

  @Test
  void disconnectingCloses() {
    presenter.connect(id);
    presenter.disconnect(id);
    assertThat(world.open.isOpen(config.id())).isFalse();
  }

  @Test
  void onlyTheKeyringsWarningSaysThatPasswordsAreKeptForThisSession() {
    world.environment.passwords("*:*:*:*:x", true);
    presenter.connect(id);
    assertThat(intents.sent)
        .first()
        .isInstanceOfSatisfying(
            ConnectRemark.class,
            r -> {
              assertThat(r.name()).isEqualTo("shop-dev");
              assertThat(r.message()).contains("others may read");
            });
    assertThat(intents.sent).noneMatch(PasswordRemark.class::isInstance);

    presenter.disconnect(id);
    intents.sent.clear();
    world.environment.passwords("", false);
    world.server.password = "s3cret";
    typed = "s3cret";
    world.credentials.warnWith("The keyring is locked");
    presenter.connect(id);
    assertThat(intents.sent).contains(new PasswordRemark("The keyring is locked"));
    assertThat(intents.sent).noneMatch(ConnectRemark.class::isInstance);
  }
}
