package dev.tusk.swing.guard;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.state.TuskState;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.StatusSegment;
import dev.tusk.swing.shell.StatusSegment.Content;
import dev.tusk.swing.shell.StatusSegment.Tone;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The guard of the connection in front: what the status bar says of it, unlocking and locking.
/// Event thread only.
final class GuardPresenter {
  private static final Messages TEXT = Messages.of(GuardPresenter.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final UiExecutor ui;
  private final TuskState state;
  private final UnlockWrites writes;
  private final UnlockPrompt prompt;
  private final StatusSegment segment;
  private @Nullable String active;
  private @Nullable ConnectionConfig config;
  private UiExecutor.@Nullable Running clock;

  GuardPresenter(
      UiExecutor ui,
      TuskState state,
      UnlockWrites writes,
      UnlockPrompt prompt,
      StatusSegment segment) {
    this.ui = ui;
    this.state = state;
    this.writes = writes;
    this.prompt = prompt;
    this.segment = segment;
    segment.onClick(this::clicked);
  }

  /// The tab in front uses another connection; `null` for none.
  void active(@Nullable String connectionId) {
    active = connectionId;
    refresh();
  }

  /// Looks again at the connection in front.
  void refresh() {
    var id = active;
    var _ =
        ui.run(
            () -> id == null ? Optional.<LiveConnection>empty() : find(id),
            live -> {
              config = live.map(LiveConnection::config).orElse(null);
              show();
            },
            failure -> segment.hide());
  }

  private Optional<LiveConnection> find(String id) {
    return state.connection(ConnectionId.parse(id));
  }

  boolean canUnlock() {
    var now = config;
    return now != null && Guard.of(now) == Guard.PRODUCTION && writes.left(now.id()).isZero();
  }

  boolean canLock() {
    var now = config;
    return now != null && !writes.left(now.id()).isZero();
  }

  void unlock() {
    var now = config;
    if (now != null && canUnlock()) {
      // Behind the key or the click that asked for it, which would wait for the dialog's end.
      ui.later(
          () -> {
            prompt.ask(now).ifPresent(typed -> writes.unlock(now.id(), typed));
            show();
          });
    }
  }

  void lock() {
    var now = config;
    if (now != null) {
      writes.lock(now.id());
      show();
    }
  }

  private void clicked() {
    if (canLock()) {
      lock();
    } else {
      unlock();
    }
  }

  private void show() {
    var now = config;
    var guard = now == null ? Guard.SILENT : Guard.of(now);
    var left = now == null ? Duration.ZERO : writes.left(now.id());
    tick(!left.isZero());
    switch (guard) {
      case SILENT -> segment.hide();
      case ASK -> segment.show(Content.of(Glyph.INFO, TEXT.get("ask")).tip(TEXT.get("ask.tip")));
      case READ_ONLY ->
          segment.show(Content.of(Glyph.LOCK, TEXT.get("readOnly")).tip(TEXT.get("readOnly.tip")));
      case PRODUCTION ->
          segment.show(
              left.isZero()
                  ? Content.of(Glyph.LOCK, TEXT.get("locked")).tip(TEXT.get("locked.tip"))
                  : Content.of(Glyph.UNLOCK, TEXT.get("unlocked", clock(left)))
                      .tone(Tone.DANGER)
                      .tip(TEXT.get("unlocked.tip")));
    }
  }

  private static String clock(Duration left) {
    // Counted up to the next second, so that 0:00 is shown of nothing.
    var seconds = left.plusMillis(999).toSeconds();
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  private void tick(boolean running) {
    if (running && clock == null) {
      clock = ui.every(TICK, this::show);
    } else if (!running && clock != null) {
      clock.cancel();
      clock = null;
    }
  }
}
