package dev.tusk.swing.schema;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.Setting;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.world.RecordedIntents;
import dev.tusk.swing.world.World;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.util.Objects;
import javax.swing.JPanel;
import javax.swing.TransferHandler.TransferSupport;
import org.junit.jupiter.api.Test;

/// Rows on their way to the empty ground, which is in no group.
class RowTransferTest {
  private final World world = new World();
  private final RecordedIntents intents = new RecordedIntents();
  private final TreePresenter presenter =
      new TreePresenter(
          new ImmediateUi(), intents, world.connections, world.browse, world.state, world.settings);
  private final RowTransfer transfer = new RowTransfer(presenter);
  private final JPanel ground = new JPanel();

  @Test
  void carriesAConnectionOutOfItsGroupOnce() {
    var shop = world.save(connection("shop").set(Setting.GROUP, "Customers").build());
    presenter.reload();
    presenter.select(presenter.shown().getFirst().shown().getFirst());
    Transferable row = Objects.requireNonNull(transfer.createTransferable(ground));

    assertThat(transfer.importData(new TransferSupport(ground, row))).isTrue();
    assertThat(intents.sent)
        .containsExactly(new StandardIntents.MoveConnection(shop.id().toString(), ""));
    transfer.exportDone(ground, row, RowTransfer.MOVE);
    assertThat(transfer.importData(new TransferSupport(ground, row))).isFalse();
  }

  @Test
  void carriesNothingElse() {
    world.save(connection("shop").build());
    presenter.reload();
    assertThat(transfer.createTransferable(ground)).isNull();
    presenter.select(presenter.shown().getFirst());
    var row = Objects.requireNonNull(transfer.createTransferable(ground));
    assertThat(transfer.canImport(new TransferSupport(ground, row)))
        .as("it is in no group already")
        .isFalse();
    assertThat(transfer.canImport(new TransferSupport(ground, new StringSelection("text"))))
        .isFalse();
  }
}
