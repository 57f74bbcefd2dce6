package dev.tusk.swing.start;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Decides what the start screen shows. Event thread only; reads in the background.
final class StartPresenter {
  private static final Messages TEXT = Messages.of(StartPresenter.class);
  private static final int MOST = 8;
  private static final int MOST_FOUND = 40;

  private final UiExecutor ui;
  private final Intents intents;
  private final ManageConnections connections;
  private final ReadConnection reading;
  private final TimeSource time;
  private final ZoneId zone;
  private final @Nullable Callable<ConnectionId> sample;
  private View view = new Unseen();
  private List<Recent> all = List.of();
  private List<ConnectionConfig> local = List.of();
  private String words = "";
  private @Nullable String lastTry;
  private boolean waiting;

  /// A saved connection and when it was last used.
  ///
  /// @param used for people; empty when never
  record Recent(ConnectionConfig config, String used) {
    boolean has(String words) {
      var text = config.name() + " " + config.address() + " " + config.group().text();
      return text.toLowerCase(Locale.ROOT).contains(words);
    }
  }

  /// The screen.
  interface View {
    /// Shows these connections, the one used last first.
    ///
    /// @param found whether they were looked for
    void recent(List<Recent> connections, boolean found);

    /// Shows these servers of this computer, which nobody has saved; none hides their section.
    void local(List<ConnectionConfig> servers);

    /// Says below the URL field what is wrong with it; empty when nothing is.
    void urlProblem(String problem);

    /// Says that something is under way, and offers to stop it; empty when nothing is.
    void busy(String words);

    /// Says what failed.
    ///
    /// @param advice what to do about it, may be empty
    /// @param connectionId of the saved connection, to edit or try again; empty for none
    void failed(String title, String message, String advice, String connectionId);

    /// Takes away what was said of a failure.
    void clear();

    /// Something is open: empties the URL field, as there may be a password in it.
    void opened();
  }

  /// @param sample makes sure that the sample server runs and gives its saved connection, may
  ///     block; null when there is none
  StartPresenter(
      UiExecutor ui,
      Intents intents,
      ManageConnections connections,
      ReadConnection reading,
      TimeSource time,
      ZoneId zone,
      @Nullable Callable<ConnectionId> sample) {
    this.ui = ui;
    this.intents = intents;
    this.connections = connections;
    this.reading = reading;
    this.time = time;
    this.zone = zone;
    this.sample = sample;
  }

  /// Shows all that is known in `newView` from now on.
  void attach(View newView) {
    view = newView;
    show();
  }

  boolean hasSample() {
    return sample != null;
  }

  /// Reads the saved connections, and looks for servers on this computer.
  void reload() {
    ui.run(
        reading::localServers,
        servers -> {
          local = servers;
          show();
        },
        // a variable that is wrong is named when somebody connects
        failure -> {});
    ui.run(
        this::read,
        read -> {
          all = read;
          show();
        },
        failure ->
            view.failed(
                TEXT.get("unread"),
                ErrorInfo.of(TuskException.errorOf(failure)).message(),
                "",
                ""));
  }

  /// Shows only what contains `text`, without regard to case; empty shows those used last.
  void find(String text) {
    words = text.toLowerCase(Locale.ROOT);
    show();
  }

  private void show() {
    view.recent(
        all.stream().filter(r -> r.has(words)).limit(words.isEmpty() ? MOST : MOST_FOUND).toList(),
        !words.isEmpty());
    view.local(local.stream().filter(this::isNew).limit(MOST).toList());
  }

  private boolean isNew(ConnectionConfig server) {
    return all.stream().noneMatch(r -> r.config().hosts().containsAll(server.hosts()));
  }

  private List<Recent> read() {
    record Used(ConnectionConfig config, @Nullable Instant when) {}
    var saved = new ArrayList<Used>();
    for (var config : connections.all()) {
      saved.add(new Used(config, connections.lastUsed(config.id()).orElse(null)));
    }
    saved.sort(Comparator.comparing(Used::when, Comparator.nullsLast(Comparator.reverseOrder())));
    var now = time.now();
    return saved.stream()
        .map(u -> new Recent(u.config(), u.when() == null ? "" : WhenText.of(u.when(), now, zone)))
        .toList();
  }

  /// Connects to what was typed, or says what is wrong with it.
  void connect(String url) {
    if (url.isBlank()) {
      intents.send(new StandardIntents.NewConnection(null));
      return;
    }
    ui.run(
        () -> {
          var password = reading.read(url).password();
          if (password != null) {
            password.wipe();
          }
          return url;
        },
        right -> {
          view.urlProblem("");
          begin(TEXT.get("connecting"), right);
          intents.send(new StandardIntents.ConnectUrl(right));
        },
        failure -> {
          String message = failure.getMessage();
          view.urlProblem(
              failure instanceof IllegalArgumentException && message != null
                  ? message
                  : TEXT.get("url.wrong"));
        });
  }

  /// Connects a saved connection.
  void open(Recent chosen) {
    intents.send(new StandardIntents.ConnectRequested(chosen.config().id().toString()));
  }

  /// Connects to a server of this computer.
  void openLocal(ConnectionConfig server) {
    connect(ConnectionUrl.text(server));
  }

  /// Somebody asked for a saved connection to be opened.
  void opening(String connectionId) {
    all.stream()
        .filter(r -> r.config().id().toString().equals(connectionId))
        .findFirst()
        .ifPresentOrElse(
            r -> begin(TEXT.get("connecting.to", r.config().name()), null),
            () -> begin(TEXT.get("connecting"), null));
  }

  private void begin(String words, @Nullable String url) {
    waiting = true;
    lastTry = url;
    view.clear();
    view.busy(words);
  }

  /// Starts the sample server and connects to it.
  void openSample() {
    var start = sample;
    if (start == null || waiting) {
      return;
    }
    begin(TEXT.get("sample.starting"), null);
    ui.run(
        start,
        id -> {
          waiting = false;
          reload();
          intents.send(new StandardIntents.ConnectRequested(id.toString()));
        },
        failure -> {
          end();
          var info = ErrorInfo.of(TuskException.errorOf(failure));
          var advice = info.suggestion();
          view.failed(TEXT.get("sample.failed"), info.message(), advice == null ? "" : advice, "");
        });
  }

  void failed(StandardIntents.ConnectFailed failure) {
    end();
    var name = failure.name().isEmpty() ? TEXT.get("it") : failure.name();
    view.failed(
        TEXT.get("failed", name), failure.message(), failure.suggestion(), failure.connectionId());
  }

  /// Something is open: what was typed is not needed any more, and may hold a password.
  void opened() {
    end();
    lastTry = null;
    view.opened();
    reload();
  }

  void end() {
    waiting = false;
    view.busy("");
  }

  /// Opens the dialog for what failed: the saved connection, or what was typed.
  void edit(String connectionId) {
    intents.send(
        connectionId.isEmpty()
            ? new StandardIntents.NewConnection(lastTry)
            : new StandardIntents.EditConnection(connectionId));
  }

  private static final class Unseen implements View {
    @Override
    public void recent(List<Recent> connections, boolean found) {}

    @Override
    public void local(List<ConnectionConfig> servers) {}

    @Override
    public void urlProblem(String problem) {}

    @Override
    public void busy(String words) {}

    @Override
    public void failed(String title, String message, String advice, String connectionId) {}

    @Override
    public void clear() {}

    @Override
    public void opened() {}
  }
}
