package dev.tusk.swing.kit;

import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.Fonts;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.swing.JComponent;
import javax.swing.JPanel;

/// Does for the first time, in small pieces and before anybody waits for it, what is slow only the
/// first time: loading classes, reading fonts, laying out and painting each kind of component.
///
/// Classes and fonts come first, on a background thread; then one piece after the other on the
/// event thread, with a pause in between so that whatever the user does comes before the next.
public final class WarmUp {
  private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(4);
  private static final String SAMPLE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 .,:;()[]{}'\"_-+*/<>=…·";

  private WarmUp() {}

  /// Begins; returns at once. On the event thread.
  ///
  /// @param pieces run one by one on the event thread; what one throws is logged and costs nothing
  /// @param done called on the event thread after the last
  public static void begin(UiExecutor ui, List<Runnable> pieces, Runnable done) {
    var fonts = List.of(Fonts.values()).stream().map(Fonts::get).toList();
    var rest = new ArrayDeque<>(pieces);
    ui.run(
        () -> {
          link();
          for (var font : fonts) {
            draw(font);
          }
          return true;
        },
        linked -> next(ui, rest, done),
        failure -> {
          LOG.log(Level.DEBUG, "classes and fonts were not loaded ahead", failure);
          next(ui, rest, done);
        });
  }

  /// Lays out and paints a component that is in no window, into nothing.
  public static void paint(JComponent component, int width, int height) {
    var nothing = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    // some components ask for the graphics of the window that they are in
    var holder =
        new JPanel(null) {
          @Override
          public Graphics getGraphics() {
            return nothing.createGraphics();
          }
        };
    holder.add(component);
    component.setSize(new Dimension(width, height));
    holder.addNotify();
    Screenshot.of(component, width, height, 1);
    holder.removeAll();
    holder.removeNotify();
  }

  private static void next(UiExecutor ui, Queue<Runnable> rest, Runnable done) {
    var piece = rest.poll();
    if (piece == null) {
      done.run();
      return;
    }
    var start = System.nanoTime();
    try {
      piece.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a piece of the warm-up failed", e);
    }
    var took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    LOG.log(Level.DEBUG, "warm-up: {0} ms, {1} pieces left", took, rest.size());
    ui.after(PAUSE, () -> next(ui, rest, done));
  }

  /// Loads and links the classes that the list beside this class names, without initialising them:
  /// that could wait for the event thread, and the event thread for it.
  private static void link() {
    var loader = WarmUp.class.getClassLoader();
    try (var in = WarmUp.class.getResourceAsStream("warm-up.txt")) {
      if (in == null) {
        return;
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (var name = lines.readLine(); name != null; name = lines.readLine()) {
        try {
          // asking for the constructors links a class
          var _ = Class.forName(name, false, loader).getDeclaredConstructors();
        } catch (ClassNotFoundException | LinkageError otherVersion) {
          LOG.log(Level.TRACE, "not loaded ahead: {0}", name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The first use of a font reads its file, the first of a letter makes its picture.
  private static void draw(java.awt.Font font) {
    var image = new BufferedImage(1200, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(font);
    g.drawString(SAMPLE, 0, 30);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_LCD_HRGB);
    g.drawString(SAMPLE, 0, 30);
    g.dispose();
  }
}
