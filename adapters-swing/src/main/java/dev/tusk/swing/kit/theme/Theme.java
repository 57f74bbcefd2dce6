package dev.tusk.swing.kit.theme;

import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.fonts.inter.FlatInterFont;
import com.formdev.flatlaf.fonts.jetbrains_mono.FlatJetBrainsMonoFont;
import com.formdev.flatlaf.util.UIScale;
import dev.tusk.swing.kit.task.Registration;
import java.awt.Font;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.UIManager;
import javax.swing.plaf.FontUIResource;

/// Installs and switches the look: light or dark, and the zoom. Event thread only, but for the
/// first [#install].
public final class Theme {
  private static final List<Runnable> LISTENERS = new CopyOnWriteArrayList<>();
  private static final float[] ZOOMS = {0.75f, 0.9f, 1f, 1.1f, 1.25f, 1.5f, 1.75f, 2f};
  private static final int BASE_SIZE = 13;
  private static Choice choice = Choice.SYSTEM;
  private static boolean systemDark;

  private Theme() {}

  /// What the user chose.
  public enum Choice {
    /// As the desktop says; light where it says nothing.
    SYSTEM,
    /// Always light.
    LIGHT,
    /// Always dark.
    DARK
  }

  /// Installs the look before the first component is made. Does not ask the desktop: with
  /// [Choice#SYSTEM] it starts light until [#system] says otherwise.
  public static void install(Choice chosen) {
    FlatLaf.registerCustomDefaultsSource("dev.tusk.swing.kit.theme");
    FlatInterFont.installLazy();
    FlatJetBrainsMonoFont.installLazy();
    FlatLaf.setPreferredSemiboldFontFamily(FlatInterFont.FAMILY_SEMIBOLD);
    FlatLaf.setPreferredMonospacedFontFamily(FlatJetBrainsMonoFont.FAMILY);
    UIScale.setSupportedZoomFactors(ZOOMS);
    JFrame.setDefaultLookAndFeelDecorated(true);
    JDialog.setDefaultLookAndFeelDecorated(true);
    choice = chosen;
    setup();
  }

  /// Switches to what the user chose, with all windows that are open.
  public static void choose(Choice chosen) {
    var before = dark();
    choice = chosen;
    if (dark() != before) {
      change();
    }
  }

  /// Says what the desktop prefers; followed when the user chose the system's.
  public static void system(boolean dark) {
    var before = dark();
    systemDark = dark;
    if (dark() != before) {
      change();
    }
  }

  /// What the user chose.
  public static Choice choice() {
    return choice;
  }

  /// Whether the dark theme is in force.
  public static boolean dark() {
    return choice == Choice.DARK || (choice == Choice.SYSTEM && systemDark);
  }

  /// Zooms all windows to the nearest supported factor; 1 is 100 %.
  public static void zoom(float factor) {
    var nearest = 1f;
    for (var z : ZOOMS) {
      nearest = Math.abs(z - factor) < Math.abs(nearest - factor) ? z : nearest;
    }
    if (UIScale.setZoomFactor(nearest)) {
      LISTENERS.forEach(Runnable::run);
    }
  }

  /// One step larger.
  public static void zoomIn() {
    if (UIScale.zoomIn()) {
      LISTENERS.forEach(Runnable::run);
    }
  }

  /// One step smaller.
  public static void zoomOut() {
    if (UIScale.zoomOut()) {
      LISTENERS.forEach(Runnable::run);
    }
  }

  /// The zoom in force; 1 is 100 %.
  public static float zoom() {
    return UIScale.getZoomFactor();
  }

  /// Scales a measure of the design to the zoom in force.
  public static int px(int measure) {
    return UIScale.scale(measure);
  }

  /// Calls `listener` after each change of theme or zoom, when all components have been updated.
  public static Registration onChange(Runnable listener) {
    LISTENERS.add(listener);
    return () -> LISTENERS.remove(listener);
  }

  private static void change() {
    // the look and feel works out its scale from an unzoomed font
    var zoom = zoom();
    UIScale.setZoomFactor(1);
    setup();
    UIScale.setZoomFactor(zoom);
    FlatLaf.updateUI();
    LISTENERS.forEach(Runnable::run);
  }

  private static void setup() {
    var done = dark() ? FlatLaf.setup(new TuskDark()) : FlatLaf.setup(new TuskLight());
    if (!done) {
      throw new IllegalStateException("the look and feel cannot be installed");
    }
    // FlatLaf shrinks our 13 px where the desktop names no font and Java falls back to 12 px
    var font = UIManager.getFont("defaultFont");
    var least = UIScale.scale(BASE_SIZE);
    if (font.getSize() < least) {
      UIManager.getLookAndFeelDefaults()
          .put("defaultFont", new FontUIResource(FlatInterFont.FAMILY, Font.PLAIN, least));
    }
  }
}
