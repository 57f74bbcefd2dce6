package dev.tusk.swing.connection;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.state.TuskState;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.StatusSegment;
import dev.tusk.swing.shell.StatusSegment.Content;
import dev.tusk.swing.shell.StatusSegment.Side;
import dev.tusk.swing.shell.StatusSegment.Tone;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the status bar says of the connection in front. Event thread only; asks in the background,
/// once a second.
final class StatusPresenter {
  private static final Messages TEXT = Messages.of(StatusPresenter.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final long MEGABYTE = 1024L * 1024;

  private final UiExecutor ui;
  private final TuskState state;
  private final ConnectPresenter connecting;
  private final StatusSegment place;
  private final StatusSegment user;
  private final StatusSegment tls;
  private final StatusSegment tunnel;
  private final StatusSegment pool;
  private final StatusSegment production;
  private final StatusSegment zone;
  private final StatusSegment memory;
  private @Nullable String active;
  private boolean asking;

  StatusPresenter(
      UiExecutor ui, TuskState state, ConnectPresenter connecting, Contributions contributions) {
    this.ui = ui;
    this.state = state;
    this.connecting = connecting;
    this.place = contributions.status(Side.LEFT, 10);
    this.user = contributions.status(Side.LEFT, 20);
    this.tls = contributions.status(Side.LEFT, 30);
    this.tunnel = contributions.status(Side.LEFT, 35);
    this.pool = contributions.status(Side.LEFT, 50);
    this.memory = contributions.status(Side.RIGHT, 10);
    this.zone = contributions.status(Side.RIGHT, 20);
    this.production = contributions.status(Side.RIGHT, 90);
    place.onClick(connecting::cancel);
    connecting.onChange(this::refresh);
  }

  /// Begins to ask.
  void start() {
    refresh();
    ui.every(PERIOD, this::refresh);
  }

  /// The tab in front uses another connection; `null` for none.
  void active(@Nullable String connectionId) {
    active = connectionId;
    refresh();
  }

  /// Asks now; a question that is under way is enough.
  void refresh() {
    if (asking) {
      return;
    }
    asking = true;
    var id = active;
    ui.run(
        () -> new Figures(find(id), used()),
        figures -> {
          asking = false;
          show(figures);
        },
        failure -> asking = false);
  }

  private record Figures(Optional<LiveConnection> live, long usedBytes) {}

  /// Without a tab in front, the connection that was opened last.
  private Optional<LiveConnection> find(@Nullable String id) {
    if (id != null) {
      return state.connection(ConnectionId.parse(id));
    }
    var open = state.connections();
    return open.isEmpty() ? Optional.empty() : Optional.of(open.getLast());
  }

  private static long used() {
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void show(Figures figures) {
    memory.show(
        Content.of(TEXT.get("status.memory", Long.toString(figures.usedBytes() / MEGABYTE)))
            .tip(TEXT.get("status.memory.tip")));
    var attempt = connecting.current();
    if (attempt.isPresent()) {
      connecting(attempt.get());
    } else if (figures.live().isPresent()) {
      connected(figures.live().get());
    } else {
      place.show(
          Content.of(Glyph.DISCONNECTED, TEXT.get("status.none")).tip(TEXT.get("status.none.tip")));
      hideFacts();
    }
  }

  private void hideFacts() {
    user.hide();
    tls.hide();
    tunnel.hide();
    pool.hide();
    zone.hide();
    production.hide();
  }

  private void connecting(ConnectPresenter.Attempt attempt) {
    var step = attempt.step();
    var words = TEXT.get("status.connecting", attempt.config().name());
    place.show(
        Content.of(
                Glyph.HOURGLASS,
                step == null ? words : words + " · " + TEXT.get("step." + step + ".doing"))
            .tip(TEXT.get("status.connecting.tip")));
    hideFacts();
  }

  private static String place(ConnectionConfig config, ServerInfo server) {
    var words = TEXT.get("status.place.tip", config.address(), server.title());
    var notes = server.product().notes();
    return notes.isEmpty() ? words : words + ". " + String.join(". ", notes);
  }

  private void connected(LiveConnection live) {
    var config = live.config();
    var server = live.server();
    place.show(
        Content.of(glyph(config), config.name())
            .iconColor(color(config))
            .tip(place(config, server)));
    user.show(
        Content.of(Glyph.ROLE, server.user())
            .tip(TEXT.get(server.superuser() ? "status.superuser" : "status.user")));
    var version = server.tls();
    if (version == null) {
      tls.show(
          Content.of(Glyph.UNLOCK, TEXT.get("status.clear"))
              .tone(Tone.WARN)
              .tip(TEXT.get("status.clear.tip", config.sslMode().libpqName())));
    } else {
      var cipher = server.cipher();
      tls.show(
          Content.of(Glyph.LOCK, version.replace("TLSv", "TLS "))
              .iconColor(ColorRole.OK)
              .tip(
                  TEXT.get(
                      "status.tls.tip",
                      version.replace("TLSv", "TLS "),
                      cipher == null ? "" : cipher,
                      TEXT.get(proof(config)))));
    }
    if (config.tunnel().isEmpty()) {
      tunnel.hide();
    } else {
      tunnel.show(
          Content.of(Glyph.SERVER, TEXT.get("status.tunnel", config.tunnel()))
              .tip(TEXT.get("status.tunnel.tip", config.address())));
    }
    var figures = live.pool();
    pool.show(
        Content.of(
                Glyph.POOL,
                TEXT.get(
                    "status.pool",
                    Integer.toString(figures.inUse()),
                    Integer.toString(figures.max())))
            .tone(figures.waiting() > 0 ? Tone.WARN : Tone.PLAIN)
            .tip(
                TEXT.get(
                    "status.pool.tip",
                    Integer.toString(figures.inUse()),
                    Integer.toString(figures.size()),
                    Integer.toString(figures.waiting()),
                    Integer.toString(figures.serviceSize()))));
    zone.show(Content.of(Glyph.GLOBE, server.timeZone()).tip(TEXT.get("status.zone.tip")));
    if (config.stage() == Stage.PRODUCTION) {
      production.show(Content.of(Glyph.LOCK, TEXT.get("status.production")).tone(Tone.PRODUCTION));
    } else {
      production.hide();
    }
  }

  /// The words for what is known of the server behind the encryption.
  private static String proof(ConnectionConfig config) {
    return switch (config.sslMode()) {
      case VERIFY_FULL -> "status.tls.full";
      case VERIFY_CA -> "status.tls.ca";
      case DISABLE, ALLOW, PREFER, REQUIRE ->
          config.settings().get(Setting.SSLROOTCERT, "").equals("system")
              ? "status.tls.full"
              : "status.tls.unproven";
    };
  }

  private static Glyph glyph(ConnectionConfig config) {
    return config.stage() == Stage.PRODUCTION ? Glyph.LOCK : Glyph.DOT;
  }

  private static ColorRole color(ConnectionConfig config) {
    return switch (config.stage()) {
      case DEVELOPMENT -> ColorRole.DEV;
      case TEST -> ColorRole.TEST;
      case PRODUCTION -> ColorRole.PROD;
    };
  }
}
