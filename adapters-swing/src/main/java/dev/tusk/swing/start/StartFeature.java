package dev.tusk.swing.start;

import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Region;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.action.ActionContext;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// The start screen, which goes away as soon as something is open.
public final class StartFeature implements UiFeature {
  private static final Messages TEXT = Messages.of(StartFeature.class);

  private final ManageConnections connections;
  private final ReadConnection reading;
  private final TimeSource time;
  private final ZoneId zone;
  private final @Nullable Callable<ConnectionId> sample;
  private @Nullable StartPresenter presenter;
  private @Nullable StartPanel panel;

  /// @param zone in which times are written: the system's
  /// @param sample makes sure that the sample server runs and gives its saved connection; called
  ///     off the event thread, may block; null when there is no sample
  public StartFeature(
      ManageConnections connections,
      ReadConnection reading,
      TimeSource time,
      ZoneId zone,
      @Nullable Callable<ConnectionId> sample) {
    this.connections = connections;
    this.reading = reading;
    this.time = time;
    this.zone = zone;
    this.sample = sample;
  }

  @Override
  public void contribute(Contributions contributions) {
    var shell = contributions.shell();
    var intents = shell.intents();
    var start = new StartPresenter(shell.ui(), intents, connections, reading, time, zone, sample);
    presenter = start;
    contributions.region(
        Region.START,
        () -> {
          var made = new StartPanel(start, shell);
          panel = made;
          return made;
        });
    contributions.action(
        ActionSpec.of("start.find", TEXT.get("action.find"), () -> find(shell))
            .icon(Glyph.SEARCH)
            .key(ActionContext.START, "menu F"));
    contributions.action(
        ActionSpec.of("start.show", TEXT.get("action.show"), () -> shell.showStart(true))
            .menu(MenuId.WINDOW, 300));
    if (sample != null) {
      contributions.action(
          ActionSpec.of("start.sample", TEXT.get("sample"), start::openSample)
              .icon(Glyph.EXTENSION)
              .menu(MenuId.DATABASE, 120));
    }
    intents.on(
        StandardIntents.OpenSqlTab.class,
        i -> {
          start.end();
          shell.showStart(false);
        });
    intents.on(StandardIntents.ShowStart.class, i -> start.end());
    intents.on(StandardIntents.ConnectRequested.class, i -> start.opening(i.connectionId()));
    intents.on(StandardIntents.ConnectFailed.class, start::failed);
    intents.on(StandardIntents.ConnectCancelled.class, i -> start.end());
    intents.on(
        StandardIntents.ConnectionOpened.class,
        i -> {
          start.opened();
          shell.showStart(false);
        });
    intents.on(StandardIntents.ConnectionsChanged.class, i -> start.reload());
  }

  private void find(Shell shell) {
    shell.showStart(true);
    if (panel != null) {
      panel.find();
    }
  }

  @Override
  public void started() {
    if (presenter != null) {
      presenter.reload();
    }
  }
}
