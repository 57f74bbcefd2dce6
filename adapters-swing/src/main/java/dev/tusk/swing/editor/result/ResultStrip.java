package dev.tusk.swing.editor.result;

import dev.tusk.swing.editor.TabView.Front;
import dev.tusk.swing.editor.grid.GridLayouts;
import dev.tusk.swing.editor.grid.ResultGrid;
import dev.tusk.swing.editor.run.ErrorReport;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.editor.run.RunOutput;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.EmptyState;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.SearchField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Component;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Everything below the editor of a tab. Event thread only.
public final class ResultStrip extends JPanel {
  private static final Duration TYPING = Duration.ofMillis(250);
  private static final String EMPTY = "empty";
  private static final String ERROR = "error";
  private static final String MESSAGES = "messages";

  private final UiExecutor tasks;
  private final StripActions actions;
  private final JPanel tabs = new JPanel(new MigLayout("insets 0 8 0 0, gap 0, hidemode 3"));
  private final JPanel bar =
      new JPanel(new MigLayout("insets 0 0 0 8, gap 0, fillx", "[grow,fill]8[]", "[36!,fill]"));
  private final CardLayout cards = new CardLayout();
  private final JPanel body = new JPanel(cards);
  private final StripTab errorTab = new StripTab();
  private final StripTab messagesTab = new StripTab();
  private final ErrorPanel errorPanel;
  private final MessagesPanel messages = new MessagesPanel();
  private final JButton fetchAll = Buttons.link("");
  private final SearchField filter = new SearchField(Glyph.SEARCH, "Filter rows");
  private final JButton copy =
      Buttons.icon(Glyph.COPY, "Copy the selection with headers", "Ctrl+Shift+C");
  private final GridLayouts layouts = new GridLayouts();
  private final Map<TabResult, Shown> results = new LinkedHashMap<>();
  private Consumer<ResultGrid.GridStatus> gridStatus = status -> {};
  private Runnable copying = () -> {};
  private UiExecutor.@Nullable Running typing;
  private @Nullable RunOutput output;
  private @Nullable ErrorReport errorShown;
  private Pane selected = new Pane.Nothing();
  private Pane filtered = new Pane.Nothing();

  private record Shown(StripTab tab, ResultPane pane, String card) {}

  /// What can be in front.
  private sealed interface Pane {
    record Nothing() implements Pane {}

    record Failure() implements Pane {}

    record Log() implements Pane {}

    record Rows(TabResult result) implements Pane {}
  }

  /// An empty strip.
  public ResultStrip(UiExecutor ui, StripActions actions) {
    super(new BorderLayout());
    this.tasks = ui;
    this.actions = actions;
    this.errorPanel = new ErrorPanel(actions);
    Colors.background(bar, ColorRole.CONTENT);
    Colors.background(body, ColorRole.CONTENT);
    tabs.setOpaque(false);
    body.setInheritsPopupMenu(true);
    bar.setBorder(Hairline.bottom());
    bar.add(tabs, "wmin 0");
    var right = new JPanel(new MigLayout("insets 0, gap 4, hidemode 3", "", "[grow,center]"));
    right.setOpaque(false);
    right.add(filter, "w 180!, h 26!");
    right.add(fetchAll);
    right.add(copy, "w 28!, h 28!");
    bar.add(right);
    add(bar, BorderLayout.NORTH);
    add(body, BorderLayout.CENTER);
    body.add(
        new EmptyState(
            Glyph.TABLE, "No results yet", "Ctrl+Enter runs the statement at the caret."),
        EMPTY);
    body.add(errorPanel, ERROR);
    body.add(messages, MESSAGES);
    errorTab.addActionListener(e -> select(new Pane.Failure()));
    messagesTab.addActionListener(e -> select(new Pane.Log()));
    fetchAll.addActionListener(e -> front().ifPresent(g -> actions.fetchAll(g.result())));
    filter.onChange(text -> front().ifPresent(grid -> typed(grid, text)));
    copy.addActionListener(e -> copying.run());
    tabs.add(errorTab, "h 36!");
    tabs.add(messagesTab, "h 36!");
    errorTab.setVisible(false);
    filter.setVisible(false);
    refresh();
  }

