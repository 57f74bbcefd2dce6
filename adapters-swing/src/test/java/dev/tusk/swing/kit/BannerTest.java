package dev.tusk.swing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.kit.text.PlainText;
import dev.tusk.swing.kit.text.TextArea;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.util.Arrays;
import javax.swing.JButton;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BannerTest {
  private static final String FINGERPRINT = "SHA256:" + "Q7vXk2Lm9RtYw4".repeat(3);

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  private static Banner banner(String words, int width) {
    var banner = new Banner();
    banner.show(Banner.Level.DANGER, null, "Could not connect to shop", words, button());
    banner.setSize(width, 1);
    banner.setSize(width, banner.getPreferredSize().height);
    banner.doLayout();
    return banner;
  }

  private static JButton button() {
    return Buttons.secondary("Edit connection…");
  }

  private static boolean whole(Banner banner) {
    return Arrays.stream(banner.getComponents())
        .filter(TextArea.class::isInstance)
        .allMatch(
            area ->
                area.getHeight() >= area.getPreferredSize().height
                    && area.getY() + area.getHeight() <= banner.getHeight()
                    && area.getX() + area.getWidth() <= left(banner));
  }

  private static int left(Banner banner) {
    Component actions = banner.getComponents()[banner.getComponentCount() - 1];
    return actions.getX();
  }

  @Test
  void shortWordsStandBesideTheHeadline() {
    var banner = banner("Connection refused", 1200);
    assertThat(banner.getHeight()).isLessThanOrEqualTo(Theme.px(40));
    assertThat(whole(banner)).isTrue();
  }

  @Test
  void longWordsWrapAndNothingIsCutOff() {
    var words = "The key of the SSH server is another one: " + FINGERPRINT + " ";
    var banner = banner(words.repeat(3) + "\nCompare it with the administrator's", 600);
    assertThat(banner.getHeight()).isGreaterThan(Theme.px(80));
    assertThat(whole(banner)).isTrue();

    banner.setSize(600, Theme.px(40)); // the twin: the height of one line cuts them off
    assertThat(whole(banner)).isFalse();
  }

  @Test
  void itsWordsCanBeSelectedAndCopied() {
    assertThat(banner("Connection refused", 1200).getComponents())
        .filteredOn(PlainText.class::isInstance)
        .hasSize(2)
        .allMatch(Component::isFocusable);
  }

  @Test
  void linesAreKept() {
    assertThat(banner("one\ntwo", 1200).getHeight())
        .isGreaterThan(banner("one two", 1200).getHeight());
  }
}
