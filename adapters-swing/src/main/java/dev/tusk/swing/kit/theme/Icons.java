package dev.tusk.swing.kit.theme;

import com.formdev.flatlaf.extras.FlatSVGIcon;
import java.awt.Image;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.Icon;

/// Draws the icons of [Glyph] in the colours of the theme in force. Event thread only.
public final class Icons {
  private static final String FOLDER = "dev/tusk/swing/kit/theme/icons/";
  private static final Map<Kind, FlatSVGIcon> CACHE = new HashMap<>();

  private Icons() {}

  private record Kind(Glyph glyph, ColorRole color, int size) {}

  /// A 16 px icon in the colour of toolbar icons.
  public static Icon of(Glyph glyph) {
    return of(glyph, ColorRole.TEXT2, 16);
  }

  /// A 16 px icon in a colour.
  public static Icon of(Glyph glyph, ColorRole color) {
    return of(glyph, color, 16);
  }

  /// An icon; the sizes are 16, 14 inside chips and tabs, 20 in headlines.
  public static Icon of(Glyph glyph, ColorRole color, int size) {
    return CACHE.computeIfAbsent(
        new Kind(glyph, color, size),
        kind -> {
          var icon = load(glyph.resource(), size);
          // asked at each painting, so that the icon follows the theme
          icon.setColorFilter(new FlatSVGIcon.ColorFilter(ignored -> Colors.of(color)));
          return icon;
        });
  }

  /// A filled dot, 8 px wide in a 12 px box: the colour of a connection.
  public static Icon dot(ColorRole color) {
    return new Dot(color, true);
  }

  /// A ring of the same size: a connection that is not open.
  public static Icon ring(ColorRole color) {
    return new Dot(color, false);
  }

  /// The mark of the product.
  public static Icon logo(int size) {
    return load("tusk", size);
  }

  /// The window's icons, small to large: among them the 18 px of a title bar at each usual scale of
  /// a display, so that none is stretched.
  public static List<Image> window() {
    return Stream.of(16, 18, 23, 24, 27, 32, 36, 45, 48, 54, 64, 128, 256)
        .map(s -> load("tusk", s).getImage())
        .toList();
  }

  private static FlatSVGIcon load(String name, int size) {
    return new FlatSVGIcon(FOLDER + name + ".svg", size, size, Icons.class.getClassLoader());
  }
}
