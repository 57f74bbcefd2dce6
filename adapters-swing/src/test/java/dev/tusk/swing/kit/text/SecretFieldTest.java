package dev.tusk.swing.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.swing.kit.theme.Theme;
import java.util.Arrays;
import javax.swing.JPasswordField;
import javax.swing.text.BadLocationException;
import javax.swing.text.GapContent;
import javax.swing.text.PlainDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretFieldTest {
  private static final String CANARY = "TUSKCANARY-0123456789abcdef";

  private final SecretContent content = new SecretContent();
  private final JPasswordField field = new JPasswordField(new PlainDocument(content), null, 20);

  @BeforeEach
  void look() {
    Theme.install(Theme.Choice.LIGHT);
  }

  @Test
  @Requirement("C-15")
  void nothingOfThePasswordStaysInTheDocument() throws BadLocationException {
    field.setText(CANARY);
    char[] first = content.array();
    field.getDocument().insertString(5, "xyz".repeat(100), null);
    assertThat(first).as("the array that was outgrown").containsOnly('\0');
    field.getDocument().remove(5, 300);
    assertThat(field.getPassword()).isEqualTo(CANARY.toCharArray());
    assertThat(new String(content.array())).doesNotContain("xyz");

    field.setText("");

    assertThat(field.getPassword()).isEmpty();
    assertThat(withoutTheLastBreak(content.array())).containsOnly('\0');
  }

  @Test
  @Requirement("C-15")
  void deletingInTheMiddleWipesThatPartAndKeepsTheRest() throws BadLocationException {
    field.setText("abcSECRETdef");
    field.getDocument().remove(3, 6);
    assertThat(field.getPassword()).isEqualTo("abcdef".toCharArray());
    assertThat(new String(content.array())).doesNotContain("S").doesNotContain("RET");
    field.getDocument().insertString(0, "0", null);
    field.getDocument().insertString(7, "9", null);
    assertThat(field.getPassword()).isEqualTo("0abcdef9".toCharArray());
  }

  @Test
  @Requirement("C-15")
  void swingsOwnContentKeepsThePasswordSoTheTestCanFail() throws BadLocationException {
    var open = new OpenContent();
    var document = new PlainDocument(open);
    document.insertString(0, CANARY, null);
    document.remove(0, CANARY.length());
    assertThat(new String(open.array())).contains(CANARY.substring(1));
  }

  @Test
  @Requirement("C-25")
  void nothingCanBeUndoneIntoTheField() throws BadLocationException {
    assertThat(content.insertString(0, "secret")).isNull();
    assertThat(content.remove(0, 6)).isNull();
  }

  private static char[] withoutTheLastBreak(char[] array) {
    var copy = array.clone();
    for (var i = 0; i < copy.length; i++) {
      if (copy[i] == '\n') {
        copy[i] = '\0';
        break;
      }
    }
    return Arrays.copyOf(copy, copy.length);
  }

  private static final class OpenContent extends GapContent {
    char[] array() {
      return (char[]) getArray();
    }
  }
}
