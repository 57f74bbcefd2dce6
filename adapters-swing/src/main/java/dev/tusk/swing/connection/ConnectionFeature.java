package dev.tusk.swing.connection;

import dev.tusk.core.connection.CloseConnection;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections.Change;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.credential.SavePasswords;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.state.TuskState;
import dev.tusk.swing.connection.form.ConnectionDialog;
import dev.tusk.swing.connection.form.ConnectionDraft;
import dev.tusk.swing.connection.prompt.PasswordDialog;
import dev.tusk.swing.connection.prompt.Trouble;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Region;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.StatusSegment;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.action.ActionContext;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Making, editing, opening and closing connections, and their part of the status bar.
public final class ConnectionFeature implements UiFeature {
  private static final Messages TEXT = Messages.of(ConnectionFeature.class);

  private final ManageConnections connections;
  private final OpenConnection open;
  private final CloseConnection close;
  private final SavePasswords passwords;
  private final TuskState state;
  private final TimeSource time;
  private final IdSource ids;
  private final ReadConnection read;
  private @Nullable StatusPresenter status;

  public ConnectionFeature(
      ManageConnections connections,
      OpenConnection open,
      CloseConnection close,
      SavePasswords passwords,
      TuskState state,
      TimeSource time,
      IdSource ids,
      ReadConnection read) {
    this.connections = connections;
    this.open = open;
    this.close = close;
    this.passwords = passwords;
    this.state = state;
    this.time = time;
    this.ids = ids;
    this.read = read;
  }

  @Override
  public void contribute(Contributions contributions) {
    var shell = contributions.shell();
    var remarks =
        new PasswordPresenter(
            shell.ui(),
            shell.dialogs(),
            passwords,
            contributions.status(StatusSegment.Side.LEFT, 60));
    var prompt = new PasswordDialog(shell.ui(), ConnectionFeature::window, remarks::why);
    var connect =
        new ConnectPresenter(shell.ui(), shell.intents(), open, close, connections, prompt);
    connect.onReplace(
        config ->
            state.connection(config.id()).filter(live -> !live.config().equals(config)).isEmpty()
                || shell.mayDisconnect(config.id().toString()));
    var shown = new StatusPresenter(shell.ui(), state, connect, contributions);
    status = shown;
    actions(contributions, shell, connect);
    var intents = shell.intents();
    var groups = new GroupPresenter(shell.ui(), intents, connections, new GroupDialog());
    contributions.action(
        ActionSpec.of("connection.undo", TEXT.get("action.undo"), groups::undo)
            .icon(Glyph.UNDO)
            .key(ActionContext.TREE, "menu Z")
            .enabledWhen(groups::canUndo));
    intents.on(
        StandardIntents.MoveConnection.class,
        i -> withSaved(shell, i.connectionId(), c -> groups.move(c, i.group())));
    intents.on(StandardIntents.MoveGroup.class, i -> groups.moveGroup(i.group(), i.to()));
    intents.on(StandardIntents.NewConnection.class, i -> make(shell, connect, i.url()));
    intents.on(
        StandardIntents.EditConnection.class,
        i -> withSaved(shell, i.connectionId(), c -> edit(shell, connect, c)));
    intents.on(
        StandardIntents.DuplicateConnection.class,
        i -> withSaved(shell, i.connectionId(), c -> duplicate(shell, connect, c)));
    intents.on(
        StandardIntents.RemoveConnection.class,
        i -> withSaved(shell, i.connectionId(), c -> remove(shell, groups, c)));
    notice(contributions, new FailureNotice(intents));
    intents.on(StandardIntents.ConnectRequested.class, i -> connect.connect(i.connectionId()));
    intents.on(StandardIntents.ConnectUrl.class, i -> connect.connectUrl(i.url(), read));
    intents.on(
        StandardIntents.DisconnectRequested.class,
        i -> {
          if (shell.mayDisconnect(i.connectionId())) {
            connect.disconnect(i.connectionId());
          }
        });
    intents.on(
        StandardIntents.ActiveConnectionChanged.class,
        i -> {
          connect.active(i.connectionId());
          shown.active(i.connectionId());
        });
    contributions.rehearsal(PasswordDialog::rehearse);
    contributions.rehearsal(PasswordDialog::rehearseOnScreen);
    connections.listen(id -> intents.send(new StandardIntents.ConnectionsChanged()));
    state.onConnection(
        change ->
            intents.send(
                switch (change) {
                  case Change.Opened opened ->
                      new StandardIntents.ConnectionOpened(opened.id().toString());
                  case Change.Removed removed ->
                      new StandardIntents.ConnectionClosed(removed.id().toString(), "");
                }));
    intents.on(StandardIntents.ConnectionOpened.class, i -> shown.refresh());
    var warnings =
        new RemarkPresenter(shell.dialogs(), contributions.status(StatusSegment.Side.LEFT, 70));
    contributions.action(
        ActionSpec.of("connection.passwords", TEXT.get("action.passwords"), remarks::answer)
            .icon(Glyph.KEY)
            .enabledWhen(remarks::hasNews));
    contributions.action(
        ActionSpec.of("connection.remarks", TEXT.get("action.remarks"), warnings::tell)
            .icon(Glyph.WARNING)
            .enabledWhen(warnings::hasNews));
    intents.on(ConnectRemark.class, warnings::warn);
    intents.on(PasswordRemark.class, i -> remarks.warn(i.message()));
    intents.on(StandardIntents.ConnectionClosed.class, i -> shown.refresh());
  }

