package dev.tusk.swing.schema;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionGroup;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.settings.Settings;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.world.RecordedIntents;
import dev.tusk.swing.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TreePresenterTest {
  private final World world = new World();
  private final ImmediateUi ui = new ImmediateUi();
  private final RecordedIntents intents = new RecordedIntents();
  private final TreePresenter presenter =
      new TreePresenter(ui, intents, world.connections, world.browse, world.state, world.settings);
  private final ConnectionConfig config = world.save(connection("shop-dev").build());
  private final String id = config.id().toString();

  @BeforeEach
  void readsTheSavedConnections() {
    world.catalog.beforeRead = ui::requireBackground;
    presenter.reload();
  }

  private void connect() {
    world.openConnection.open(config, null, ConnectInteraction.none(), Cancellation.create());
    presenter.opened(id);
  }

  private TreeNode root() {
    return presenter.shown().getFirst();
  }

  private static TreeNode child(TreeNode node, String name) {
    return node.shown().stream()
        .filter(c -> c.item().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + names(node)));
  }

  private static List<String> names(TreeNode node) {
    return node.shown().stream().map(c -> c.item().name()).toList();
  }

  private TreeNode tables() {
    var shop = child(root(), "shop");
    presenter.expand(shop);
    var tables = child(shop, "Tables");
    presenter.expand(tables);
    return tables;
  }

  @Test
  void openingAClosedConnectionConnectsAndReadsNothingYet() {
    assertThat(root().item().name()).isEqualTo("shop-dev");
    presenter.expand(root());
    assertThat(intents.sent).containsExactly(new StandardIntents.ConnectRequested(id));
    assertThat(presenter.open(root())).isFalse();
    assertThat(world.catalog.reads).isEmpty();
  }

  @Test
  void activatingAClosedConnectionConnects() {
    assertThat(presenter.activate(root())).isTrue();
    assertThat(intents.sent).containsExactly(new StandardIntents.ConnectRequested(id));
  }

  @Test
  void openedConnectionShowsItsVersionAndSchemasWithTheSystemsLast() {
    connect();
    assertThat(root().item())
        .isInstanceOfSatisfying(
            TreeItem.Server.class, s -> assertThat(s.version()).isEqualTo("18.1"));
    assertThat(names(root())).containsExactly("public", "shop", "information_schema", "pg_catalog");
    assertThat(presenter.open(root())).isTrue();
  }

  @Test
  void readsOnlyWhatIsOpened() {
    connect();
    assertThat(world.catalog.reads).containsExactly("namespaces");
    presenter.expand(child(root(), "shop"));
    assertThat(world.catalog.reads)
        .containsExactly("namespaces", "relations shop", "routines shop", "types shop");
    presenter.expand(child(tables(), "orders"));
    assertThat(world.catalog.reads).last().isEqualTo("columns 4");
  }

  @Test
  void schemaIsDividedIntoGroupsWithCounts() {
    connect();
    var shop = child(root(), "shop");
    presenter.expand(shop);
    assertThat(shop.shown())
        .extracting(n -> TreeLook.of(n.item()).spoken())
        .containsExactly(
            "Tables 8", "Views 1", "Materialized views 1", "Functions 1", "Types 1", "Sequences 1");
  }

  @Test
  void onlySchemaOpensByItself() {
    world.catalog.namespaces.removeIf(n -> n.name().equals("public"));
    connect();
    var shop = child(root(), "shop");
    assertThat(presenter.open(shop)).isTrue();
    assertThat(presenter.open(child(shop, "Tables"))).isTrue();
  }

  @Test
  void activatingATableSelectsItsRowsByQuotedName() {
    connect();
    presenter.activate(child(tables(), "Refund Requests"));
    assertThat(intents.sent)
        .containsExactly(
            new StandardIntents.OpenSqlTab(
                id, "Refund Requests", "select * from shop.\"Refund Requests\";", true));
  }

  @Test
  void filterKeepsAncestorsAndHidesTheRest() {
    connect();
    var tables = tables();
    presenter.filter("PAY");
    assertThat(names(tables)).containsExactly("payments");
    assertThat(names(root())).containsExactly("shop");
    assertThat(presenter.open(child(root(), "shop"))).isTrue();
    presenter.filter("");
    assertThat(names(tables)).hasSize(8);
  }

  @Test
  void foundTableKeepsItsColumns() {
    connect();
    var orders = child(tables(), "orders");
    presenter.expand(orders);
    presenter.filter("orders");
    assertThat(names(orders)).contains("ref", "meta");
    presenter.filter("meta");
    assertThat(names(orders)).containsExactly("meta");
  }

  @Test
  void filterWithoutAHitShowsNothing() {
    connect();
    presenter.filter("zzz");
    assertThat(presenter.shown()).isEmpty();
    assertThat(presenter.empty()).isFalse();
  }

  @Test
  void refreshReadsAgainAndKeepsWhatIsOpen() {
    connect();
    presenter.expand(child(tables(), "orders"));
    presenter.select(child(tables(), "payments"));
    world.catalog.table(12, "vouchers", Relation.Kind.TABLE, 0);
    presenter.refresh(root());
    var tables = child(child(root(), "shop"), "Tables");
    assertThat(names(tables)).contains("vouchers");
    assertThat(presenter.open(child(root(), "shop"))).isTrue();
    assertThat(presenter.open(tables)).isTrue();
    assertThat(names(child(tables, "orders"))).contains("customer_id");
    assertThat(presenter.selected()).contains(child(tables, "payments"));
  }

  @Test
  void failureIsARowThatTriesAgain() {
    connect();
    world.catalog.failure = new TuskError.LinkLost("The server closed the connection", null);
    var shop = child(root(), "shop");
    presenter.expand(shop);
    var note = shop.shown().getFirst();
    assertThat(note.item().name()).isEqualTo("The server closed the connection");
    world.catalog.failure = null;
    presenter.activate(note);
    assertThat(names(shop)).contains("Tables");
  }

  @Test
  void connectingAndItsFailureAreShownAtTheConnection() {
    presenter.connecting(id);
    assertThat(TreeLook.of(root().item()).tail()).isEqualTo("connecting…");
    presenter.failed(
        new StandardIntents.ConnectFailed(id, "shop-dev", "Connection refused", "Start it", ""));
    assertThat(TreeLook.of(root().item()).tail()).isEqualTo("failed");
    assertThat(names(root())).containsExactly("Connection refused");
    presenter.activate(root().shown().getFirst());
    assertThat(intents.sent).containsExactly(new StandardIntents.ConnectRequested(id));
  }

  @Test
  void closingForgetsTheObjectsAndLosingKeepsThem() {
    connect();
    tables();
    presenter.closed(id, true);
    assertThat(names(root())).contains("shop");
    assertThat(TreeLook.of(root().item()).tail()).isEqualTo("lost");
    presenter.closed(id, false);
    assertThat(root().shown()).isEmpty();
  }

  @Test
  void revealOpensTheWayToAnObject() {
    connect();
    var revealed = new ArrayList<TreeNode>();
    presenter.attach(
        new TreePresenter.View() {
          @Override
          public void changed() {}

          @Override
          public void reveal(TreeNode node) {
            revealed.add(node);
          }
        });
    presenter.reveal(id, "shop", "orders");
    assertThat(revealed).extracting(n -> n.item().name()).containsExactly("orders");
    assertThat(revealed.getFirst().path())
        .allMatch(n -> n.leaf() || n == revealed.getFirst() || presenter.open(n));
  }

  @Test
  void removedConnectionLeavesTheTree() {
    presenter.select(root());
    world.connections.remove(config.id());
    presenter.reload();
    assertThat(presenter.empty()).isTrue();
    assertThat(presenter.selected()).isEmpty();
  }

  private ConnectionConfig filed(String name, String group) {
    return world.save(connection(name).set(Setting.GROUP, group).build());
  }

  private TreeNode row(String name) {
    return presenter.shown().stream()
        .flatMap(TreePresenterTest::withBelow)
        .filter(n -> n.item().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<TreeNode> withBelow(TreeNode node) {
    return Stream.concat(
        Stream.of(node), node.shown().stream().flatMap(TreePresenterTest::withBelow));
  }

  private List<String> top() {
    return presenter.shown().stream().map(n -> n.item().name()).toList();
  }

  @Test
  void connectionsLieInTheirGroupsAndGroupsComeFirst() {
    filed("berlin", "Customers/Berlin");
    filed("all", "Customers");
    filed("mail", "archive");
    presenter.reload();
    assertThat(top()).containsExactly("archive", "Customers", "shop-dev");
    assertThat(names(row("Customers"))).containsExactly("Berlin", "all");
    assertThat(TreeLook.of(row("Customers").item()).spoken()).isEqualTo("Customers 2");
    assertThat(presenter.open(row("Berlin"))).isTrue();
    presenter.filter("berl");
    assertThat(top()).containsExactly("Customers");
    assertThat(names(row("Customers"))).containsExactly("Berlin");
  }

  @Test
  void filterFindsAConnectionByItsAddressAlsoInAClosedGroup() {
    world.save(connection("b").host("10.20.0.31").set(Setting.GROUP, "Customers").build());
    presenter.reload();
    presenter.collapse(row("Customers"));
    presenter.filter("20.0.31");
    assertThat(top()).containsExactly("Customers");
    assertThat(presenter.open(row("Customers"))).isTrue();
    assertThat(names(row("Customers"))).containsExactly("b");
  }

  @Test
  void closedGroupIsClosedAtTheNextStartToo() {
    filed("a", "Customers");
    filed("b", "Other");
    presenter.reload();
    presenter.collapse(row("Customers"));
    var next =
        new TreePresenter(
            ui,
            intents,
            world.connections,
            world.browse,
            world.state,
            new Settings(world.storage.settings()));
    next.reload();
    assertThat(next.shown())
        .filteredOn(next::open)
        .extracting(n -> n.item().name())
        .containsExactly("Other");
    next.expand(next.shown().getFirst());
    assertThat(new Settings(world.storage.settings()).get("tree.closedGroups", "-")).isEmpty();
  }

  @Test
  void droppedConnectionsAndGroupsGoWhereTheyWereDropped() {
    filed("a", "Customers/Berlin");
    filed("b", "Other");
    presenter.reload();
    presenter.drop(row("a"), row("b"));
    presenter.drop(row("a"), null);
    presenter.drop(row("Other"), row("Berlin"));
    presenter.drop(row("Berlin"), null);
    assertThat(intents.sent)
        .containsExactly(
            new StandardIntents.MoveConnection(TreePresenter.id(row("a")), "Other"),
            new StandardIntents.MoveConnection(TreePresenter.id(row("a")), ""),
            new StandardIntents.MoveGroup("Other", "Customers/Berlin/Other"),
            new StandardIntents.MoveGroup("Customers/Berlin", "Berlin"));
    intents.sent.clear();
    presenter.drop(row("a"), row("Berlin"));
    presenter.drop(row("Customers"), row("Berlin"));
    presenter.drop(row("Customers"), null);
    assertThat(intents.sent).as("what changes nothing or cannot be").isEmpty();
  }

  @Test
  void movedConnectionStaysOpenAndSelected() {
    connect();
    var row = root();
    presenter.select(row);
    world.connections.move(config.id(), ConnectionGroup.of("Customers"));
    presenter.reload();
    assertThat(names(root())).containsExactly("shop-dev");
    assertThat(presenter.selected()).contains(row);
    assertThat(names(row)).contains("shop");
    presenter.collapse(root());
    presenter.reveal(id, "shop", "orders");
    assertThat(presenter.open(root())).isTrue();
  }
}
