package dev.tusk.swing.editor;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.sql.StatementKind;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.core.workspace.SqlFile;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds the tabs: opens, closes, restores and keeps them. Event thread only.
public final class EditorPresenter implements TabPresenter.Host {
  private static final System.Logger LOG = System.getLogger(EditorPresenter.class.getName());
  private static final int REMEMBERED = 20;

  /// So many tabs are named when they would lose something.
  private static final int NAMED = 10;

  /// What opening the tabs does to Tusk shows by then.
  private static final Duration SETTLED = Duration.ofSeconds(10);

  /// How often the sessions in which nothing runs are looked at.
  private static final Duration LOOK = Duration.ofMillis(500);

  private final UiExecutor ui;
  private final EditorUseCases core;
  private final Intents intents;
  private final Dialogs dialogs;
  private final EditorView view;
  private final ConnectionBook book;
  private final WorkspaceKeeper keeper;
  private final RestoreGuard guard;
  private final List<TabPresenter> tabs = new ArrayList<>();
  private final Map<TabId, TabView> views = new HashMap<>();
  private final Deque<SavedTab> closed = new ArrayDeque<>();
  private Consumer<@Nullable TabPresenter> frontListener = tab -> {};
  private @Nullable TabPresenter front;
  private @Nullable ConnectionId announced;
  private boolean announcedYet;
  private boolean saveFailed;

  /// Begun on the event thread, ended at the end.
  private volatile UiExecutor.@Nullable Running watch;

  /// Written on the event thread, read at the end.
  private volatile boolean declined;

  EditorPresenter(
      UiExecutor ui, EditorUseCases core, Intents intents, Dialogs dialogs, EditorView view) {
    this.ui = ui;
    this.core = core;
    this.intents = intents;
    this.dialogs = dialogs;
    this.view = view;
    this.book = new ConnectionBook(ui, core.connections(), core.state(), this::bookChanged);
    this.guard = new RestoreGuard(core.settings());
    this.keeper = new WorkspaceKeeper(ui, core.workspace(), this::cannotSave);
    listen();
  }

  private void listen() {
    var _ = intents.on(StandardIntents.OpenSqlTab.class, this::open);
    var _ =
        intents.on(
            StandardIntents.InsertText.class,
            insert -> front().map(this::viewOf).ifPresent(v -> v.insert(insert.text())));
    var _ =
        intents.on(
            StandardIntents.ConnectionOpened.class,
            opened -> connected(ConnectionId.parse(opened.connectionId())));
    var _ =
        intents.on(
            StandardIntents.ConnectionClosed.class,
            gone -> {
              book.refresh();
              var id = ConnectionId.parse(gone.connectionId());
              on(id).forEach(tab -> tab.connectionGone(gone.reason()));
            });
    var _ = intents.on(StandardIntents.ConnectionsChanged.class, changed -> book.refresh());
  }

  /// Reads the tabs of the last run and the connections.
  void started() {
    book.refresh();
    watch = ui.every(LOOK, this::look);
    var _ =
        ui.run(
            () -> {
              var saved = core.workspace().restore();
              return new Kept(saved, !saved.isEmpty() && guard.begin());
            },
            this::restore,
            e -> {
              LOG.log(System.Logger.Level.WARNING, "cannot restore the tabs", e);
              intents.send(
                  new StandardIntents.ShowError(
                      "Your tabs could not be restored",
                      "They are kept; Tusk will try again at the next start.",
                      String.valueOf(e.getMessage())));
            });
  }

  private void look() {
    var doubt = core.checkSession().hasSlept();
    tabs.forEach(tab -> tab.checkLink(doubt));
  }

  /// Calls the listener when another tab is in front, or the one in front changed.
  void onFront(Consumer<@Nullable TabPresenter> listener) {
    frontListener = listener;
  }

  /// The tabs in their order.
  public List<TabPresenter> tabs() {
    return List.copyOf(tabs);
  }

  /// The tab in front; empty when none is open.
  public Optional<TabPresenter> front() {
    return Optional.ofNullable(front);
  }

  /// Opens an empty tab on the connection of the one in front.
  void newTab() {
    intents.send(new StandardIntents.ShowStart(false));
    create(untitled(), usualConnection(), "", 0);
  }

  /// Opens files that a person chooses, each in a tab of its own: no text that is open changes.
  void openFiles() {
    for (var file : view.askFiles()) {
      var _ =
          ui.run(
              () -> core.files().read(file),
              this::opened,
              e -> dialogs.error("Open SQL file", String.valueOf(e.getMessage()), ""));
    }
  }

  private void opened(SqlFile file) {
    switch (file) {
      case SqlFile.Text text -> {
        intents.send(new StandardIntents.ShowStart(false));
        create(text.name(), usualConnection(), text.text(), 0);
      }
      case SqlFile.Refused refused ->
          dialogs.error("The file was not opened", refused.why(), refused.advice());
    }
  }

