package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.window.EventThreadWatch;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTable;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values that are made to break whoever shows them, in the grid and in the cell viewer of the real
/// window.
class DataBombTest {
  private static final double BOUND_MS = 200;
  private static final double BOUND_MB = 64;

  /// An image of 100,000 by 100,000 pixels that says so in 33 bytes.
  private static final String PNG =
      "89504e470d0a1a0a0000000d49484452000186a0000186a00802000000deadbeef";

  private final Walker walker = new Walker();

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  @Test
  @Requirement("D-7")
  void noValueHoldsTheWindowUpOrFillsTheMemory(@TempDir Path data) throws Exception {
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    try (FetchTrap trap = new FetchTrap()) {
      RunningTusk tusk = new RunningTusk(data);
      try (EventThreadWatch watch = new EventThreadWatch()) {
        connect(database);
        pause(2_500); // the warm-up is measured elsewhere
        double worst = 0;
        for (Map.Entry<String, String> bomb : bombs(trap).entrySet()) {
          var _ = watch.take();
          double memory = open(bomb.getKey(), bomb.getValue());
          EventThreadWatch.Delays delays = watch.take();
          Figure.report("bomb_" + bomb.getKey() + "_edt_ms", delays.max());
          Figure.report("bomb_" + bomb.getKey() + "_machine_ms", delays.machineMillis());
          assertThat(memory).as("MB for " + bomb.getKey()).isLessThanOrEqualTo(BOUND_MB);
          assertThat(delays.ownMillis()).as(delays.where()).isLessThanOrEqualTo(BOUND_MS);
          worst = Math.max(worst, delays.ownMillis());
        }
        Calibration.print("data_bombs");
        Figure.atMost("bombs_worst_edt_ms", worst, BOUND_MS);
        Figure.exactly("bombs_requests", trap.requests(), 0);
      } catch (Exception | AssertionError failure) {
        walker.giveUp("bombs");
        throw failure;
      }
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    }
  }

  private static Map<String, String> bombs(FetchTrap trap) {
    Map<String, String> bombs = new LinkedHashMap<>();
    bombs.put("line_of_1_mb", "repeat('x', 1000000)");
    bombs.put("text_of_100_mb", "repeat('line of text' || chr(10), 8000000)");
    bombs.put("jsonb_deep", "(repeat('[', 5000) || repeat(']', 5000))::jsonb");
    bombs.put("brackets_100000_deep", "repeat('[', 100000) || repeat(']', 100000)");
    bombs.put("array_of_1000000", "(select array_agg(g) from generate_series(1, 1000000) g)");
    bombs.put("numeric_of_131072_digits", "repeat('9', 131072)::numeric");
    bombs.put("png_of_10_gigapixels", "decode('" + PNG + "', 'hex')");
    StringBuilder laughs = new StringBuilder("<!DOCTYPE l [<!ENTITY a \"ha\">");
    for (char entity = 'b'; entity < 'l'; entity++) {
      String before = "&" + (char) (entity - 1) + ";";
      laughs.append("<!ENTITY ").append(entity).append(" \"").append(before.repeat(10));
      laughs.append("\">");
    }
    laughs.append("<!ENTITY x SYSTEM \"").append(trap.bait("xxe").substring(15).replace(">", ""));
    laughs.append("\">]><l>&k;&x;</l>");
    bombs.put("billion_laughs", "'" + laughs + "'::text");
    bombs.put("odd_values", "array['infinity', 'NaN', '0044-03-15 BC', '-infinity']");
    return bombs;
  }

  /// Fetches a value, opens the viewer on it, and closes it.
  ///
  /// @return the memory that the viewer holds, in MB
  private double open(String name, String sql) {
    walker.run("select " + sql + " as " + name);
    JTable table = walker.find(JTable.class, "Result 1");
    walker.until("the value", () -> table.getColumnName(0).equals(name));
    var _ =
        walker.ask(
            () -> {
              table.changeSelection(0, 0, false, false);
              return true;
            });
    double before = heap();
    walker.press(table, "shift ENTER");
    JPanel value = walker.find(JPanel.class, "Value of " + name);
    walker.until(
        "its end",
        () ->
            Finder.all(value, JLabel.class).stream()
                .noneMatch(label -> "Reading…".equals(label.getText())));
    pause(150);
    double held = heap() - before;
    assertThat(inked(value)).as("pixels with ink in the viewer of " + name).isGreaterThan(20);
    EventQueue.invokeLater(() -> SwingUtilities.getWindowAncestor(value).dispose());
    walker.until("the end of the viewer", () -> !value.isShowing());
    return held;
  }

  /// How many pixels of what shows of a text are not ground.
  private int inked(JComponent value) {
    Rectangle visible = walker.ask(value::getVisibleRect);
    BufferedImage picture =
        walker.ask(
            () -> {
              BufferedImage image =
                  new BufferedImage(visible.width, visible.height, BufferedImage.TYPE_INT_RGB);
              var g = image.createGraphics();
              g.translate(-visible.x, -visible.y);
              g.clip(visible);
              value.paint(g);
              g.dispose();
              return image;
            });
    int ground = picture.getRGB(picture.getWidth() - 1, picture.getHeight() - 1);
    int ink = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        ink += picture.getRGB(x, y) == ground ? 0 : 1;
      }
    }
    return ink;
  }

  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }

  private void connect(PgDatabaseAddress database) {
    walker.signIn(database, "");
    var _ = walker.editor();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
