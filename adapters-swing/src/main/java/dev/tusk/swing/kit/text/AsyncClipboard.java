package dev.tusk.swing.kit.text;

import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.ClipboardOwner;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.FlavorListener;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A clipboard of the platform whose contents are set on another thread.
///
/// On X11 whoever takes a selection asks the server for its time, and the answer wakes nobody when
/// another thread has read it already: then the JDK waits until AWT's poll times out, for up to
/// half a second. A caret takes the selection at each of its steps. Here only the newest contents
/// are handed over; until they are, they are what this clipboard holds for Tusk itself.
///
/// Thread-safe.
final class AsyncClipboard extends Clipboard {
  private static final System.Logger LOG = System.getLogger(AsyncClipboard.class.getName());
  private final Clipboard platform;
  private final Executor background;
  private @Nullable Offer offer;
  private boolean busy;

  /// What was set last and is not handed over yet.
  private static final class Offer {
    final Transferable contents;
    final @Nullable ClipboardOwner owner;

    Offer(Transferable contents, @Nullable ClipboardOwner owner) {
      this.contents = contents;
      this.owner = owner;
    }
  }

  /// A clipboard that hands over to `platform` on a thread of `background`.
  AsyncClipboard(Clipboard platform, Executor background) {
    super(platform.getName());
    this.platform = platform;
    this.background = background;
  }

  @Override
  public synchronized void setContents(Transferable contents, @Nullable ClipboardOwner owner) {
    offer = new Offer(contents, owner);
    if (!busy) {
      busy = true;
      background.execute(this::handOver);
    }
  }

  private void handOver() {
    for (var next = next(null); next != null; next = next(next)) {
      try {
        platform.setContents(next.contents, next.owner);
      } catch (IllegalStateException unavailable) {
        LOG.log(Level.DEBUG, "the clipboard is in use by another program", unavailable);
      }
    }
  }

  /// What is to be handed over after `done`; null, and nobody at work any more, when nothing is.
  private synchronized @Nullable Offer next(@Nullable Offer done) {
    if (offer == done) {
      offer = null;
    }
    busy = offer != null;
    return offer;
  }

  @Override
  public synchronized Transferable getContents(@Nullable Object requestor) {
    var own = offered();
    return own == null ? platform.getContents(requestor) : own;
  }

  @Override
  public DataFlavor[] getAvailableDataFlavors() {
    var own = offered();
    return own == null ? platform.getAvailableDataFlavors() : own.getTransferDataFlavors();
  }

  @Override
  public boolean isDataFlavorAvailable(DataFlavor flavor) {
    var own = offered();
    return own == null ? platform.isDataFlavorAvailable(flavor) : own.isDataFlavorSupported(flavor);
  }

  @Override
  public Object getData(DataFlavor flavor) throws UnsupportedFlavorException, IOException {
    var own = offered();
    return own == null ? platform.getData(flavor) : own.getTransferData(flavor);
  }

  private synchronized @Nullable Transferable offered() {
    return offer == null ? null : offer.contents;
  }

  @Override
  public synchronized void addFlavorListener(FlavorListener listener) {
    platform.addFlavorListener(listener);
  }

  @Override
  public synchronized void removeFlavorListener(FlavorListener listener) {
    platform.removeFlavorListener(listener);
  }

  @Override
  public synchronized FlavorListener[] getFlavorListeners() {
    return platform.getFlavorListeners();
  }
}
