package dev.tusk.swing.connection;

import dev.tusk.core.connection.CloseConnection;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.connection.form.ConnectionDraft;
import dev.tusk.swing.connection.prompt.PasswordPrompt;
import dev.tusk.swing.connection.prompt.Trouble;
import dev.tusk.swing.connection.prompt.WindowInteraction;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Opens and closes connections as tasks that can be given up. Event thread only.
final class ConnectPresenter {
  private static final Messages TEXT = Messages.of(ConnectPresenter.class);

  private final UiExecutor ui;
  private final Intents intents;
  private final OpenConnection open;
  private final CloseConnection close;
  private final ManageConnections connections;
  private final PasswordPrompt prompt;
  private final Map<ConnectionId, Attempt> attempts = new LinkedHashMap<>();
  private Runnable listener = () -> {};
  private Predicate<ConnectionConfig> mayReplace = config -> true;
  private @Nullable String active;

  /// A connection on its way.
  ///
  /// @param step how far it is; null before the first step
  record Attempt(ConnectionConfig config, Cancellation cancellation, @Nullable ConnectStep step) {}

  /// How a new connection's place was found and is to be kept.
  ///
  /// @param password owned here; null for none
  /// @param save whether it is to be saved when it is open
  private record Plan(ConnectionConfig config, @Nullable Secret password, boolean save) {}

  ConnectPresenter(
      UiExecutor ui,
      Intents intents,
      OpenConnection open,
      CloseConnection close,
      ManageConnections connections,
      PasswordPrompt prompt) {
    this.ui = ui;
    this.intents = intents;
    this.open = open;
    this.close = close;
    this.connections = connections;
    this.prompt = prompt;
  }

  /// Calls `newListener` whenever what is on its way changes.
  void onChange(Runnable newListener) {
    listener = newListener;
  }

  /// Asks `question` before a connection that is open is opened in another way, which closes it.
  void onReplace(Predicate<ConnectionConfig> question) {
    mayReplace = question;
  }

  /// The newest attempt that is on its way.
  Optional<Attempt> current() {
    return attempts.values().stream().reduce((first, second) -> second);
  }

  /// The tab in front uses this connection: connecting it again needs no new tab.
  void active(@Nullable String connectionId) {
    active = connectionId;
  }

  /// Connects a saved connection.
  void connect(String connectionId) {
    var id = ConnectionId.parse(connectionId);
    if (attempts.containsKey(id)) {
      return;
    }
    ui.run(
        () -> connections.find(id),
        found -> {
          if (found.isPresent()) {
            start(new Plan(found.get(), null, false));
          } else {
            failed(connectionId, "", new IllegalArgumentException(TEXT.get("connect.gone")));
          }
        },
        failure -> failed(connectionId, "", failure));
  }

  /// Connects with a password that was just typed; takes it over.
  void connect(ConnectionConfig config, @Nullable Secret password) {
    start(new Plan(config, password, false));
  }

  /// Connects to what a URL says: to the saved connection of that place, else to a new one.
  void connectUrl(String url, ReadConnection read) {
    ui.run(
        () -> plan(read.read(url), read.environmentPassword()),
        this::start,
        failure -> failed("", "", failure));
  }

  private Plan plan(ConnectionUrl url, @Nullable Secret ofEnvironment) {
    var wanted = url.config();
    var inUrl = url.password();
    var password = inUrl == null ? ofEnvironment : inUrl;
    for (var saved : connections.all()) {
      if (saved.address().equals(wanted.address())
          && saved.sslMode() == wanted.sslMode()
          && saved.settings().all().entrySet().containsAll(wanted.settings().all().entrySet())) {
        return new Plan(saved, password, false);
      }
    }
    var name = wanted.name();
    for (var n = 2; connections.findByName(name).isPresent(); n++) {
      name = wanted.name() + " " + n;
    }
    var remembering = ConnectionDraft.of(wanted.withName(name)).remembering(true).config();
    return new Plan(remembering, password, true);
  }

  private void start(Plan plan) {
    var config = plan.config();
    var given = plan.password();
    if (!mayReplace.test(config)) {
      if (given != null) {
        given.wipe();
      }
      return;
    }
    var cancellation = Cancellation.create();
    var earlier = attempts.put(config.id(), new Attempt(config, cancellation, null));
    if (earlier != null) {
      earlier.cancellation().cancel();
    }
    listener.run();
    var interaction =
        new WindowInteraction(
            ui,
            prompt,
            cancellation,
            step -> step(config, cancellation, step),
            warning -> intents.send(new ConnectRemark(config.name(), warning)),
            this::keyring);
    ui.run(
        () -> {
          try (var password = plan.password()) {
            var live = open.open(config, password, interaction, cancellation);
            if (!plan.save()) {
              return Optional.<String>empty();
            }
            return connections.save(live.config(), password);
          }
        },
        warning -> {
          done(config, cancellation);
          warning.ifPresent(this::keyring);
        },
        failure -> {
          if (!end(config.id(), cancellation)) {
            return;
          }
          if (cancellation.isCancelled()) {
            intents.send(new StandardIntents.ConnectCancelled(config.id().toString()));
          } else {
            failed(plan.save() ? "" : config.id().toString(), config.name(), failure);
          }
        });
  }

  private void step(ConnectionConfig config, Cancellation cancellation, ConnectStep step) {
    if (attempts.containsKey(config.id()) && !cancellation.isCancelled()) {
      attempts.put(config.id(), new Attempt(config, cancellation, step));
      listener.run();
    }
  }

  private void done(ConnectionConfig config, Cancellation cancellation) {
    var id = config.id().toString();
    if (!end(config.id(), cancellation)) {
      return;
    }
    if (cancellation.isCancelled()) {
      // given up too late: it is open, and nobody wants it
      disconnect(id);
    } else if (!id.equals(active)) {
      intents.send(new StandardIntents.OpenSqlTab(id, null, "", false));
    } else {
      intents.send(new StandardIntents.ShowStart(false));
    }
  }

  /// Forgets an attempt unless a newer one has taken its place.
  private boolean end(ConnectionId id, Cancellation cancellation) {
    var attempt = attempts.get(id);
    if (attempt == null || attempt.cancellation() != cancellation) {
      return false;
    }
    attempts.remove(id);
    listener.run();
    return true;
  }

  /// Gives up the newest attempt.
  void cancel() {
    current().ifPresent(a -> disconnect(a.config().id().toString()));
  }

  /// Closes a connection, or gives up opening it.
  void disconnect(String connectionId) {
    var id = ConnectionId.parse(connectionId);
    var attempt = attempts.get(id);
    ui.run(
        () -> {
          if (attempt == null) {
            close.close(id);
          } else {
            attempt.cancellation().cancel(); // its actions may block
          }
          return true;
        },
        ended -> {},
        failure -> {
          var trouble = Trouble.of(failure);
          intents.send(
              new StandardIntents.ShowError(
                  TEXT.get("disconnect.failed"), trouble.message(), trouble.advice()));
        });
  }

  private void keyring(String message) {
    intents.send(new PasswordRemark(message));
  }

  private void failed(String id, String name, Exception failure) {
    var trouble = Trouble.of(failure);
    intents.send(
        new StandardIntents.ConnectFailed(
            id, name, trouble.message(), trouble.advice(), trouble.code()));
  }
}
