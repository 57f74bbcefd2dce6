package dev.tusk.swing.editor;

import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.query.LostSession;
import dev.tusk.core.query.ReconnectTab;
import dev.tusk.core.query.Recovery;
import dev.tusk.core.query.SharedSession;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.swing.kit.task.UiExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Follows the link of one tab: notices that it is lost, gets another session by itself where
/// nothing can go wrong by that, and asks where something can. Runs no statement. On the event
/// thread only.
final class TabLink {
  private static final System.Logger LOG = System.getLogger(TabLink.class.getName());
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  private final UiExecutor ui;
  private final EditorUseCases core;
  private final SqlTab tab;
  private final Host host;
  private final Predicate<LostSession> replaceable;
  private @Nullable LostSession lost;
  private @Nullable Recovery recovery;
  private @Nullable SharedSession shared;
  private @Nullable TuskError obstacle;
  private @Nullable Cancellation trying;
  private UiExecutor.@Nullable Running pause;
  private boolean byItself;
  private boolean checking;
  private boolean toldOfPooler;
  private long lostNanos;
  private int attempts;

  /// Who shows it.
  interface Host {
    /// The session is gone.
    void lost(LostSession session);

    /// There is another session, in which nothing has run yet.
    void reconnected();

    /// Whether nothing runs.
    boolean atRest();

    /// There is other news.
    void changed();
  }

  TabLink(UiExecutor ui, EditorUseCases core, SqlTab tab, Host host) {
    this(ui, core, tab, host, LostSession::isReplaceable);
  }

  /// For a proof with another rule.
  ///
  /// @param replaceable which session is replaced without asking
  TabLink(
      UiExecutor ui,
      EditorUseCases core,
      SqlTab tab,
      Host host,
      Predicate<LostSession> replaceable) {
    this.ui = ui;
    this.core = core;
    this.tab = tab;
    this.host = host;
    this.replaceable = replaceable;
  }

  /// Looks whether the session still lives, away from the event thread.
  ///
  /// @param doubt whether to ask the server itself
  void check(boolean doubt) {
    if (checking || !tab.isAtRest()) {
      return;
    }
    checking = true;
    var _ =
        ui.run(
            () -> core.checkSession().check(tab, doubt),
            found -> {
              checking = false;
              // A run that has begun meanwhile shows itself what it meets.
              found.filter(session -> host.atRest()).ifPresent(this::lost);
            },
            e -> {
              checking = false;
              LOG.log(System.Logger.Level.WARNING, "a session could not be looked at", e);
            });
  }

  /// Takes up that the session is gone.
  void lost(LostSession session) {
    rest();
    lost = session;
    recovery = null;
    obstacle = null;
    attempts = 0;
    lostNanos = core.time().nanos();
    byItself = replaceable.test(session);
    host.lost(session);
    if (byItself) {
      attempt();
    }
  }

  /// Asks for another session now.
  void reconnect() {
    if (lost != null && trying == null) {
      rest();
      byItself = true;
      attempt();
    }
  }

  /// Takes up what a run has left; of a pooler it tells once.
  void ended() {
    tab.lost().ifPresent(this::lost);
    if (!toldOfPooler) {
      shared = tab.shared().orElse(null);
      toldOfPooler = shared != null;
    }
  }

  /// Says no more what a person has read.
  void dismiss() {
    if (recovery != null) {
      forget();
    } else {
      shared = null;
    }
  }

  /// Says nothing more of the end: a run begins, which shows itself what it meets.
  void forget() {
    rest();
    lost = null;
    recovery = null;
  }

  /// Stops asking for a session.
  void stop() {
    var attempt = trying;
    if (attempt != null) {
      trying = null;
      // Cancelling waits for the network.
      var _ =
          ui.run(
              () -> {
                attempt.cancel();
                return attempt;
              },
              done -> {},
              e -> {});
    }
    shared = null;
    toldOfPooler = false;
    forget();
  }

  private void rest() {
    if (pause != null) {
      pause.cancel();
      pause = null;
    }
  }

  private void attempt() {
    pause = null;
    attempts++;
    var attempt = Cancellation.create();
    trying = attempt;
    var live = tab.connection().flatMap(id -> core.state().connection(id));
    var patience =
        ReconnectTab.patience(
            core.time().since(lostNanos),
            live.map(c -> c.server().latency()).orElse(Duration.ZERO),
            live.map(TabLink::limit).orElse(DEFAULT_LIMIT));
    host.changed();
    var _ =
        ui.run(
            () -> core.reconnectTab().reconnect(tab, patience, attempt),
            done -> {
              if (ended(attempt)) {
                reconnected(done);
              }
            },
            e -> {
              if (ended(attempt)) {
                failed(TuskException.errorOf(e));
              }
            });
  }

  private static Duration limit(LiveConnection connection) {
    return connection.config().options().connectTimeout();
  }

  /// Whether the attempt is still the one that counts.
  private boolean ended(Cancellation attempt) {
    var counts = attempt.equals(trying);
    if (counts) {
      trying = null;
    }
    return counts && lost != null;
  }

  private void reconnected(Optional<Recovery> done) {
    lost = null;
    recovery = done.orElse(null);
    host.reconnected();
  }

  private void failed(TuskError error) {
    obstacle = error;
    byItself = ReconnectTab.mayTryAgain(error);
    if (byItself) {
      pause = ui.after(ReconnectTab.pause(core.time().since(lostNanos)), this::attempt);
    }
    host.changed();
  }

  /// What to show.
  LinkNews news() {
    var gone = lost;
    if (gone != null) {
      return byItself || trying != null
          ? new LinkNews(LinkNews.Kind.RECONNECTING, "Connection lost, reconnecting…", told(gone))
          : new LinkNews(LinkNews.Kind.LOST, "Connection lost", told(gone));
    }
    var done = recovery;
    if (done != null) {
      return new LinkNews(LinkNews.Kind.RECONNECTED, "Reconnected", told(done));
    }
    var pooled = shared;
    return pooled == null
        ? LinkNews.NONE
        : new LinkNews(LinkNews.Kind.SHARED, SharedSession.TITLE, pooled.words());
  }

  private String told(LostSession gone) {
    var why = obstacle;
    return list(
        named("Lost: ", Recovery.missing(gone)),
        gone.cause().message(),
        why == null ? "" : "Attempt " + attempts + ": " + why.message(),
        named(
            "To be set again: ",
            gone.holdings().settings().stream()
                .map(SessionHoldings.Setting::name)
                .collect(Collectors.joining(", "))),
        "Text and results are kept, nothing is run again");
  }

  private static String told(Recovery done) {
    return list(
        named("Lost: ", done.missing()),
        named("Set again: ", done.restored()),
        "Nothing was run again; the results are from before");
  }

  private static String named(String name, String what) {
    return what.isEmpty() ? "" : name + what;
  }

  private static String list(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
  }
}
