package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.run.Figures;
import java.awt.Color;
import java.awt.Component;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import javax.accessibility.AccessibleRole;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures and XML out of a real server are opened, looked at and left by keys alone.
class ViewerWalkTest {
  private static final int LARGE = 50_000_000;
  private static final int ITEMS = 100_000;
  private static final int MOST_MODES = 6;

  private final Walker walker = new Walker();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @BeforeEach
  void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  private interface Work {
    void run() throws Exception;
  }

  private void inTheWindow(Path data, Work work) throws Exception {
    RunningTusk tusk = new RunningTusk(data);
    try {
      walker.connect(database, "");
      work.run();
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("viewer");
      throw failure;
    }
  }

  @Test
  void picturesAreSeenAndWhatIsNoneIsSaid(@TempDir Path data) throws Exception {
    byte[] png = picture("png");
    byte[] bmp = picture("bmp");
    try (ServerView server = new ServerView(database)) {
      server.execute("create table seen (b bytea)");
    }
    inTheWindow(
        data,
        () -> {
          openBytes(png);
          walker.until("the picture", () -> walker.says("png · 320 × 200 pixels"));
          walker.focused("Value of v");
          choose("Image", "Hex");
          walker.until(
              "its bytes", () -> walker.says("bytea · " + Figures.count(png.length) + " bytes"));
          walker.until("the first row", () -> shown().contains("89 50 4e 47"));
          leave();

          // a damaged one says so, whatever its reader says, and shows its bytes at a key
          for (byte[] whole : new byte[][] {png, bmp}) {
            byte[] half = Arrays.copyOf(whole, whole.length / 2);
            openBytes(half);
            walker.until(
                "what is wrong",
                () -> walker.says("This image is damaged or of a kind that Tusk does not know"));
            walker.focused("Show as hex");
            walker.press("SPACE");
            walker.until(
                "its bytes", () -> walker.says("bytea · " + Figures.count(half.length) + " bytes"));
            walker.focused("Value of v");
            walker.press("ctrl END");
            leave();
          }

          open("decode(repeat('5475736b', " + LARGE / 4 + "), 'hex')");
          walker.until(
              "all bytes", () -> walker.says("bytea · " + Figures.count(LARGE) + " bytes"));
          walker.focused("Value of v");
          walker.press("ctrl END");
          walker.until("the last row", () -> shown().contains("02faf070"));
          leave();
        });
  }

