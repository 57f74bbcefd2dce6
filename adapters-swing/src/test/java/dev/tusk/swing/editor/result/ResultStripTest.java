package dev.tusk.swing.editor.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.error.NextStep;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.TransactionState;
import dev.tusk.swing.editor.TabView.Front;
import dev.tusk.swing.editor.run.RunOutput;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.text.SearchField;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Container;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.swing.JButton;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResultStripTest {
  private final ImmediateUi ui = new ImmediateUi();
  private final RunOutput output = new RunOutput();
  private final ResultStrip strip = new ResultStrip(ui, new Deaf());

  private static final class Deaf implements StripActions {
    @Override
    public void fetchAll(TabResult result) {}

    @Override
    public void stopFetching() {}

    @Override
    public void next(NextStep step) {}

    @Override
    public void goToError() {}

    @Override
    public void applyFix() {}

    @Override
    public void told(String words) {}
  }

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  private void result(int number, String... values) {
    var columns = List.of(new ResultColumn("t", "text", 25, Kind.TEXT));
    var result =
        new TabResult(
            number, "select", new ResultStore(columns, new MemoryBudget(Long.MAX_VALUE / 2)));
    var page = new RowPage.Builder(1, values.length, 16);
    for (var value : values) {
      page.add(value.getBytes(StandardCharsets.UTF_8));
    }
    result.append(page.build(values.length));
    output.add(result);
    strip.show(output, Front.RESULT);
  }

  private static <T> void collect(Container in, Class<T> kind, List<T> found) {
    for (Component each : in.getComponents()) {
      if (kind.isInstance(each)) {
        found.add(kind.cast(each));
      } else if (each instanceof Container inner) {
        collect(inner, kind, found);
      }
    }
  }

  private SearchField field() {
    var found = new ArrayList<SearchField>();
    collect(strip, SearchField.class, found);
    return found.getFirst();
  }

  private List<JButton> fetchAll() {
    var found = new ArrayList<JButton>();
    collect(strip, JButton.class, found);
    return found.stream()
        .filter(button -> button.isVisible() && String.valueOf(button.getText()).contains("Fetch"))
        .toList();
  }

  private void end(boolean moreExist) {
    var result = output.results().getLast();
    var rows = result.store().rowCount();
    output.finish(
        result,
        new QueryResult(
            new QueryId(new UUID(1, 1)),
            "SELECT",
            "SELECT " + rows,
            result.store().columns(),
            rows,
            rows,
            moreExist,
            Duration.ZERO,
            Duration.ZERO,
            TransactionState.IDLE));
    strip.refresh();
  }

  @Test
  void moreRowsAreSaidToExistAndThatFetchingThemRunsTheQueryAgain() {
    result(1, "a", "b");
    assertThat(fetchAll()).isEmpty();
    end(true);
    assertThat(fetchAll())
        .singleElement()
        .satisfies(
            button -> {
              assertThat(button.getText()).isEqualTo("First 2 shown, more exist · Fetch all");
              assertThat(button.getToolTipText()).contains("Runs the query again");
            });

    result(2, "a");
    end(false);
    assertThat(fetchAll()).isEmpty();
  }

  private int rows() {
    return strip.front().orElseThrow().table().getRowCount();
  }

  @Test
  void theRowsAreFilteredWhenTheUserStopsTyping() {
    assertThat(field().isVisible()).isFalse();
    result(1, "elephant", "mouse", "ELEVEN");
    assertThat(field().isVisible()).isTrue();

    field().setText("e");
    field().setText("ele");
    assertThat(rows()).isEqualTo(3);
    ui.tick();
    assertThat(rows()).isEqualTo(2);

    field().setText("");
    ui.tick();
    assertThat(rows()).isEqualTo(3);
  }

  @Test
  void eachResultHasItsOwnFilter() {
    result(1, "a", "b");
    field().setText("a");
    ui.tick();
    result(2, "a", "b");

    assertThat(field().getText()).isEmpty();
    ui.tick();
    assertThat(rows()).isEqualTo(2);
  }
}
