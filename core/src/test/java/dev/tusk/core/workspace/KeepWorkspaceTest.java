package dev.tusk.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.TabId;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeepWorkspaceTest {
  private final InMemoryStorage storage = new InMemoryStorage();
  private final KeepWorkspace keep = new KeepWorkspace(storage.workspace());

  private SavedTab kept(String text, int caret) {
    keep.keep(new SavedTab(new TabId(new UUID(1, 1)), "t", null, text, caret, 0, true));
    return keep.restore().getFirst();
  }

  @Requirement({"C-6", "C-8", "E-24", "FR-018"})
  @Test
  void draftIsKeptWithoutItsSecretsAndTheCaretStaysAtItsPlace() {
    String before = "select 1;\nalter role a password ";
    SavedTab tab = kept(before + "'h0rse battery';\nselect 2", before.length() + 16);

    assertThat(tab.text()).isEqualTo(before + "***;\nselect 2");
    assertThat(tab.text().substring(tab.caret())).isEqualTo("\nselect 2");
  }

  @Requirement("C-8")
  @Test
  void pastedUrlIsKeptWithoutItsPassword() {
    for (String url :
        new String[] {
          "postgres://u:h0rse@h:5432/d",
          "postgresql://h/d?user=u&password=h0rse",
          "psql 'postgres://u:h0rse@h/d'",
          "-- postgres://u:h0rse@h/d",
          "host=h password=h0rse",
          "\\c postgres://u:h0rse@h/d",
          "PGPASSWORD=h0rse psql -h h"
        }) {
      assertThat(kept(url, url.length()).text()).as(url).doesNotContain("h0rse");
    }
  }

  @Test
  void ordinaryDraftIsKeptToTheLetter() {
    String text = "select 'a' -- b\n from t where c = E'd'";
    assertThat(kept(text, 8)).extracting(SavedTab::text, SavedTab::caret).containsExactly(text, 8);
  }

  @Test
  void caretWithinASecretIsPutAtItsEnd() {
    String text = "alter role a password 'h0rse'";
    SavedTab tab = kept(text, text.length() - 3);
    assertThat(tab.caret()).isLessThanOrEqualTo(tab.text().length());
  }
}