  /// What the button does that copies with the names of the columns.
  public void onCopy(Runnable action) {
    copying = action;
  }

  /// Calls the listener with what the status bar should say of the grid in front.
  public void onGridStatus(Consumer<ResultGrid.GridStatus> listener) {
    gridStatus = listener;
  }

  /// Shows what a run gave so far.
  public void show(RunOutput newOutput, Front front) {
    output = newOutput;
    var now = newOutput.results();
    results
        .entrySet()
        .removeIf(
            each -> {
              var gone = !now.contains(each.getKey());
              if (gone) {
                tabs.remove(each.getValue().tab());
                body.remove(each.getValue().pane());
              }
              return gone;
            });
    for (var result : now) {
      if (!results.containsKey(result)) {
        add(result);
      }
    }
    var error = newOutput.error();
    errorTab.setVisible(error != null);
    if (error != null && !error.equals(errorShown)) {
      errorPanel.show(error);
    }
    errorShown = error;
    switch (front) {
      case RESULT -> {
        if (!now.isEmpty()) {
          select(new Pane.Rows(now.getLast()));
        }
      }
      case MESSAGES -> select(new Pane.Log());
      case ERROR -> select(error == null ? new Pane.Log() : new Pane.Failure());
      case KEEP -> select(selected);
    }
    refresh();
    tabs.revalidate();
    tabs.repaint();
  }

  /// Puts the keyboard where the rows of the grid in front are filtered.
  public void openFilter() {
    filter.requestFocusInWindow();
    filter.selectAll();
  }

  /// Filters when the user has stopped typing for a moment.
  private void typed(ResultGrid grid, String text) {
    if (typing != null) {
      typing.cancel();
    }
    typing = tasks.after(TYPING, () -> grid.order().filter(text));
  }

  /// Shows the filter of the grid that has come to the front.
  private void filterOfFront() {
    if (typing != null) {
      typing.cancel();
      typing = null;
    }
    var grid = front();
    filter.setVisible(grid.isPresent());
    var text = grid.map(g -> g.order().filter()).orElse("");
    if (!filter.getText().strip().equals(text)) {
      filter.setText(text);
      if (typing != null) {
        typing.cancel();
        typing = null;
      }
    }
  }

  /// Shows the rows and messages that have come since.
  public void refresh() {
    var now = output;
    for (var each : results.entrySet()) {
      each.getValue().pane().refresh();
      header(each.getKey(), each.getValue().tab());
    }
    if (now == null) {
      messagesTab.show(Icons.of(Glyph.MESSAGES), "Messages", "");
      errorTab.show(null, "Error", "");
      fetchAll.setVisible(false);
      copy.setEnabled(false);
      return;
    }
    var count = now.messages().added();
    messagesTab.show(Icons.of(Glyph.MESSAGES), "Messages", count == 0 ? "" : Figures.count(count));
    if (selected instanceof Pane.Nothing && count > 0) {
      select(new Pane.Log());
      return;
    }
    if (selected instanceof Pane.Log) {
      messages.show(now.messages());
    }
    var error = now.error();
    if (error != null) {
      errorTab.show(
          error.stopped()
              ? Icons.of(Glyph.MINUS_CIRCLE, ColorRole.WARN)
              : Icons.of(Glyph.ERROR_CIRCLE, ColorRole.DANGER),
          error.stopped() ? "Stopped" : "Error",
          "· " + error.info().sqlState());
    }
    var grid = front();
    var more = grid.map(ResultGrid::result).filter(r -> r.moreExist() && r.refused() == null);
    fetchAll.setVisible(more.isPresent());
    more.ifPresent(
        r -> {
          var shown = Figures.count(r.store().rowCount());
          SafeText.set(fetchAll, "First " + shown + " shown, more exist · Fetch all");
          SafeText.tip(fetchAll, "Runs the query again and fetches all of its rows");
        });
    copy.setEnabled(grid.isPresent());
  }

