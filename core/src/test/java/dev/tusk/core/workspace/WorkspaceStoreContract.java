package dev.tusk.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [WorkspaceStore] does.
public interface WorkspaceStoreContract {
  /// A store without tabs.
  WorkspaceStore store();

  /// A tab without a connection; its id and title follow from its number.
  static SavedTab tab(int number, int position, boolean active) {
    return new SavedTab(
        new TabId(new UUID(0, number)),
        "Tab " + number,
        null,
        "select " + number,
        3,
        position,
        active);
  }

  @Test
  default void tabsComeBackWithAllTheirFieldsInTheirOrder() {
    WorkspaceStore store = store();
    SavedTab rich =
        new SavedTab(
            new TabId(new UUID(3, 4)),
            "Büro 'x' 🐘",
            new ConnectionId(new UUID(5, 6)),
            "select 'ä'\r\n\t-- 🐘\n\n",
            7,
            0,
            true);
    store.save(tab(2, 2, false));
    store.save(tab(1, 1, false));
    store.save(rich);

    assertThat(store.tabs()).containsExactly(rich, tab(1, 1, false), tab(2, 2, false));
  }

  @Test
  default void savingAgainReplacesTheTab() {
    WorkspaceStore store = store();
    store.save(tab(1, 0, false));
    SavedTab changed = new SavedTab(tab(1, 0, false).id(), "Renamed", null, "", 0, 5, false);

    store.save(changed);

    assertThat(store.tabs()).containsExactly(changed);
  }

  @Test
  default void onlyTheTabSavedAsActiveLastIsActive() {
    WorkspaceStore store = store();
    store.save(tab(1, 0, true));
    store.save(tab(2, 1, true));
    store.save(tab(3, 2, false));

    assertThat(store.tabs()).containsExactly(tab(1, 0, false), tab(2, 1, true), tab(3, 2, false));
  }

  @Test
  default void longTextIsKeptWhole() {
    WorkspaceStore store = store();
    String text = "é🐘\n".repeat(300_000);
    store.save(new SavedTab(tab(1, 0, true).id(), "Long", null, text, 900_000, 0, true));

    assertThat(store.tabs().getFirst().text()).isEqualTo(text);
  }

  @Test
  default void removedTabIsGoneAndRemovingTwiceIsNoError() {
    WorkspaceStore store = store();
    store.save(tab(1, 0, false));
    store.save(tab(2, 1, false));

    store.remove(tab(1, 0, false).id());
    store.remove(tab(1, 0, false).id());

    assertThat(store.tabs()).containsExactly(tab(2, 1, false));
  }
}
