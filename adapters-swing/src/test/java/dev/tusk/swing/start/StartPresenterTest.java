package dev.tusk.swing.start;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Setting;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.world.RecordedIntents;
import dev.tusk.swing.world.World;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartPresenterTest {
  private final World world = new World();
  private final RecordedIntents intents = new RecordedIntents();
  private final List<String> said = new ArrayList<>();
  private final List<StartPresenter.Recent> recent = new ArrayList<>();
  private final StartPresenter presenter =
      new StartPresenter(
          new ImmediateUi(),
          intents,
          world.connections,
          world.readConnection,
          world.clock,
          ZoneOffset.UTC,
          () -> connection("sample").build().id());

  private List<ConnectionConfig> local = List.of();
  private int forgotten;

  StartPresenterTest() {
    presenter.attach(
        new StartPresenter.View() {
          @Override
          public void recent(List<StartPresenter.Recent> connections, boolean found) {
            recent.clear();
            recent.addAll(connections);
          }

          @Override
          public void local(List<ConnectionConfig> servers) {
            local = servers;
          }

          @Override
          public void urlProblem(String problem) {
            said.add(problem);
          }

          @Override
          public void busy(String words) {}

          @Override
          public void failed(String title, String message, String advice, String id) {
            said.add(title + ": " + message);
          }

          @Override
          public void clear() {}

          @Override
          public void opened() {
            forgotten++;
          }
        });
  }

  @Test
  void recentConnectionsComeLastUsedFirstAndNeverUsedLast() {
    var now = world.clock.now();
    var a = world.save(connection("a").build());
    world.save(connection("b").build());
    var c = world.save(connection("c").build());
    world.storage.connections().touch(a.id(), now.minus(Duration.ofDays(1)));
    world.storage.connections().touch(c.id(), now);
    presenter.reload();
    assertThat(recent).extracting(r -> r.config().name()).containsExactly("c", "a", "b");
    assertThat(recent)
        .extracting(StartPresenter.Recent::used)
        .containsExactly("Today 12:00", "Yesterday", "");
  }

  @Test
  void urlIsHandedOnAndAWrongOneIsNot() {
    presenter.connect("mysql://db");
    assertThat(intents.sent).isEmpty();
    assertThat(said).singleElement().asString().contains("postgresql://");
    presenter.connect("postgresql://db/shop");
    assertThat(intents.sent)
        .containsExactly(new StandardIntents.ConnectUrl("postgresql://db/shop"));
  }

  @Test
  void failedUrlCanBeEditedAsTyped() {
    presenter.connect("postgresql://db/shop");
    intents.sent.clear();
    presenter.failed(new StandardIntents.ConnectFailed("", "shop@db", "refused", "", ""));
    presenter.edit("");
    assertThat(said).last().isEqualTo("Could not connect to shop@db: refused");
    assertThat(intents.sent)
        .containsExactly(new StandardIntents.NewConnection("postgresql://db/shop"));
  }

  @Test
  void sampleIsStartedAndConnected() {
    presenter.openSample();
    assertThat(intents.sent)
        .containsExactly(
            new StandardIntents.ConnectRequested(connection("sample").build().id().toString()));
  }

  @Test
  void urlThatConnectedIsForgottenSinceItMayHoldAPassword() {
    presenter.opened();

    assertThat(forgotten).isEqualTo(1);
  }

  @Test
  void intentWithAUrlDoesNotPrintIt() {
    assertThat(new StandardIntents.ConnectUrl("postgresql://a:s3cret@db"))
        .hasToString("ConnectUrl");
  }

  @Test
  void findsConnectionsByNameAddressAndGroup() {
    world.save(connection("shop").host("db.shop.test").build());
    world.save(connection("mail").set(Setting.GROUP, "Customers/Berlin").build());
    presenter.reload();

    presenter.find("SHOP.TEST");
    assertThat(recent).extracting(r -> r.config().name()).containsExactly("shop");
    presenter.find("berlin");
    assertThat(recent).extracting(r -> r.config().name()).containsExactly("mail");
    presenter.find("nothing like it");
    assertThat(recent).isEmpty();
    presenter.find("");
    assertThat(recent).hasSize(2);
  }

  @Test
  void serverOfThisComputerIsConnectedByItsSocketAsPsqlWould() {
    world.environment.socket("/run/postgresql", 5432);
    presenter.reload();
    assertThat(local).extracting(ConnectionConfig::host).containsExactly("/run/postgresql");

    presenter.openLocal(local.getFirst());
    assertThat(intents.sent)
        .singleElement()
        .isInstanceOfSatisfying(
            StandardIntents.ConnectUrl.class,
            i ->
                assertThat(world.readConnection.read(i.url()).config().address())
                    .isEqualTo("ada@/run/postgresql:5432/ada"));
  }

  @Test
  void serverOfThisComputerThatIsSavedIsNotShownTwice() {
    world.environment.socket("/run/postgresql", 5432).socket("/run/postgresql", 5433);
    world.save(connection("mine").host("/run/postgresql").port(5432).user("bo").build());
    presenter.reload();
    assertThat(local).extracting(ConnectionConfig::port).containsExactly(5433);
  }

  @Test
  void variableThatIsWrongHidesTheServersOfThisComputerAndNothingElse() {
    world.environment.socket("/run/postgresql", 5432).variable("PGGSSENCMODE", "require");
    world.save(connection("a").build());
    presenter.reload();
    assertThat(local).isEmpty();
    assertThat(recent).hasSize(1);
  }
}