  /// The grid in front; empty when another pane is.
  public Optional<ResultGrid> front() {
    return Optional.ofNullable(shownResult()).map(shown -> shown.pane().grid());
  }

  /// What the keyboard should go to.
  public Component focusTarget() {
    return front()
        .<Component>map(ResultGrid::focusTarget)
        .orElse(selected instanceof Pane.Log ? messages.table() : messagesTab);
  }

  /// The strip itself shows no focus.
  @Override
  public boolean requestFocusInWindow() {
    return focusTarget().requestFocusInWindow();
  }

  private void add(TabResult result) {
    var tab = new StripTab();
    var pane = new ResultPane(tasks, result, layouts, actions);
    var shown = new Shown(tab, pane, "result-" + System.identityHashCode(result));
    results.put(result, shown);
    tab.addActionListener(e -> select(new Pane.Rows(result)));
    tabs.add(tab, "h 36!", tabs.getComponentCount() - 1);
    body.add(pane, shown.card());
    pane.grid().onFiltersRemoved(this::filterOfFront);
    pane.grid()
        .onStatus(
            status -> {
              if (selected.equals(new Pane.Rows(result))) {
                gridStatus.accept(status);
              }
            });
  }

  private void select(Pane what) {
    var target = what;
    if (gone(target)) {
      target = fallback();
    }
    selected = target;
    errorTab.setSelected(target instanceof Pane.Failure);
    messagesTab.setSelected(target instanceof Pane.Log);
    var shown = shownResult();
    results.forEach((r, s) -> s.tab().setSelected(s.equals(shown)));
    cards.show(
        body,
        switch (target) {
          case Pane.Nothing none -> EMPTY;
          case Pane.Failure failure -> ERROR;
          case Pane.Log log -> MESSAGES;
          case Pane.Rows rows -> shown == null ? EMPTY : shown.card();
        });
    gridStatus.accept(ResultGrid.GridStatus.NONE);
    if (!target.equals(filtered)) {
      filtered = target;
      filterOfFront();
    }
    refresh();
  }

  private boolean gone(Pane pane) {
    return switch (pane) {
      case Pane.Nothing none -> true;
      case Pane.Failure failure -> output == null || output.error() == null;
      case Pane.Log log -> false;
      case Pane.Rows rows -> !results.containsKey(rows.result());
    };
  }

  private @Nullable Shown shownResult() {
    return selected instanceof Pane.Rows rows ? results.get(rows.result()) : null;
  }

  private Pane fallback() {
    var now = output;
    if (now == null) {
      return new Pane.Nothing();
    }
    if (!now.results().isEmpty()) {
      return new Pane.Rows(now.results().getFirst());
    }
    return now.messages().added() > 0 ? new Pane.Log() : new Pane.Nothing();
  }

  private static void header(TabResult result, StripTab tab) {
    var rows = result.store().rowCount();
    String facts;
    if (result.previous()) {
      facts = "· previous run";
    } else if (result.open()) {
      facts = rows == 0 ? "· running" : "· " + Figures.rows(rows) + " so far";
    } else {
      var end = result.finished();
      facts =
          "· "
              + Figures.rows(rows)
              + (end == null ? "" : " · " + Figures.time(end.totalTime()))
              + (result.stale() ? " · stale" : "");
    }
    Icon icon =
        Icons.of(
            result.stale() ? Glyph.CLOCK : Glyph.TABLE,
            result.stale() ? ColorRole.WARN : ColorRole.TEXT2);
    tab.show(icon, "Result " + result.number(), facts);
    SafeText.tip(tab, result.sql());
  }
}
