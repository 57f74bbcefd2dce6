package dev.tusk.core.workspace;

import dev.tusk.core.kernel.TabId;
import dev.tusk.core.kernel.UseCase;
import dev.tusk.core.sql.SecretRedactor;
import java.util.List;

/// Keeps the open tabs and their text over crashes and restarts. Blocks.
@UseCase
public final class KeepWorkspace {
  private final WorkspaceStore store;

  public KeepWorkspace(WorkspaceStore store) {
    this.store = store;
  }

  /// The tabs that were open at the end of the last run, in their order.
  public List<SavedTab> restore() {
    return store.tabs();
  }

  /// Makes the tab's present text safe, without the secrets in it (FR-018): what is restored later
  /// has a mask in their place, which no server runs.
  public void keep(SavedTab tab) {
    SecretRedactor.Redacted redacted = SecretRedactor.redact(tab.text());
    if (!redacted.changed()) {
      store.save(tab);
      return;
    }
    int caret = SecretRedactor.redact(tab.text().substring(0, tab.caret())).text().length();
    store.save(
        new SavedTab(
            tab.id(),
            tab.title(),
            tab.connection(),
            redacted.text(),
            Math.min(caret, redacted.text().length()),
            tab.position(),
            tab.active()));
  }

  /// Forgets a tab that a person closed.
  public void forget(TabId id) {
    store.remove(id);
  }
}
