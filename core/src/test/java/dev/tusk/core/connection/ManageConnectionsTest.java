package dev.tusk.core.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryDatabase;
import dev.tusk.core.testkit.InMemoryStorage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManageConnectionsTest {
  private final ConnectionConfig config = connection("shop").build();
  private final InMemoryStorage storage = new InMemoryStorage();
  private final InMemoryCredentials credentials = new InMemoryCredentials();
  private final OpenConnections open = new OpenConnections();
  private final ManageConnections manage =
      new ManageConnections(storage.connections(), credentials, open);

  @Test
  void passwordIsStoredBesideTheConnection() {
    assertThat(manage.save(config, Secret.of("s3cret"))).isEmpty();

    assertThat(manage.findByName("SHOP")).contains(config);
    assertThat(credentials.retrieve(config.id())).isEqualTo(Secret.of("s3cret"));
  }

  @Test
  void savingWithoutAPasswordKeepsTheStoredOne() {
    manage.save(config, Secret.of("s3cret"));

    manage.save(config.withName("market"), null);

    assertThat(credentials.retrieve(config.id())).isEqualTo(Secret.of("s3cret"));
  }

  @Test
  void connectionThatShallNotRememberLosesItsStoredPassword() {
    manage.save(config, Secret.of("s3cret"));

    manage.save(connection("shop").rememberPassword(false).build(), Secret.of("other"));

    assertThat(credentials.exists(config.id())).isFalse();
  }

  @Test
  void warningOfTheKeyringIsPassedOn() {
    credentials.warnWith("For this session only");

    assertThat(manage.save(config, Secret.of("s3cret"))).contains("For this session only");
    assertThat(manage.save(config, null)).isEmpty();
  }

  @Test
  void removingDisconnectsAndForgetsThePassword() {
    manage.save(config, Secret.of("s3cret"));
    ConnectionPool pool =
        InMemoryDatabase.at(config, null)
            .connector()
            .open(config, null, Cancellation.create(), step -> {});
    try (var opening = open.begin(config.id(), Cancellation.create())) {
      var _ = opening.add(pool);
    }

    manage.remove(config.id());

    assertThat(manage.all()).isEmpty();
    assertThat(open.all()).isEmpty();
    assertThat(credentials.exists(config.id())).isFalse();
  }

  @Test
  void listenersHearEachChangeUntilTheyLeave() {
    List<ConnectionId> heard = new ArrayList<>();
    Registration registration = manage.listen(heard::add);
    manage.save(config, null);
    manage.remove(config.id());
    registration.close();
    manage.save(config, null);

    assertThat(heard).containsExactly(config.id(), config.id());
  }

  private String groupOf(String name) {
    return manage.findByName(name).orElseThrow().group().text();
  }

  private void file(String name, String group) {
    manage.save(connection(name).set(Setting.GROUP, group).build(), null);
  }

  @Test
  void movesAConnectionAndPutsItBack() {
    file("shop", "Customers/Berlin");
    credentials.store(config.id(), Secret.of("s3cret"));

    var before = manage.move(config.id(), ConnectionGroup.of(" Archive / 2025/"));
    assertThat(groupOf("shop")).isEqualTo("Archive/2025");
    manage.move(config.id(), ConnectionGroup.NONE);
    assertThat(groupOf("shop")).isEmpty();

    manage.putBack(before);
    assertThat(groupOf("shop")).isEqualTo("Customers/Berlin");
    assertThat(credentials.retrieve(config.id())).isEqualTo(Secret.of("s3cret"));
    manage.remove(config.id());
    manage.putBack(before);
    assertThat(manage.all()).isEmpty();
  }

  @Test
  void renamesAGroupWithAllThatIsInIt() {
    file("a", "Customers");
    file("b", "Customers/Berlin");
    file("c", "Customers2");
    List<ConnectionId> heard = new ArrayList<>();
    try (var _ = manage.listen(heard::add)) {
      var before =
          manage.moveGroup(ConnectionGroup.of("Customers"), ConnectionGroup.of("Old/Clients"));
      assertThat(heard).hasSize(2);
      assertThat(groupOf("a")).isEqualTo("Old/Clients");
      assertThat(groupOf("b")).isEqualTo("Old/Clients/Berlin");
      assertThat(groupOf("c")).isEqualTo("Customers2");
      manage.putBack(before);
    }
    assertThat(groupOf("b")).isEqualTo("Customers/Berlin");

    manage.moveGroup(ConnectionGroup.of("Customers/Berlin"), ConnectionGroup.of("Customers"));
    assertThat(groupOf("b")).as("dissolved").isEqualTo("Customers");
  }

  @Test
  void groupIsNotPutIntoItself() {
    file("a", "Customers");

    assertThatThrownBy(
            () ->
                manage.moveGroup(
                    ConnectionGroup.of("Customers"), ConnectionGroup.of("Customers/Berlin")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("itself");
    assertThat(groupOf("a")).isEqualTo("Customers");
  }
}
