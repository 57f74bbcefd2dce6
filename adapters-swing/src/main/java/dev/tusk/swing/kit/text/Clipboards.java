package dev.tusk.swing.kit.text;

import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.StringSelection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The clipboard, and on X11 the selection that the middle button pastes. Setting them makes
/// nobody wait. Any thread.
public final class Clipboards {
  private static final ExecutorService BACKGROUND =
      Executors.newSingleThreadExecutor(
          work -> {
            var thread = new Thread(work, "tusk-clipboard");
            thread.setDaemon(true);
            return thread;
          });

  private Clipboards() {}

  /// Puts a text on the clipboard.
  public static void copy(String text) {
    clipboard().setContents(new StringSelection(text), null);
  }

  /// The clipboard.
  public static Clipboard clipboard() {
    return Platform.CLIPBOARD;
  }

  /// What is selected last, in any program; null where the platform has no such thing.
  static @Nullable Clipboard selection() {
    return Platform.SELECTION;
  }

  /// Made when there is a display.
  private static final class Platform {
    static final Clipboard CLIPBOARD =
        new AsyncClipboard(Toolkit.getDefaultToolkit().getSystemClipboard(), BACKGROUND);
    static final @Nullable Clipboard SELECTION = selection();

    private Platform() {}

    private static @Nullable Clipboard selection() {
      var selection = Toolkit.getDefaultToolkit().getSystemSelection();
      return selection == null ? null : new AsyncClipboard(selection, BACKGROUND);
    }
  }
}
