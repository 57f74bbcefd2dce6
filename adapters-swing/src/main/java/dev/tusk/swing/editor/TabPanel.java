package dev.tusk.swing.editor;

import dev.tusk.core.error.NextStep;
import dev.tusk.swing.editor.result.ResultStrip;
import dev.tusk.swing.editor.result.StripActions;
import dev.tusk.swing.editor.run.ErrorReport;
import dev.tusk.swing.editor.run.RunOutput;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.editor.text.SqlEditor;
import dev.tusk.swing.kit.Banner;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.ProgressLine;
import dev.tusk.swing.kit.Split;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.BorderLayout;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JComponent;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// The inside of a tab: toolbar, editor, results. Event thread only.
final class TabPanel extends JPanel implements TabView {
  private static final int RESULTS_HEIGHT = 368;

  private final TabPresenter presenter;
  private final TabToolbar toolbar;
  private final ProgressLine progress = new ProgressLine();
  private final Banner banner = new Banner();
  private final SqlEditor editor;
  private final ResultStrip results;
  private final Split split;
  private boolean resultsShown = true;
  private long version;
  private String bannerFor = "";

  TabPanel(
      UiExecutor ui,
      TabPresenter presenter,
      Function<String, String> keyOf,
      Consumer<String> told) {
    super(new BorderLayout());
    this.presenter = presenter;
    this.toolbar = new TabToolbar(presenter, keyOf);
    this.editor = new SqlEditor(ui);
    this.results = new ResultStrip(ui, new Actions(presenter, told));
    var top =
        new JPanel(new MigLayout("insets 0, gap 0, fillx, wrap 1, hidemode 3", "[grow,fill]"));
    Colors.background(top, ColorRole.CONTENT);
    top.add(toolbar);
    top.add(progress, "h 2!, pos 0 37 container.x2 39");
    top.add(banner);
    split = Split.rows(editor, results, RESULTS_HEIGHT);
    add(top, BorderLayout.NORTH);
    add(split, BorderLayout.CENTER);
    editor.onText(() -> version++);
  }

  SqlEditor editor() {
    return editor;
  }

  ResultStrip results() {
    return results;
  }

  /// Says what is new of its connection.
  JComponent news() {
    return banner;
  }

  TabToolbar toolbar() {
    return toolbar;
  }

  /// Goes to a line, from 1.
  void goToLine(int line) {
    editor.area().goTo(line);
    editor.area().requestFocusInWindow();
  }

  /// Shows or hides what is below the editor.
  void toggleResults() {
    resultsShown = !resultsShown;
    split.showKept(resultsShown);
  }

  @Override
  public Input input() {
    var area = editor.area();
    return new Input(
        area.getText(),
        area.getCaretPosition(),
        area.getSelectionStart(),
        area.getSelectionEnd(),
        version);
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public void show(TabStatus status) {
    toolbar.show(status);
    progress.run(status.phase().busy());
    banner(status);
  }

  @Override
  public void tick(TabStatus status) {
    toolbar.tick(status);
    results.refresh();
  }

  @Override
  public void output(RunOutput output, Front front) {
    results.show(output, front);
  }

  @Override
  public void clearMarks() {
    editor.clearMarks();
  }

  @Override
  public void markRunning(int offset) {
    editor.markRunning(offset);
  }

  @Override
  public void mark(int offset, Mark mark, String tip) {
    switch (mark) {
      case DONE -> editor.mark(offset, Glyph.CHECK_CIRCLE, ColorRole.OK, tip);
      case FAILED -> editor.mark(offset, Glyph.ERROR_CIRCLE, ColorRole.DANGER, tip);
      case STOPPED -> editor.mark(offset, Glyph.MINUS_CIRCLE, ColorRole.WARN, tip);
    }
  }

  @Override
  public void markError(ErrorReport.Place place, String tip) {
    editor.mark(place.offset(), Glyph.ERROR_CIRCLE, ColorRole.DANGER, tip);
    editor.markError(place.start(), place.end(), place.offset());
  }

  @Override
  public OptionalInt locate(String text, int near) {
    var whole = editor.area().getText();
    if (near >= 0 && whole.startsWith(text, near)) {
      return OptionalInt.of(near);
    }
    var after = whole.indexOf(text, Math.max(0, near));
    var before = whole.lastIndexOf(text, Math.max(0, near));
    if (after < 0 && before < 0) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        before < 0 || (after >= 0 && after - near < near - before) ? after : before);
  }

  @Override
  public void replace(int start, int end, String text) {
    editor.area().replaceRange(text, start, end);
    editor.area().requestFocusInWindow();
  }

  @Override
  public void insert(String text) {
    editor.area().replaceSelection(text);
    editor.area().requestFocusInWindow();
  }

  @Override
  public void goTo(int offset) {
    var area = editor.area();
    area.setCaretPosition(Math.clamp(offset, 0, area.getDocument().getLength()));
    area.requestFocusInWindow();
  }

  /// Says what is wrong with the connection, once until it changes.
  private void banner(TabStatus status) {
    var link = status.link();
    var wanted = status.phase() + status.note() + link;
    if (wanted.equals(bannerFor)) {
      return;
    }
    bannerFor = wanted;
    var choice = status.connection();
    if (link.kind() != LinkNews.Kind.NONE && link.kind() != LinkNews.Kind.SHARED) {
      banner(link);
    } else if (status.phase() == TabPhase.CONNECTING) {
      banner.show(
          Banner.Level.INFO,
          Glyph.CONNECTION,
          "Connecting to " + (choice == null ? "the server" : choice.name()) + "…",
          "The statement runs as soon as it is connected.");
    } else if (!status.note().isEmpty()) {
      banner.show(Banner.Level.INFO, null, status.note(), "");
    } else if (link.kind() == LinkNews.Kind.SHARED) {
      banner(link);
    } else {
      banner.setVisible(false);
    }
  }

  private void banner(LinkNews link) {
    var lost = link.kind() == LinkNews.Kind.LOST || link.kind() == LinkNews.Kind.RECONNECTING;
    var button = Buttons.icons(Buttons.primary("Reconnect"), Glyph.CONNECTION);
    button.setIcon(Icons.of(Glyph.CONNECTION, ColorRole.ON_FILL));
    button.addActionListener(e -> presenter.reconnect());
    var dismiss = Buttons.secondary("Dismiss");
    dismiss.addActionListener(e -> presenter.dismissNews());
    banner.show(
        lost ? Banner.Level.WARN : Banner.Level.INFO,
        lost ? Glyph.DISCONNECTED : link.kind() == LinkNews.Kind.SHARED ? null : Glyph.CONNECTION,
        link.title(),
        link.words(),
        lost ? button : dismiss);
  }

  /// Passes on what the strip wants.
  private record Actions(TabPresenter tab, Consumer<String> teller) implements StripActions {
    @Override
    public void fetchAll(TabResult result) {
      tab.fetchAll(result);
    }

    @Override
    public void stopFetching() {
      tab.stopFetching();
    }

    @Override
    public void applyFix() {
      tab.applyFix();
    }

    @Override
    public void goToError() {
      tab.goToError();
    }

    @Override
    public void next(NextStep step) {
      tab.next(step);
    }

    @Override
    public void told(String words) {
      teller.accept(words);
    }
  }
}