  /// Closes a tab; asks first when something would be lost.
  void close(TabPresenter tab) {
    if (!mayLose("Close " + tab.title() + "?", " and close", List.of(tab))) {
      return;
    }
    closed.push(snapshot(tab));
    if (closed.size() > REMEMBERED) {
      closed.removeLast();
    }
    var index = tabs.indexOf(tab);
    tabs.remove(tab);
    views.remove(tab.id());
    view.remove(tab);
    keeper.forget(tab.id());
    tab.close();
    for (var rest : tabs.subList(index, tabs.size())) {
      touch(rest);
    }
    if (tab.equals(front)) {
      select(tabs.isEmpty() ? null : tabs.get(Math.min(index, tabs.size() - 1)));
    }
  }

  /// Opens the tab again that was closed last, with its text.
  void reopen() {
    if (!closed.isEmpty()) {
      var tab = closed.pop();
      intents.send(new StandardIntents.ShowStart(false));
      create(tab.title(), tab.connection(), tab.text(), tab.caret());
    }
  }

  /// Whether there is a closed tab to open again.
  boolean canReopen() {
    return !closed.isEmpty();
  }

  /// Brings a tab to the front; null when there is none.
  public void select(@Nullable TabPresenter tab) {
    if (Objects.equals(tab, front)) {
      return;
    }
    var before = front;
    front = tab;
    if (before != null && tabs.contains(before)) {
      touch(before);
    }
    if (tab != null) {
      view.select(tab);
      touch(tab);
    }
    frontChanged();
  }

  /// Brings the n-th tab to the front, from 0; nothing when there is none.
  public void select(int index) {
    if (index >= 0 && index < tabs.size()) {
      select(tabs.get(index));
    }
  }

  /// Brings the next tab to the front, or the one before, round the ends.
  void step(int by) {
    if (!tabs.isEmpty()) {
      var at = tabs.indexOf(front);
      select(Math.floorMod(at + by, tabs.size()));
    }
  }

  /// Asks for a new name of a tab.
  void rename(TabPresenter tab) {
    view.askName(tab);
  }

  /// Notes that the text or the caret of a tab changed, so that it is kept.
  void touch(TabPresenter tab) {
    if (views.containsKey(tab.id())) {
      keeper.touch(tab.id(), () -> snapshot(tab));
    }
  }

  /// Whether the window may close; asks once for all tabs that hold something.
  boolean mayClose() {
    if (!mayLose("Close Tusk?", " and close", tabs)) {
      return false;
    }
    tabs.forEach(this::touch);
    keeper.collect();
    return true;
  }

  /// Whether a connection may be closed; asks once for all its tabs that hold something.
  boolean mayDisconnect(ConnectionId id) {
    var name = book.find(id).map(ConnectionChoice::name).orElse("this connection");
    return mayLose("Disconnect " + name + "?", " and disconnect", on(id));
  }

  @Override
  public boolean mayMove(TabPresenter tab) {
    return mayLose("Change the connection of " + tab.title() + "?", " and change", List.of(tab));
  }

  @Override
  public boolean mayRepeat(String sql) {
    return StatementKind.of(sql).portalSafe()
        || dialogs.confirm(
            new Dialogs.Question(
                "Run the statement again?",
                "All of its rows are had only by running it once more; what it changes is changed"
                    + " once more.",
                "Run again",
                true));
  }

  /// Asks before tabs lose something, naming it.
  ///
  /// @param then what is done after it, for the button
  private boolean mayLose(String title, String then, List<TabPresenter> all) {
    var holding = all.stream().filter(TabPresenter::holdsSomething).toList();
    if (holding.isEmpty()) {
      return true;
    }
    var lost =
        holding.stream()
            .limit(NAMED)
            .map(tab -> tab.title() + ": " + tab.atStake())
            .collect(Collectors.joining("\n"));
    var more = holding.size() > NAMED ? "\nand %d more tabs".formatted(holding.size() - NAMED) : "";
    var runs = holding.stream().anyMatch(TabPresenter::isRunning);
    return dialogs.confirm(
        new Dialogs.Question(
            title,
            "This is lost:\n" + lost + more + "\nThe text of the tabs is kept.",
            (runs ? "Stop" : "Roll back") + then,
            true));
  }

  /// Writes what was collected by [#mayClose]. Blocks; not on the event thread.
  void flush() {
    var looking = watch;
    if (looking != null) {
      looking.cancel();
    }
    keeper.finish();
    if (!declined) {
      guard.survived();
    }
  }

  @Override
  public void changed(TabPresenter tab) {
    view.header(tab, tab.status());
    if (tab.equals(front)) {
      frontChanged();
    }
    touch(tab);
  }

  @Override
  public void ticked(TabPresenter tab) {
    view.header(tab, tab.status());
    if (tab.equals(front)) {
      frontListener.accept(tab);
    }
  }

  @Override
  public void connect(ConnectionId id) {
    intents.send(new StandardIntents.ConnectRequested(id.toString()));
  }

  @Override
  public void edit(ConnectionId id) {
    intents.send(new StandardIntents.EditConnection(id.toString()));
  }

  @Override
  public void unlock() {
    intents.send(new StandardIntents.UnlockWrites());
  }

