package dev.tusk.swing.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.export.WriteRows;
import dev.tusk.swing.editor.export.ExportChoice;
import dev.tusk.swing.editor.export.Exports;
import dev.tusk.swing.editor.export.Ongoing;
import dev.tusk.swing.editor.grid.CellBlock;
import dev.tusk.swing.editor.run.Message;
import dev.tusk.swing.shell.StatusSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFromTabTest {
  @TempDir private Path folder;

  private final EditorFixture fixture = new EditorFixture();
  private final List<String> told = new ArrayList<>();
  private final Bar bar = new Bar();
  private final Exports exports =
      new Exports(fixture.ui, fixture.asked, new WriteRows(), new Ongoing(bar), told::add);

  @Test
  void aQueryRunsOnceMoreIntoAFileAndItsResultStays() {
    var tab = fixture.tab("rows 3");
    tab.limit(2);
    tab.run();
    var shown = tab.output().results();
    divert(tab, choice("n.csv", ExportFormat.CSV), "rows 3");

    assertThat(folder.resolve("n.csv")).hasContent("n\n1\n2\n3\n");
    assertThat(tab.output().results()).isEqualTo(shown);
    assertThat(shown.getFirst().store().rowCount()).isEqualTo(2);
    assertThat(tab.status().phase()).isEqualTo(TabPhase.DONE);
    assertThat(told).containsExactly("Exported 3 rows · 8 B · n.csv");
    assertThat(logged(tab)).contains("Exported 3 rows · 8 B · " + folder.resolve("n.csv"));
    assertThat(bar.shown).isEmpty();
  }

  @Test
  void whatWasFetchedIsWrittenWithoutTheServerAndKeptInTheMessages() {
    var tab = fixture.tab("rows 3");
    tab.run();
    var store = tab.output().results().getFirst().store();
    var two = new CellBlock(List.of(new CellBlock.Rows(0, 1)), List.of(0));
    exports.rows(choice("n.csv", ExportFormat.CSV), store, two, tab::log);

    assertThat(folder.resolve("n.csv")).hasContent("n\n1\n2\n");
    assertThat(fixture.server.sent).containsExactly("rows 3");
    assertThat(told).containsExactly("Exported 2 rows · 6 B · n.csv");
    assertThat(logged(tab))
        .endsWith("Exported 2 rows · 6 B · " + folder.resolve("n.csv"))
        .hasSize(2);
    tab.run();
    assertThat(logged(tab)).as("messages are of the last run").hasSize(1);
  }

  @Test
  void aRefusedQueryLeavesNoFileAndItsErrorIsInTheTab() throws IOException {
    var tab = fixture.tab("rows 1");
    tab.run();
    divert(tab, choice("n.json", ExportFormat.JSON), "select bad");

    assertThat(names()).isEmpty();
    assertThat(tab.status().phase()).isEqualTo(TabPhase.FAILED);
    assertThat(tab.output().error()).isNotNull();
    assertThat(tab.output().results()).hasSize(1);
    assertThat(told).containsExactly("Nothing was exported");
    assertThat(logged(tab)).noneMatch(line -> line.contains("xported"));
    assertThat(bar.shown).isEmpty();
  }

  @Test
  void aSecondResultLeavesNoFileRatherThanHalfOfTheRows() throws IOException {
    var tab = fixture.tab("rows 1");
    divert(tab, choice("n.json", ExportFormat.JSON), "rule");

    assertThat(names()).isEmpty();
    assertThat(fixture.asked.errors).singleElement().asString().contains("several results");
    assertThat(bar.shown).isEmpty();
  }

  @Test
  void withoutAConnectionNothingIsBegun() throws IOException {
    fixture.tabs.newTab();
    var tab = fixture.tabs.front().orElseThrow();
    divert(tab, choice("n.csv", ExportFormat.CSV), "rows 3");

    assertThat(names()).isEmpty();
    assertThat(bar.shown).isEmpty();
    assertThat(fixture.server.sent).isEmpty();
  }

  @Test
  void theServerWritesCsvByItself() {
    assertThat(Exports.statement(choice("a.csv", ExportFormat.CSV), "select 1;"))
        .isEqualTo("COPY (select 1\n) TO STDOUT WITH (FORMAT csv, HEADER)");
    assertThat(Exports.statement(choice("a.json", ExportFormat.JSON), "select 1;"))
        .isEqualTo("select 1;");
  }

  @Test
  void aFileIsReplacedOnlyWithConsent() throws IOException {
    var file = Files.writeString(folder.resolve("there.csv"), "old");
    fixture.asked.answer = false;
    exports.withConsent(file, () -> told.add("written"));
    assertThat(told).isEmpty();
    assertThat(fixture.asked.questions).hasSize(1);
    exports.withConsent(folder.resolve("new.csv"), () -> told.add("new"));
    fixture.asked.answer = true;
    exports.withConsent(file, () -> told.add("replaced"));
    assertThat(told).containsExactly("new", "replaced");
    assertThat(fixture.asked.questions).hasSize(2);
  }

  private void divert(TabPresenter tab, ExportChoice choice, String sql) {
    var server = exports.server(choice, tab::stop, tab::log);
    tab.divert(sql, server.into(), server.over());
  }

  private static List<String> logged(TabPresenter tab) {
    return tab.output().messages().all().stream().map(Message::text).toList();
  }

  private ExportChoice choice(String name, ExportFormat format) {
    return new ExportChoice(
        ExportChoice.Scope.ALL, format, ExportOptions.DEFAULTS, folder.resolve(name));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static final class Bar implements StatusSegment {
    private String shown = "";

    @Override
    public void show(Content content) {
      shown = content.text();
    }

    @Override
    public void hide() {
      shown = "";
    }

    @Override
    public void onClick(Runnable handler) {}
  }
}
