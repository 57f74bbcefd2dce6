package dev.tusk.swing.schema;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.world.RecordedIntents;
import dev.tusk.swing.world.World;
import java.util.ArrayList;
import java.util.List;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;

class ConnectionTreeTest {
  private static List<String> rows(ConnectionTree tree) {
    var rows = new ArrayList<String>();
    for (var row = 0; row < tree.getRowCount(); row++) {
      var path = tree.getPathForRow(row);
      rows.add(((TreeNode) path.getLastPathComponent()).item().name());
    }
    return rows;
  }

  @Test
  void showsOpensFiltersAndKeepsTheSelection() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          Theme.install(Theme.Choice.LIGHT);
          var world = new World();
          var config = world.save(connection("shop-dev").build());
          world.save(connection("zoo").build());
          var presenter =
              new TreePresenter(
                  new ImmediateUi(),
                  new RecordedIntents(),
                  world.connections,
                  world.browse,
                  world.state,
                  world.settings);
          var tree = new ConnectionTree(presenter, "Connections");
          presenter.reload();
          assertThat(rows(tree)).containsExactly("shop-dev", "zoo");

          world.openConnection.open(config, null, ConnectInteraction.none(), Cancellation.create());
          presenter.opened(config.id().toString());
          assertThat(rows(tree)).contains("shop", "public", "zoo");

          tree.expandRow(rows(tree).indexOf("shop"));
          tree.expandRow(rows(tree).indexOf("Tables"));
          assertThat(rows(tree)).contains("orders");
          tree.setSelectionRow(rows(tree).indexOf("orders"));
          assertThat(presenter.selected())
              .hasValueSatisfying(n -> assertThat(n.item().name()).isEqualTo("orders"));

          presenter.filter("ord");
          assertThat(rows(tree)).contains("shop-dev", "shop", "orders", "order_items");
          assertThat(rows(tree)).doesNotContain("zoo", "payments", "public");
          assertThat(tree.getSelectionRows()).containsExactly(rows(tree).indexOf("orders"));

          presenter.filter("");
          presenter.refresh(presenter.shown().getFirst());
          assertThat(rows(tree)).contains("orders", "payments", "zoo");
          assertThat(tree.getSelectionRows()).containsExactly(rows(tree).indexOf("orders"));

          tree.collapseRow(rows(tree).indexOf("shop"));
          assertThat(rows(tree)).doesNotContain("orders");
          presenter.reload();
          assertThat(rows(tree)).doesNotContain("orders");
        });
  }
}