  @Test
  void xmlIsSeenAndNothingThatItNamesIsFetched(@TempDir Path data, @TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("secret.txt"), "what the file holds");
    try (FetchTrap trap = new FetchTrap()) {
      String entities =
          "<!DOCTYPE a [<!ENTITY net SYSTEM \"%s\"><!ENTITY file SYSTEM \"%s\">"
                  .formatted(trap.address("a"), file.toUri())
              + "<!ENTITY % more SYSTEM \""
              + trap.address("b.dtd")
              + "\"> %more;]>"
              + "<a><b>&net;</b><c>&file;</c></a>";
      inTheWindow(
          data,
          () -> {
            open("xml '<shop><order id=\"1\"><total>9.50</total></order></shop>'");
            walker.until("five lines", () -> walker.says("xml · indented for reading · 5 lines"));
            walker.focused("Value of v");
            walker.until("its place", () -> shown().contains("    <total>9.50</total>"));
            choose("XML", "Text");
            walker.until("one line", () -> shown().startsWith("<shop><order"));
            leave();

            open("text '<shop><order id=\"1><total>9.50</order>'");
            walker.until("the text", () -> walker.says("text · 38 characters"));
            choose("Text", "XML");
            walker.until("indented", () -> walker.says("text · indented for reading"));
            walker.until("all", () -> shown().contains("<order id=\"1><total>9.50</order>"));
            leave();

            open("xmlparse(document '" + entities + "')");
            walker.until("it is there", () -> walker.says("xml · indented for reading"));
            walker.until("its end", () -> shown().contains("<c>&file;</c>"));
            assertThat(shown()).contains("<b>&net;</b>");
            assertThat(shown()).doesNotContain(Files.readString(file));
            leave();

            open(
                "(select xmlparse(document '<list>' || string_agg('<item n=\"' || i || '\">' ||"
                    + " repeat('x', 25) || '</item>', '') || '</list>') from generate_series(1, "
                    + ITEMS
                    + ") as i)");
            walker.until(
                "all lines",
                () ->
                    walker.says(
                        "xml · indented for reading · " + Figures.count(ITEMS + 2) + " lines"));
            walker.focused("Value of v");
            walker.press("ctrl END");
            walker.until("the end", () -> shown().contains("</list>"));
            walker.press("ctrl F");
            walker.focused("Find in the value");
            JTextField find = walker.find(JTextField.class, "Find in the value");
            walker.type(find, "n=\"77777\"");
            walker.until("the match", () -> shown().contains("n=\"77777\""));
            walker.press("ESCAPE");
            walker.until("nothing to find", () -> find.getText().isEmpty());
            leave();
          });
      assertThat(trap.requests()).isZero();
      // the twin: a reader that is not told better fetches them
      DocumentBuilderFactory reader = DocumentBuilderFactory.newInstance();
      try {
        var _ =
            reader
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(entities.getBytes(StandardCharsets.UTF_8)));
      } catch (org.xml.sax.SAXException | IOException closed) {
        // nobody answered
      }
      assertThat(trap.requests()).isPositive();
    }
  }

  /// Puts bytes into the database and opens the viewer on them.
  private void openBytes(byte[] value) throws SQLException {
    try (Connection server = database.connect();
        PreparedStatement insert =
            server.prepareStatement("with old as (delete from seen) insert into seen values (?)")) {
      insert.setBytes(1, value);
      insert.execute();
    }
    open("(select b from seen)");
  }

  /// Selects a value and opens the viewer on it.
  private void open(String value) {
    walker.run("select " + value + " as v");
    JTable table = walker.find(JTable.class, "Result 1");
    walker.until("the value", () -> table.getRowCount() == 1);
    walker.press(walker.editor(), "ctrl alt 2");
    walker.until(
        "the focus in the grid", () -> walker.focusNow().filter(table::equals).isPresent());
    walker.press("ctrl HOME");
    walker.press("shift ENTER");
    walker.until("the viewer", ViewerWalkTest::isOpen);
  }

  /// Tab leads to what is chosen, the arrows go on from there.
  private void choose(String chosen, String wanted) {
    walker.tabTo(chosen);
    for (int i = 0; i < MOST_MODES && !walker.ask(() -> focusOn(wanted)); i++) {
      walker.press("RIGHT");
    }
    walker.focused(wanted);
    walker.press("SPACE");
  }

  private boolean focusOn(String name) {
    return walker.focusNow().filter(c -> Finder.name(c).equals(name)).isPresent();
  }

  private void leave() {
    walker.press("ESCAPE");
    walker.until("the viewer is gone", () -> !isOpen());
  }

  private static boolean isOpen() {
    return Walker.windows().stream().anyMatch(JDialog.class::isInstance);
  }

  /// The rows in view, as a screen reader has them; nothing where none is shown.
  private String shown() {
    return walker.ask(
        () ->
            Walker.windows().stream()
                .filter(JDialog.class::isInstance)
                .flatMap(w -> Finder.all(w, JComponent.class).stream())
                .filter(c -> Finder.name(c).startsWith("Value of"))
                .map(Component::getAccessibleContext)
                .filter(c -> c.getAccessibleRole().equals(AccessibleRole.TEXT))
                .map(c -> String.valueOf(c.getAccessibleDescription()))
                .findFirst()
                .orElse(""));
  }

  private static byte[] picture(String format) throws IOException {
    boolean transparent = format.equals("png");
    BufferedImage image =
        new BufferedImage(
            320, 200, transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, Color.ORANGE, 320, 200, Color.BLUE));
    g.fillOval(20, 10, 280, 180);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }
}
