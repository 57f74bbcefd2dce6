package dev.tusk.swing.schema;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import javax.swing.JComponent;
import javax.swing.JTree;
import javax.swing.TransferHandler;
import org.jspecify.annotations.Nullable;

/// Drags connections and groups of them to another group of the same tree.
final class RowTransfer extends TransferHandler {
  private static final DataFlavor ROW = new DataFlavor(TreeNode.class, "a row of the tree");
  private final transient TreePresenter presenter;

  /// The row on its way; it never leaves the window, so nothing is put into the data itself.
  private transient @Nullable TreeNode moved;

  RowTransfer(TreePresenter presenter) {
    this.presenter = presenter;
  }

  @Override
  public int getSourceActions(JComponent tree) {
    return MOVE;
  }

  @Override
  protected @Nullable Transferable createTransferable(JComponent tree) {
    moved =
        presenter
            .selected()
            .filter(
                row ->
                    row.item() instanceof TreeItem.Server || row.item() instanceof TreeItem.Folder)
            .orElse(null);
    return moved == null ? null : new Row();
  }

  @Override
  public boolean canImport(TransferSupport support) {
    var row = moved;
    return row != null
        && support.isDataFlavorSupported(ROW)
        && TreePresenter.accepts(row, target(support));
  }

  @Override
  public boolean importData(TransferSupport support) {
    var row = moved;
    if (row == null || !canImport(support)) {
      return false;
    }
    presenter.drop(row, target(support));
    return true;
  }

  @Override
  protected void exportDone(JComponent source, @Nullable Transferable data, int action) {
    moved = null;
  }

  private static @Nullable TreeNode target(TransferSupport support) {
    return support.isDrop() && support.getDropLocation() instanceof JTree.DropLocation place
        ? ConnectionTree.node(place.getPath())
        : null;
  }

  private static final class Row implements Transferable {
    @Override
    public DataFlavor[] getTransferDataFlavors() {
      return new DataFlavor[] {ROW};
    }

    @Override
    public boolean isDataFlavorSupported(DataFlavor flavor) {
      return ROW.equals(flavor);
    }

    @Override
    public Object getTransferData(DataFlavor flavor) throws UnsupportedFlavorException {
      if (!ROW.equals(flavor)) {
        throw new UnsupportedFlavorException(flavor);
      }
      return "row";
    }
  }
}
