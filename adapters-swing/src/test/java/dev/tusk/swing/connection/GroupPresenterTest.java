package dev.tusk.swing.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Setting;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.world.RecordedIntents;
import dev.tusk.swing.world.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupPresenterTest {
  private final World world = new World();
  private final RecordedIntents intents = new RecordedIntents();
  private List<String> offered = List.of();
  private Optional<String> answer = Optional.empty();
  private final GroupPresenter presenter =
      new GroupPresenter(
          new ImmediateUi(),
          intents,
          world.connections,
          (what, now, known) -> {
            offered = known;
            return answer;
          });
  private final ConnectionConfig shop =
      world.save(connection("shop").set(Setting.GROUP, "Customers/Berlin").build());

  private String group() {
    return world.connections.find(shop.id()).orElseThrow().group().text();
  }

  @Test
  void asksForTheGroupAndOffersThoseThereAre() {
    answer = Optional.of("Archive");
    presenter.move(shop, null);
    assertThat(offered).containsExactly("Customers", "Customers/Berlin");
    assertThat(group()).isEqualTo("Archive");
    assertThat(presenter.canUndo()).isTrue();
  }

  @Test
  void givenUpOrTheSameGroupChangesNothing() {
    presenter.move(shop, null);
    answer = Optional.of(" Customers / Berlin ");
    presenter.move(shop, null);
    assertThat(group()).isEqualTo("Customers/Berlin");
    assertThat(presenter.canUndo()).isFalse();
  }

  @Test
  void takesMovesBackTheLastFirst() {
    presenter.move(shop, "A");
    presenter.moveGroup("A", "B/C");
    assertThat(group()).isEqualTo("B/C");
    presenter.undo();
    assertThat(group()).isEqualTo("A");
    presenter.undo();
    assertThat(group()).isEqualTo("Customers/Berlin");
    presenter.undo();
    assertThat(group()).isEqualTo("Customers/Berlin");
  }

  @Test
  void bringsARemovedConnectionBack() {
    var _ = world.connections.remove(shop.id());
    presenter.removed(shop);
    presenter.undo();
    assertThat(world.connections.all()).containsExactly(shop);
  }

  @Test
  void saysWhyAGroupCannotBeMoved() {
    presenter.moveGroup("Customers", "Customers/Berlin/Customers");
    assertThat(intents.sent)
        .singleElement()
        .isInstanceOfSatisfying(
            StandardIntents.ShowError.class, e -> assertThat(e.message()).contains("itself"));
    assertThat(presenter.canUndo()).isFalse();
  }
}
