package dev.tusk.swing.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.ClipboardOwner;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AsyncClipboardTest {
  private final Queue<Runnable> background = new ArrayDeque<>();
  private final Platform platform = new Platform();
  private final Clipboard clipboard = new AsyncClipboard(platform, background::add);

  /// A platform's clipboard that says what it was given, and is in use by others at times.
  private static final class Platform extends Clipboard {
    final List<String> given = new ArrayList<>();
    final List<ClipboardOwner> owners = new ArrayList<>();
    Runnable meanwhile = () -> {};
    boolean inUse;

    Platform() {
      super("platform");
    }

    @Override
    public synchronized void setContents(Transferable contents, @Nullable ClipboardOwner owner) {
      meanwhile.run();
      if (inUse) {
        throw new IllegalStateException("in use");
      }
      super.setContents(contents, owner);
      given.add(text(this));
      if (owner != null) {
        owners.add(owner);
      }
    }
  }

  private static String text(Clipboard clipboard) {
    try {
      return (String) clipboard.getData(DataFlavor.stringFlavor);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void set(String text) {
    clipboard.setContents(new StringSelection(text), null);
  }

  private void runAll() {
    for (Runnable work = background.poll(); work != null; work = background.poll()) {
      work.run();
    }
  }

  @Test
  void settingCallsThePlatformOnlyInTheBackground() {
    set("a");
    assertThat(platform.given).isEmpty();
    runAll();
    assertThat(platform.given).containsExactly("a");
  }

  @Test
  void onlyTheNewestIsHandedOver() {
    set("a");
    set("ab");
    set("abc");
    assertThat(background).hasSize(1);
    runAll();
    assertThat(platform.given).containsExactly("abc");
  }

  @Test
  void whatIsSetDuringTheHandingOverFollowsIt() {
    set("a");
    platform.meanwhile =
        () -> {
          platform.meanwhile = () -> {};
          set("b");
        };
    runAll();
    assertThat(platform.given).containsExactly("a", "b");
    set("c");
    runAll();
    assertThat(platform.given).containsExactly("a", "b", "c");
  }

  @Test
  void whatIsNotHandedOverYetCanBePastedInTuskAlready() throws Exception {
    platform.setContents(new StringSelection("of another program"), null);
    assertThat(text(clipboard)).isEqualTo("of another program");
    set("own");
    assertThat(text(clipboard)).isEqualTo("own");
    assertThat(clipboard.getContents(null).getTransferData(DataFlavor.stringFlavor))
        .isEqualTo("own");
    assertThat(clipboard.isDataFlavorAvailable(DataFlavor.imageFlavor)).isFalse();
    runAll();
    platform.setContents(new StringSelection("of another program"), null);
    assertThat(text(clipboard)).isEqualTo("of another program");
  }

  @Test
  void theOwnerIsTold() {
    ClipboardOwner owner = (from, contents) -> {};
    clipboard.setContents(new StringSelection("a"), owner);
    runAll();
    assertThat(platform.owners).containsExactly(owner);
  }

  @Test
  void clipboardInUseByOthersIsTriedAgainAtTheNextSetting() {
    platform.inUse = true;
    set("a");
    runAll();
    platform.inUse = false;
    set("b");
    runAll();
    assertThat(platform.given).containsExactly("b");
  }
}
