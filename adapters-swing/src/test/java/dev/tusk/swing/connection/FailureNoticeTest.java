package dev.tusk.swing.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.shell.intent.StandardIntents.ConnectFailed;
import dev.tusk.swing.shell.intent.StandardIntents.EditConnection;
import dev.tusk.swing.shell.intent.StandardIntents.NewConnection;
import dev.tusk.swing.world.RecordedIntents;
import org.junit.jupiter.api.Test;

class FailureNoticeTest {
  private static final String ID = "00000000-0000-0001-0000-000000000001";
  private final RecordedIntents intents = new RecordedIntents();
  private final FailureNotice notice = new FailureNotice(intents);
  private String shown = "";

  FailureNoticeTest() {
    notice.attach(
        new FailureNotice.View() {
          @Override
          public void show(String title, String words) {
            shown = title + "|" + words;
          }

          @Override
          public void hide() {
            shown = "";
          }
        });
  }

  @Test
  void saysWhatHappenedAndWhatToDoAndOpensTheConnection() {
    notice.failed(new ConnectFailed(ID, "shop", "Connection refused", "Start the server", ""));
    assertThat(shown).isEqualTo("Could not connect to shop|Connection refused\nStart the server");

    notice.edit();
    assertThat(intents.sent).containsExactly(new EditConnection(ID));
  }

  @Test
  void whatWasOnlyTypedIsEditedAsTyped() {
    notice.trying("postgresql://db/shop");
    notice.failed(new ConnectFailed("", "", "Connection refused", "", ""));
    assertThat(shown).isEqualTo("Could not connect to the server|Connection refused");

    notice.edit();
    assertThat(intents.sent).containsExactly(new NewConnection("postgresql://db/shop"));
  }

  @Test
  void goesWhenItIsTriedAgainOrThatConnectionOpensOrItIsPutAway() {
    var failure = new ConnectFailed(ID, "shop", "Connection refused", "", "");
    notice.failed(failure);
    notice.opened("another");
    assertThat(shown).isNotEmpty();
    notice.opened(ID);
    assertThat(shown).isEmpty();

    notice.failed(failure);
    notice.trying(null);
    assertThat(shown).isEmpty();

    notice.failed(failure);
    notice.dismiss();
    assertThat(shown).isEmpty();
    notice.edit();
    assertThat(intents.sent).isEmpty();
  }
}
