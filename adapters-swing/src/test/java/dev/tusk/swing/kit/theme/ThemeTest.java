package dev.tusk.swing.kit.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.kit.Chip;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.swing.UIManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {
  private static final List<ColorRole> GROUNDS =
      List.of(ColorRole.CHROME, ColorRole.CONTENT, ColorRole.INSET, ColorRole.RAISED);

  @BeforeAll
  static void install() {
    Theme.install(Theme.Choice.LIGHT);
  }

  @AfterEach
  void light() {
    Theme.zoom(1);
    Theme.choose(Theme.Choice.LIGHT);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void eachColourRoleHasAValue(Theme.Choice choice) {
    Theme.choose(choice);
    for (var role : ColorRole.values()) {
      assertThat(UIManager.getColor(role.key())).as(role.key()).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void textIsReadableOnEachGround(Theme.Choice choice) {
    Theme.choose(choice);
    for (var ground : GROUNDS) {
      for (var text :
          List.of(
              ColorRole.TEXT,
              ColorRole.TEXT2,
              ColorRole.TEXT3,
              ColorRole.ACCENT_TEXT,
              ColorRole.DANGER,
              ColorRole.WARN,
              ColorRole.OK)) {
        assertContrast(text, ground);
      }
    }
    for (var syntax : ColorRole.values()) {
      if (syntax.name().startsWith("SYNTAX_")) {
        assertContrast(syntax, ColorRole.CONTENT);
        assertContrast(syntax, ColorRole.CURLINE);
      }
    }
    assertContrast(ColorRole.TEXT, ColorRole.ACCENT_SOFT);
    assertContrast(ColorRole.ON_FILL, ColorRole.ACCENT);
    assertContrast(ColorRole.ON_FILL, ColorRole.DANGER_FILL);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void theFocusOfATickedBoxIsSeen(Theme.Choice choice) {
    Theme.choose(choice);
    var ring = UIManager.getColor("CheckBox.icon.focusedSelectedBorderColor");
    assertThat(contrast(ring, Colors.of(ColorRole.CHROME))).isGreaterThan(3);
    assertThat(contrast(ring, UIManager.getColor("CheckBox.icon.selectedBackground")))
        .isGreaterThan(2.5);
  }

  @ParameterizedTest
  @EnumSource(Chip.Look.class)
  void chipsAreReadableInBothThemes(Chip.Look look) {
    for (var choice : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
      Theme.choose(choice);
      assertContrast(look.text(), look.ground());
    }
  }

  @Test
  void themesDiffer() {
    var light = Colors.of(ColorRole.CONTENT);
    Theme.choose(Theme.Choice.DARK);
    assertThat(Colors.of(ColorRole.CONTENT)).isNotEqualTo(light);
    assertThat(UIManager.getColor("Panel.background")).isEqualTo(Colors.of(ColorRole.CHROME));
  }

  @Test
  void systemPreferenceCountsOnlyWhenTheUserFollowsIt() {
    Theme.system(true);
    assertThat(Theme.dark()).isFalse();
    Theme.choose(Theme.Choice.SYSTEM);
    assertThat(Theme.dark()).isTrue();
    Theme.system(false);
    assertThat(Theme.dark()).isFalse();
  }

  @Test
  void bundledFontsAreInForce() {
    assertThat(Fonts.BASE.get().getFamily()).isEqualTo("Inter");
    assertThat(Fonts.BASE.get().getSize()).isEqualTo(13);
    assertThat(Fonts.SEMIBOLD.get().getFamily()).contains("Inter");
    assertThat(Fonts.MONO_SMALL.get().getFamily()).isEqualTo("JetBrains Mono");
    assertThat(Fonts.MONO_SMALL.get().getSize()).isEqualTo(12);
  }

  @Test
  void zoomSurvivesAChangeOfTheme() {
    Theme.zoom(1.5f);
    Theme.choose(Theme.Choice.DARK);
    assertThat(Theme.px(16)).isEqualTo(24);
    assertThat(Fonts.MONO.get().getSize()).isEqualTo(20);
    Theme.zoom(1);
    assertThat(Fonts.BASE.get().getSize()).isEqualTo(13);
  }

  @Test
  void theIconOfATitleBarHasASizeForEachScaleOfADisplay() {
    var widths = Icons.window().stream().map(image -> image.getWidth(null)).toList();
    for (var scale : List.of(1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)) {
      var wanted = (int) Math.round(UIManager.getDimension("TitlePane.iconSize").width * scale);
      assertThat(widths).as("at " + scale).contains(wanted);
    }
  }

  @Test
  void eachIconIsDrawnInItsColour() {
    for (var glyph : Glyph.values()) {
      assertDrawn(glyph);
    }
  }

  private static void assertDrawn(Glyph glyph) {
    var picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
    Icons.of(glyph, ColorRole.DANGER).paintIcon(null, picture.getGraphics(), 0, 0);
    var expected = Colors.of(ColorRole.DANGER).getRGB() & 0xFFFFFF;
    var painted =
        IntStream.range(0, 256)
            .map(i -> picture.getRGB(i % 16, i / 16))
            .filter(p -> p >>> 24 > 100)
            .toArray();
    assertThat(painted).as(glyph.name()).isNotEmpty();
    // nearly opaque pixels lose little of their colour to rounding
    assertThat(painted)
        .as(glyph.name())
        .matches(all -> Arrays.stream(all).anyMatch(p -> near(p, expected)));
  }

  private static boolean near(int a, int b) {
    return Math.abs((a >> 16 & 255) - (b >> 16 & 255)) < 4
        && Math.abs((a >> 8 & 255) - (b >> 8 & 255)) < 4
        && Math.abs((a & 255) - (b & 255)) < 4;
  }

  private static void assertContrast(ColorRole text, ColorRole ground) {
    assertThat(contrast(Colors.of(text), Colors.of(ground)))
        .as("%s on %s", text, ground)
        .isGreaterThanOrEqualTo(4.5);
  }

  /// WCAG 2.1, contrast ratio.
  private static double contrast(Color a, Color b) {
    var first = luminance(a);
    var second = luminance(b);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(int channel) {
    var v = channel / 255.0;
    return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }
}