  void attach(TabPresenter tab, TabView panel) {
    views.put(tab.id(), panel);
    tab.attach(panel);
  }

  private void open(StandardIntents.OpenSqlTab wish) {
    var connection =
        wish.connectionId() == null ? usualConnection() : ConnectionId.parse(wish.connectionId());
    var title = wish.title() == null ? untitled() : wish.title();
    var tab = create(title, connection, wish.text(), wish.text().length());
    if (wish.run()) {
      tab.runAll();
    }
  }

  private void connected(ConnectionId id) {
    book.refresh();
    var there = on(id);
    if (!there.isEmpty()) {
      there.forEach(TabPresenter::connectionOpened);
    } else if (front != null && front.connection().isEmpty()) {
      front.use(id);
    } else {
      create(untitled(), id, "", 0);
    }
  }

  /// The tabs of the last run.
  private record Kept(List<SavedTab> tabs, boolean suspicious) {}

  private void restore(Kept kept) {
    declined = kept.suspicious() && !dialogs.confirm(question(kept.tabs().size()));
    if (declined) {
      return;
    }
    restore(kept.tabs());
    var _ =
        ui.after(
            SETTLED,
            () -> {
              var _ =
                  ui.run(
                      () -> {
                        guard.survived();
                        return guard;
                      },
                      done -> {},
                      e -> LOG.log(System.Logger.Level.WARNING, "the start was not noted", e));
            });
  }

  private static Dialogs.Question question(int tabs) {
    return new Dialogs.Question(
        "Open your tabs again?",
        "Tusk ended early the last times it opened them ("
            + tabs
            + "). They are kept in any case; if you do not open them, Tusk asks again at its next"
            + " start.",
        "Open them",
        false);
  }

  private void restore(List<SavedTab> saved) {
    TabPresenter active = null;
    var index = 0;
    for (var tab : saved) {
      var restored = add(tab.id(), tab.title(), tab.connection(), tab.text(), tab.caret(), index++);
      active = tab.active() || active == null ? restored : active;
    }
    if (active != null && front == null) {
      intents.send(new StandardIntents.ShowStart(false));
      select(active);
    }
  }

  /// Opens a new tab behind the others.
  private TabPresenter create(
      String title, @Nullable ConnectionId connection, String text, int caret) {
    var tab = add(new TabId(core.ids().next()), title, connection, text, caret, tabs.size());
    select(tab);
    return tab;
  }

  private TabPresenter add(
      TabId id,
      String title,
      @Nullable ConnectionId connection,
      String text,
      int caret,
      int index) {
    var sqlTab = new SqlTab(id, title, core.open());
    if (connection != null) {
      // a fresh tab holds no session yet, so that this cannot block
      sqlTab.use(connection);
    }
    var tab = new TabPresenter(ui, core, book, sqlTab, this);
    tabs.add(index, tab);
    view.add(tab, index, text, caret);
    touch(tab);
    return tab;
  }

  private SavedTab snapshot(TabPresenter tab) {
    var input = viewOf(tab).input();
    return new SavedTab(
        tab.id(),
        tab.title(),
        tab.connection().orElse(null),
        input.text(),
        input.caret(),
        tabs.indexOf(tab),
        tab.equals(front));
  }

  private TabView viewOf(TabPresenter tab) {
    var panel = views.get(tab.id());
    if (panel == null) {
      throw new IllegalStateException("the tab has no panel");
    }
    return panel;
  }

  private List<TabPresenter> on(ConnectionId id) {
    return tabs.stream().filter(t -> t.connection().filter(id::equals).isPresent()).toList();
  }

  /// That of the tab in front, else the first that is open; null when none is.
  private @Nullable ConnectionId usualConnection() {
    return front()
        .flatMap(TabPresenter::connection)
        .or(() -> core.state().connections().stream().findFirst().map(open -> open.config().id()))
        .orElse(null);
  }

  private String untitled() {
    for (var n = 1; ; n++) {
      var title = "Untitled " + n;
      if (tabs.stream().noneMatch(t -> t.title().equals(title))) {
        return title;
      }
    }
  }

  private void bookChanged() {
    view.connections(book.all());
    tabs.forEach(TabPresenter::connectionsChanged);
  }

  private void frontChanged() {
    var connection = front().flatMap(TabPresenter::connection).orElse(null);
    if (!announcedYet || !Objects.equals(connection, announced)) {
      announcedYet = true;
      announced = connection;
      intents.send(
          new StandardIntents.ActiveConnectionChanged(
              connection == null ? null : connection.toString()));
    }
    frontListener.accept(front);
  }

  private void cannotSave(Exception failure) {
    LOG.log(System.Logger.Level.ERROR, "cannot keep the text of the tabs", failure);
    if (!saveFailed) {
      saveFailed = true;
      intents.send(
          new StandardIntents.ShowError(
              "Your text is not being saved",
              "Tusk cannot write the text of the tabs; copy what you need before you close.",
              String.valueOf(failure.getMessage())));
    }
  }
}
