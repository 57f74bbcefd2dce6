package dev.tusk.swing.editor.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageLogTest {
  private static Message message(String text) {
    return new Message(Instant.EPOCH, Message.Kind.NOTICE, text, 1, 1);
  }

  @Test
  @Requirement("E-8")
  void aFloodKeepsTheNewestAndCountsTheRest() {
    MessageLog log = new MessageLog();
    for (int i = 0; i < 300_000; i++) {
      log.add(message("notice " + i));
    }

    assertThat(log.added()).isEqualTo(300_000);
    assertThat(log.all()).hasSize(MessageLog.LIMIT);
    assertThat(log.all().getLast().text()).isEqualTo("notice 299999");
  }

  @Test
  @Requirement("E-8")
  void longMessagesAreBoundedTogether() {
    MessageLog log = new MessageLog();
    String book = "n".repeat(1_000_000);
    for (int i = 0; i < 1_000; i++) {
      log.add(message(book));
    }

    assertThat(log.all()).hasSize(8);
    assertThat(log.added()).isEqualTo(1_000);
  }

  @Test
  void aSingleMessageIsKeptHoweverLong() {
    MessageLog log = new MessageLog();
    log.add(message("n".repeat(9_000_000)));

    assertThat(log.all()).hasSize(1);
  }
}
