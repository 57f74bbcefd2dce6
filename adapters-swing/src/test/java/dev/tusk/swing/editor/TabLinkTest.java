package dev.tusk.swing.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.LostSession;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.SessionHoldings.Held;
import dev.tusk.core.session.SessionHoldings.Kind;
import dev.tusk.core.session.SessionHoldings.Setting;
import dev.tusk.core.session.TransactionState;
import dev.tusk.swing.editor.run.Message;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What a tab does and says when its session is lost.
class TabLinkTest {
  private static final TuskError DOWN = new TuskError.LinkLost("nobody there", null);
  private static final TuskError REFUSED =
      new TuskError.LoginRefused(ServerError.of("28P01", "password authentication failed"), "me");
  private static final SessionHoldings SETTINGS =
      new SessionHoldings(List.of(new Setting("search_path", "shop")), List.of());
  private static final SessionHoldings TABLE =
      new SessionHoldings(List.of(), List.of(new Held(Kind.TEMPORARY_TABLE, "t")));

  private final EditorFixture fixture = new EditorFixture();
  private final TabPresenter tab = fixture.tab("rows 2");

  private LinkNews news() {
    return Objects.requireNonNull(fixture.view().status).link();
  }

  private void run(String text) {
    fixture.view().text = text;
    fixture.view().caret = 0;
    fixture.view().version++;
    tab.run();
  }

  private void lose() {
    fixture.server.down = DOWN;
    tab.checkLink(false);
  }

  private void noMoreAttempts() {
    int before = fixture.server.leases;
    fixture.ui.tick();
    fixture.ui.tick();
    assertThat(fixture.server.leases).isEqualTo(before);
  }

  @Test
  void nothingIsSaidWhileAllIsWell() {
    tab.run();
    tab.checkLink(true);

    assertThat(news()).isEqualTo(LinkNews.NONE);
    assertThat(fixture.server.leases).isEqualTo(1);
  }

  @Test
  void anIdleLossIsSaidAtOnceAndTheResultsAreStale() {
    tab.run();
    lose();

    assertThat(tab.status().phase()).isEqualTo(TabPhase.LOST);
    assertThat(news().kind()).isEqualTo(LinkNews.Kind.RECONNECTING);
    assertThat(news().words()).contains("nobody there");
    assertThat(tab.output().results().getFirst().stale()).isTrue();
    assertThat(tab.output().results().getFirst().store().rowCount()).isEqualTo(2);
  }

  @Test
  void ofAPoolerThatSharesTheSessionIsToldOnce() {
    fixture.server.holdings = SETTINGS.inSharedProcess();
    tab.run();

    assertThat(news().kind()).isEqualTo(LinkNews.Kind.SHARED);
    assertThat(news().words())
        .startsWith(
            "Lost after each transaction, and perhaps found by others: setting search_path. ");
    assertThat(warnings()).singleElement().asString().endsWith(news().words());

    run("rows 1");
    assertThat(news().kind()).isEqualTo(LinkNews.Kind.SHARED);
    assertThat(warnings()).isEmpty();
    tab.dismissNews();
    assertThat(news()).isEqualTo(LinkNews.NONE);
    tab.run();
    assertThat(news()).isEqualTo(LinkNews.NONE);
  }

  private List<String> warnings() {
    return tab.output().messages().all().stream()
        .map(Message::text)
        .filter(text -> text.contains("pooler"))
        .toList();
  }

  @Test
  void anotherSessionIsHadByItselfWithTheSettingsAndNothingIsRun() {
    fixture.server.holdings = SETTINGS;
    tab.run();
    lose();
    assertThat(news().words()).contains("To be set again: search_path ·");
    fixture.ui.tick();
    fixture.ui.tick();
    assertThat(news().words()).contains("Attempt 3: nobody there ·");

    fixture.server.down = null;
    fixture.ui.tick();

    assertThat(news().kind()).isEqualTo(LinkNews.Kind.RECONNECTED);
    assertThat(news().words()).startsWith("Set again: search_path ·");
    assertThat(fixture.server.restored).containsExactlyElementsOf(SETTINGS.settings());
    assertThat(fixture.server.sent).containsExactly("rows 2");
    assertThat(tab.status().phase()).isEqualTo(TabPhase.IDLE);
    noMoreAttempts();
  }

  @Test
  void aLostTransactionWaitsForThePerson() {
    run("begin");
    lose();
    fixture.server.down = null;
    for (int i = 0; i < 5; i++) {
      fixture.ui.tick();
    }

    assertThat(news().kind()).isEqualTo(LinkNews.Kind.LOST);
    assertThat(news().words()).startsWith("Lost: the open transaction ·");
    assertThat(fixture.server.leases).isEqualTo(1);
    assertThat(tab.status().transaction()).isEqualTo(TransactionState.IDLE);

    tab.reconnect();

    assertThat(fixture.server.leases).isEqualTo(2);
    assertThat(news().kind()).isEqualTo(LinkNews.Kind.RECONNECTED);
    assertThat(news().words()).startsWith("Lost: the open transaction ·");
    assertThat(fixture.server.sent).containsExactly("begin");
  }

