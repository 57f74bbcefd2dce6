package dev.tusk.swing.editor;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.guard.GuardInteraction;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.query.CancelQuery;
import dev.tusk.core.query.CheckSession;
import dev.tusk.core.query.QueryRegistry;
import dev.tusk.core.query.ReconnectTab;
import dev.tusk.core.query.RecordHistory;
import dev.tusk.core.query.RunScript;
import dev.tusk.core.query.RunStatement;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.core.settings.Settings;
import dev.tusk.core.state.TuskState;
import dev.tusk.core.testkit.ConnectionBuilder;
import dev.tusk.core.testkit.CountingIds;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryEnvironment;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.core.workspace.KeepWorkspace;
import dev.tusk.core.workspace.ReadSqlFile;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.task.Registration;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.UiIntent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tabs on a fake server, without a window, on one thread.
final class EditorFixture {
  final ImmediateUi ui = new ImmediateUi();
  final FakeServer server = new FakeServer();
  final InMemoryStorage storage;
  final FixedClock clock = new FixedClock();
  final OpenConnections open = new OpenConnections();
  final ConnectionConfig config = ConnectionBuilder.connection("dev").build();
  final Bus bus = new Bus();
  final Asked asked = new Asked();
  final Panels panels = new Panels();
  final EditorPresenter tabs;
  final EditorUseCases core;
  private final OpenConnection connector;

  EditorFixture() {
    this(new InMemoryStorage());
  }

  /// A start over what an earlier one has kept.
  EditorFixture(InMemoryStorage storage) {
    this.storage = storage;
    var ids = new CountingIds();
    var registry = new QueryRegistry();
    var cancel = new CancelQuery(clock);
    var state =
        new TuskState(Path.of("."), open, registry, new SchemaCaches(), cancel, new Unlocks(clock));
    var credentials = new InMemoryCredentials();
    var run =
        new RunStatement(registry, cancel, new RecordHistory(storage.history(), open), clock, ids);
    connector =
        new OpenConnection(
            server, credentials, storage.connections(), new InMemoryEnvironment(), open, clock);
    storage.connections().save(config);
    core =
        new EditorUseCases(
            new RunScript(run),
            new CheckSession(clock),
            new ReconnectTab(clock),
            GuardInteraction.none(),
            new KeepWorkspace(storage.workspace()),
            new ReadSqlFile(),
            new ManageConnections(storage.connections(), credentials, open),
            open,
            state,
            new KeepResults(new MemoryBudget(1 << 20), storage.spillFiles()),
            new Settings(storage.settings()),
            clock,
            ids);
    tabs = new EditorPresenter(ui, core, bus, asked, panels);
    panels.tabs = tabs;
  }

  void connect() {
    connector.open(config, null, ConnectInteraction.none(), Cancellation.create());
  }

  /// A tab on the open connection with a text in it.
  TabPresenter tab(String text) {
    connect();
    tabs.newTab();
    view().text = text;
    return tabs.front().orElseThrow();
  }

  FakeTabView view() {
    return Objects.requireNonNull(panels.views.get(tabs.front().orElseThrow()));
  }

  List<SavedTab> saved() {
    return storage.workspace().tabs();
  }

  static final class Bus implements Intents {
    final List<UiIntent> sent = new ArrayList<>();
    private final Map<Class<?>, List<Consumer<UiIntent>>> listeners = new HashMap<>();

    @Override
    public <T extends UiIntent> Registration on(Class<T> type, Consumer<? super T> listener) {
      listeners
          .computeIfAbsent(type, t -> new ArrayList<>())
          .add(intent -> listener.accept(type.cast(intent)));
      return () -> {};
    }

    @Override
    public void send(UiIntent intent) {
      sent.add(intent);
      listeners.getOrDefault(intent.getClass(), List.of()).forEach(l -> l.accept(intent));
    }
  }

  static final class Asked implements Dialogs {
    final List<Question> questions = new ArrayList<>();
    final List<String> errors = new ArrayList<>();
    boolean answer = true;

    @Override
    public boolean confirm(Question question) {
      questions.add(question);
      return answer;
    }

    @Override
    public void error(String title, String message, String details) {
      errors.add(message + "|" + details);
    }
  }

  static final class Panels implements EditorView {
    final Map<TabPresenter, FakeTabView> views = new HashMap<>();
    @Nullable EditorPresenter tabs;
    List<Path> files = List.of();

    @Override
    public void add(TabPresenter tab, int index, String text, int caret) {
      var view = new FakeTabView();
      view.text = text;
      view.caret = caret;
      views.put(tab, view);
      Objects.requireNonNull(tabs).attach(tab, view);
    }

    @Override
    public void remove(TabPresenter tab) {
      views.remove(tab);
    }

    @Override
    public void select(TabPresenter tab) {}

    @Override
    public void header(TabPresenter tab, TabStatus status) {}

    @Override
    public void connections(List<ConnectionChoice> choices) {}

    @Override
    public void askName(TabPresenter tab) {}

    @Override
    public List<Path> askFiles() {
      return files;
    }
  }
}
