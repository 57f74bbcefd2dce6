package dev.tusk.swing.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Theme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  private static final String FILE = "/home/alice/" + "a-folder/".repeat(20) + "id_ed25519";

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  private static PlainText text(String words) {
    return new PlainText(words, ColorRole.TEXT, Fonts.BASE);
  }

  @Test
  void hasTheHeightOfItsLinesBeforeItIsShown() {
    int line = text("x").getPreferredSize().height;
    assertThat(text(FILE).within(400).getPreferredSize().height).isGreaterThan(2 * line);
    assertThat(text("x").within(400).getPreferredSize().height).isEqualTo(line);
  }

  @Test
  void aChangeOfTheThemeAddsNoBorder() {
    var words = text("x");
    Theme.choose(Theme.Choice.DARK);
    words.updateUI();
    Theme.choose(Theme.Choice.LIGHT);
    assertThat(words.getInsets().top).isZero();
    assertThat(words.getInsets().left).isZero();
  }

  @Test
  void whatIsHiddenIsShownAndTheRestOfAMegabyteIsLeftOut() {
    assertThat(text("a\u202Eb").getText()).isEqualTo("a‹U+202E›b");
    assertThat(text("x".repeat(1_000_000)).getText()).hasSizeLessThan(5_000);
  }
}
