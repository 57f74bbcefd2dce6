package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.export.ReadBack;
import dev.tusk.app.export.Specimens;
import dev.tusk.core.export.ExportFormat;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.export.ExportChoice.Scope;
import dev.tusk.swing.editor.export.Proposal.Offer;
import dev.tusk.swing.editor.run.Figures;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.JComboBox;
import javax.swing.JTable;
import javax.swing.JTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the window's dialog exports, of the rows shown and of the query, comes back equal.
class ExportWalkTest {
  private static final Map<ExportFormat, ReadBack> FORMATS =
      Map.of(
          ExportFormat.CSV, ReadBack.copy("FORMAT csv, HEADER"),
          ExportFormat.TSV, ReadBack.copy("FORMAT text, HEADER"),
          ExportFormat.JSON, ReadBack.json(),
          ExportFormat.JSON_LINES, ReadBack.jsonLines(),
          ExportFormat.INSERT, ReadBack.sql());

  private final Walker walker = new Walker();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @Test
  void everyFormatComesBackEqual(@TempDir Path data, @TempDir Path files) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    Specimens.make(database);
    List<String> before = Specimens.table(database, "specimens");
    RunningTusk tusk = new RunningTusk(data);
    try {
      walker.connect(database, "");
      walker.run("select * from specimens order by id desc");
      JTable table = walker.find(JTable.class, "Result 1");
      walker.until("the rows", () -> table.getRowCount() == before.size());
      for (Scope scope : List.of(Scope.FETCHED, Scope.ALL)) {
        for (Map.Entry<ExportFormat, ReadBack> each : FORMATS.entrySet()) {
          String text = exported(table, scope, each.getKey(), files);
          assertThat(each.getValue().rows(database, text))
              .as(scope + " as " + each.getKey())
              .isEqualTo(before);
        }
      }
      try (Stream<Path> left = Files.list(files)) {
        assertThat(left).hasSize(2 * FORMATS.size());
      }
      walker.click("Messages");
      JTable messages = walker.find(JTable.class, "Messages");
      walker.until("the last export", () -> written(messages).contains("ALL-"));
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("export");
      throw failure;
    }
  }

  private static String written(JTable messages) {
    return String.valueOf(messages.getValueAt(messages.getRowCount() - 1, 2));
  }

  private String exported(JTable table, Scope scope, ExportFormat format, Path folder)
      throws Exception {
    Path file = folder.resolve(scope + "-" + format + "." + format.extension());
    // what opens a dialog ends only with it
    EventQueue.invokeLater(() -> walker.press(table, "ctrl E"));
    JTextField name = walker.find(JTextField.class, "File");
    JComboBox<?> formats = walker.find(JComboBox.class, "Format");
    JComboBox<?> rows = walker.find(JComboBox.class, "Rows");
    JTextField target = walker.find(JTextField.class, "Table");
    EventQueue.invokeAndWait(
        () -> {
          formats.setSelectedItem(format);
          target.setText("copy_of");
          name.setText(file.toString());
          for (int i = 0; i < rows.getItemCount(); i++) {
            if (rows.getItemAt(i) instanceof Offer offer && offer.scope() == scope) {
              rows.setSelectedIndex(i);
            }
          }
        });
    walker.click("Export");
    walker.until("the file " + file, () -> Files.exists(file));
    String size = Figures.bytes(Files.size(file));
    walker.until(
        "how much it is",
        () -> walker.says("Exported 5 rows · " + size + " · " + file.getFileName()));
    walker.until("the end", () -> !name.isShowing() && !walker.busy());
    return Files.readString(file);
  }
}