  @Test
  void aLostTemporaryTableWaitsForThePersonToo() {
    fixture.server.holdings = TABLE;
    tab.run();
    lose();
    fixture.server.down = null;
    fixture.ui.tick();

    assertThat(news().kind()).isEqualTo(LinkNews.Kind.LOST);
    assertThat(news().words()).startsWith("Lost: temporary table t ·");
    assertThat(fixture.server.leases).isEqualTo(1);
  }

  @Test
  void aRunAfterTheLossOfATransactionSendsNothingAndSaysSo() {
    run("begin");
    lose();
    fixture.server.down = null;
    run("rows 1");

    assertThat(fixture.server.sent).containsExactly("begin");
    assertThat(Objects.requireNonNull(tab.output().error()).info().message())
        .contains("nothing was sent");
    assertThat(news().kind()).isEqualTo(LinkNews.Kind.LOST);

    run("rows 1");
    assertThat(fixture.server.sent).containsExactly("begin", "rows 1");
    assertThat(news()).isEqualTo(LinkNews.NONE);
  }

  @Test
  void aRunWhileReconnectingIsServedFirst() {
    tab.run();
    lose();
    fixture.server.down = null;
    run("rows 1");

    assertThat(fixture.server.sent).containsExactly("rows 2", "rows 1");
    assertThat(news()).isEqualTo(LinkNews.NONE);
    assertThat(tab.status().phase()).isEqualTo(TabPhase.DONE);
    noMoreAttempts();
    assertThat(fixture.server.leases).isEqualTo(3);
  }

  @Test
  void whatCannotPassByItselfEndsTheAttempts() {
    tab.run();
    lose();
    fixture.server.down = REFUSED;
    fixture.ui.tick();

    assertThat(news().kind()).isEqualTo(LinkNews.Kind.LOST);
    assertThat(news().words()).contains("password authentication failed");
    noMoreAttempts();

    fixture.server.down = null;
    tab.reconnect();
    assertThat(news().kind()).isEqualTo(LinkNews.Kind.RECONNECTED);
  }

  @Test
  void aStatementThatLostItsLinkIsNotRunAgain() {
    tab.run();
    run("die");

    assertThat(fixture.server.sent).containsExactly("rows 2", "die");
    assertThat(news().kind()).isEqualTo(LinkNews.Kind.RECONNECTED);
    fixture.ui.tick();
    assertThat(fixture.server.sent).containsExactly("rows 2", "die");
  }

  @Test
  void theNewsGoWhenTheyAreRead() {
    tab.run();
    run("die");
    tab.dismissNews();

    assertThat(news()).isEqualTo(LinkNews.NONE);
  }

  @Test
  void closingTheConnectionOrTheTabEndsTheAttempts() {
    tab.run();
    lose();
    fixture.bus.send(new StandardIntents.ConnectionClosed(fixture.config.id().toString(), ""));

    assertThat(news()).isEqualTo(LinkNews.NONE);
    noMoreAttempts();
    assertThat(tab.status().phase()).isEqualTo(TabPhase.IDLE);
  }

  @Test
  void theTabsAreLookedAtEverySecondAndTheServerIsAskedAfterSleep() {
    fixture.tabs.started();
    tab.run();
    fixture.ui.tick();
    assertThat(fixture.server.pings).isZero();

    fixture.clock.advance(Duration.ofHours(1));
    fixture.ui.tick();
    assertThat(fixture.server.pings).isEqualTo(1);

    fixture.server.down = DOWN;
    fixture.clock.advance(Duration.ofSeconds(1));
    fixture.ui.tick();
    assertThat(news().kind()).isEqualTo(LinkNews.Kind.RECONNECTING);
  }

  @Test
  void aTwinThatAsksNobodyIsFoundOut() {
    assertThat(leasesAfterTheLossOf("begin", LostSession::isReplaceable)).isZero();
    assertThat(leasesAfterTheLossOf("begin", any -> true)).isPositive();
  }

  /// How many sessions are had without asking after a statement's session was lost.
  private int leasesAfterTheLossOf(String sql, Predicate<LostSession> replaceable) {
    fixture.server.down = null;
    var id = new TabId(fixture.core.ids().next());
    try (var bare = new SqlTab(id, "bare", fixture.core.open())) {
      bare.use(fixture.config.id());
      var link = new TabLink(fixture.ui, fixture.core, bare, new Silent(), replaceable);
      var _ =
          fixture
              .core
              .runScript()
              .run(
                  bare,
                  sql,
                  new ScriptOptions(ScriptOptions.OnError.STOP, false, 10, null),
                  Cancellation.create(),
                  (number, total, statement, text) -> new StatementListener() {});
      fixture.server.down = DOWN;
      link.check(false);
      fixture.server.down = null;
      var before = fixture.server.leases;
      for (var i = 0; i < 5; i++) {
        fixture.ui.tick();
      }
      return fixture.server.leases - before;
    }
  }

  /// Shows nothing.
  private static final class Silent implements TabLink.Host {
    @Override
    public void lost(LostSession session) {}

    @Override
    public void reconnected() {}

    @Override
    public boolean atRest() {
      return true;
    }

    @Override
    public void changed() {}
  }
}