  @Override
  public void started() {
    if (status != null) {
      status.start();
    }
  }

  private static void notice(Contributions contributions, FailureNotice notice) {
    var shell = contributions.shell();
    contributions.region(
        Region.NOTICE,
        () -> {
          var strip = new FailureStrip(notice).component();
          shell.focusStop(strip, ActionContext.GLOBAL);
          return strip;
        });
    var intents = shell.intents();
    intents.on(StandardIntents.ConnectFailed.class, notice::failed);
    intents.on(StandardIntents.ConnectRequested.class, i -> notice.trying(null));
    intents.on(StandardIntents.ConnectUrl.class, i -> notice.trying(i.url()));
    intents.on(StandardIntents.ConnectionOpened.class, i -> notice.opened(i.connectionId()));
  }

  private static void actions(Contributions contributions, Shell shell, ConnectPresenter connect) {
    contributions.action(
        ActionSpec.of(
                ActionIds.NEW_CONNECTION,
                TEXT.get("action.new"),
                () -> shell.intents().send(new StandardIntents.NewConnection(null)))
            .icon(Glyph.PLUS)
            .menu(MenuId.DATABASE, 100));
    contributions.action(
        ActionSpec.of("connection.cancelConnecting", TEXT.get("action.cancel"), connect::cancel)
            .icon(Glyph.STOP)
            .menu(MenuId.DATABASE, 110)
            .enabledWhen(() -> connect.current().isPresent()));
  }

  private void make(Shell shell, ConnectPresenter connect, @Nullable String url) {
    // Asks the system, which may read a file.
    shell
        .ui()
        .run(
            read::user,
            user -> make(shell, connect, url, user),
            failure -> tell(shell, "unread", failure));
  }

  private void make(Shell shell, ConnectPresenter connect, @Nullable String url, String user) {
    var draft = ConnectionDraft.blank(new ConnectionId(ids.next()), user);
    var dialog = ConnectionDialog.of(window(), Optional.empty(), draft, needs(shell, connect));
    if (url != null) {
      dialog.use(url);
    }
    dialog.open();
  }

  private void edit(Shell shell, ConnectPresenter connect, ConnectionConfig config) {
    ConnectionDialog.of(
            window(), Optional.of(config), ConnectionDraft.of(config), needs(shell, connect))
        .open();
  }

  private void duplicate(Shell shell, ConnectPresenter connect, ConnectionConfig config) {
    var copy =
        ConnectionDraft.of(config)
            .as(new ConnectionId(ids.next()), TEXT.get("duplicate", config.name()));
    ConnectionDialog.of(window(), Optional.empty(), copy, needs(shell, connect)).open();
  }

  private void remove(Shell shell, GroupPresenter groups, ConnectionConfig config) {
    var sure =
        shell
            .dialogs()
            .confirm(
                new Dialogs.Question(
                    TEXT.get("remove.title"),
                    TEXT.get("remove.words", config.name(), config.address()),
                    TEXT.get("remove.yes"),
                    true));
    if (sure && shell.mayDisconnect(config.id().toString())) {
      shell
          .ui()
          .run(
              () -> connections.remove(config.id()),
              left -> {
                groups.removed(config);
                left.ifPresent(words -> told(shell, words));
              },
              failure -> tell(shell, "remove.failed", failure));
    }
  }

  private static void told(Shell shell, String words) {
    shell.intents().send(new StandardIntents.ShowError(TEXT.get("password.warning"), words, ""));
  }

  private void withSaved(Shell shell, String id, Consumer<ConnectionConfig> then) {
    shell
        .ui()
        .run(
            () -> connections.find(ConnectionId.parse(id)),
            found -> found.ifPresent(then),
            failure -> tell(shell, "unread", failure));
  }

  private ConnectionDialog.Needs needs(Shell shell, ConnectPresenter connect) {
    return new ConnectionDialog.Needs(
        shell.ui(),
        connections,
        open,
        time,
        read,
        (config, warning) ->
            warning.ifPresent(words -> shell.intents().send(new PasswordRemark(words))),
        opening -> connect.connect(opening.config(), opening.password()));
  }

  private static void tell(Shell shell, String title, Exception failure) {
    var trouble = Trouble.of(failure);
    shell
        .intents()
        .send(new StandardIntents.ShowError(TEXT.get(title), trouble.message(), trouble.advice()));
  }

  private static @Nullable Window window() {
    return KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
  }
}
