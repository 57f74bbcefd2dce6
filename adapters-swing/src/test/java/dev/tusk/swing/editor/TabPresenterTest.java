package dev.tusk.swing.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.error.NextStep;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.swing.editor.run.ErrorReport;
import dev.tusk.swing.editor.run.Message;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TabPresenterTest {
  private static final TuskError GONE = new TuskError.LinkLost("nobody there", null);
  private final EditorFixture fixture = new EditorFixture();

  @Test
  void runSendsTheStatementAtTheCaretOnly() {
    var tab = fixture.tab("rows 1;\nrows 2;\nrows 3");
    fixture.view().caret = 10;
    tab.run();

    assertThat(fixture.server.sent).containsExactly("rows 2");
    assertThat(fixture.view().marks).containsExactly("DONE@8");
    assertThat(tab.output().results()).hasSize(1);
    assertThat(tab.status().phase()).isEqualTo(TabPhase.DONE);
  }

  @Test
  void runSendsTheSelectionWhenThereIsOne() {
    var tab = fixture.tab("rows 1; rows 22");
    fixture.view().selectionStart = 8;
    fixture.view().selectionEnd = 14;
    tab.run();

    assertThat(fixture.server.sent).containsExactly("rows 2");
  }

  @Test
  void runAllSendsEveryStatementAndKeepsEveryResult() {
    var tab = fixture.tab("rows 1; begin; rows 2");
    tab.runAll();

    assertThat(fixture.server.sent).containsExactly("rows 1", "begin", "rows 2");
    assertThat(tab.output().results()).extracting(r -> r.number()).containsExactly(1, 2);
    assertThat(tab.status().transaction()).isEqualTo(TransactionState.OPEN);
  }

  @Test
  void anErrorMarksTheTokenAndSaysWhatWasNotRun() {
    var tab = fixture.tab("rows 1;\nselect '😀', t.bad from t;\nrows 2");
    tab.runAll();
    var error = error(tab);
    var place = place(tab);

    assertThat(fixture.view().text.substring(place.start(), place.end())).isEqualTo("t.bad");
    assertThat(place.line()).isEqualTo(2);
    assertThat(error.progress())
        .startsWith("Statement 2 of 3 failed after")
        .endsWith("statement 3 was not run");
    assertThat(fixture.view().error).isEqualTo(place);
    assertThat(fixture.view().fronts).endsWith(TabView.Front.KEEP);
    assertThat(fixture.view().fronts).contains(TabView.Front.ERROR);
    assertThat(tab.status().phase()).isEqualTo(TabPhase.FAILED);
  }

  @Test
  void theSuggestedFixReplacesTheToken() {
    var tab = fixture.tab("select t.bad from t");
    tab.runAll();
    tab.applyFix();

    assertThat(fixture.view().text).isEqualTo("select t.good from t");
  }

  @Test
  void anErrorIsFoundAgainAfterTheTextChangedWhileItRan() {
    var tab = fixture.tab("select bad");
    fixture.server.during =
        () -> {
          fixture.view().text = "-- typed meanwhile\nselect bad";
          fixture.view().version++;
        };
    tab.runAll();
    var place = place(tab);

    assertThat(fixture.view().text.substring(place.start(), place.end())).isEqualTo("bad");
    assertThat(place.line()).isEqualTo(2);
  }

  @Test
  void noPlaceIsMarkedWhenTheStatementIsGone() {
    var tab = fixture.tab("select bad");
    fixture.server.during =
        () -> {
          fixture.view().text = "something else";
          fixture.view().version++;
        };
    tab.runAll();

    assertThat(error(tab).place()).isNull();
    assertThat(fixture.view().error).isNull();
  }

  @Test
  void theLimitEndsTheFetchAndFetchAllRunsWithoutIt() {
    var tab = fixture.tab("rows 500");
    tab.limit(100);
    tab.run();
    var first = tab.output().results().getFirst();
    assertThat(first.store().rowCount()).isEqualTo(100);
    assertThat(first.moreExist()).isTrue();
    tab.fetchAll(first);

    assertThat(tab.output().results()).hasSize(1);
    assertThat(tab.output().results().getFirst().store().rowCount()).isEqualTo(500);
  }

  @Test
  void aQueryRunsAgainAsItIsAndWhatMayChangeDataOnlyWithConsent() {
    var tab = fixture.tab("table 500");
    tab.limit(100);
    tab.run();
    tab.fetchAll(tab.output().results().getFirst());
    assertThat(fixture.asked.questions).isEmpty();
    assertThat(fixture.server.sent).containsExactly("table 500", "table 500");

    fixture.view().text = "rows 500";
    fixture.view().version++;
    tab.run();
    fixture.asked.answer = false;
    tab.fetchAll(tab.output().results().getFirst());
    assertThat(fixture.asked.questions)
        .singleElement()
        .satisfies(asked -> assertThat(asked.message()).contains("changed once more"));
    assertThat(fixture.server.sent).containsExactly("table 500", "table 500", "rows 500");
    assertThat(tab.output().results().getFirst().store().rowCount()).isEqualTo(100);

    fixture.asked.answer = true;
    tab.fetchAll(tab.output().results().getFirst());
    assertThat(fixture.server.sent).endsWith("rows 500", "rows 500");
    assertThat(tab.output().results().getFirst().store().rowCount()).isEqualTo(500);
  }

  @Test
  void eachResultOfAStatementIsShown() {
    var tab = fixture.tab("rule; rows 4");
    tab.runAll();

    assertThat(tab.output().results())
        .extracting(result -> result.store().rowCount())
        .containsExactly(2L, 3L, 4L);
    assertThat(tab.output().results()).noneMatch(TabResult::open);
  }

  @Test
  void resultsOfThePreviousRunStayBesideAnError() {
    var tab = fixture.tab("rows 3");
    tab.run();
    fixture.view().text = "select bad";
    fixture.view().version++;
    tab.run();

    assertThat(tab.output().results()).hasSize(1);
    assertThat(tab.output().results().getFirst().previous()).isTrue();
    assertThat(tab.output().results().getFirst().store().rowCount()).isEqualTo(3);
  }

  @Test
  void anErrorOffersWhatCanBeDone() {
    var tab = fixture.tab("begin");
    tab.run();
    fixture.view().text = "bad";
    tab.run();
    assertThat(error(tab).offers()).containsExactly(NextStep.ROLL_BACK);
    tab.next(NextStep.ROLL_BACK);
    assertThat(fixture.server.sent).endsWith("ROLLBACK");

    tab.next(NextStep.EDIT_CONNECTION);
    assertThat(fixture.bus.sent)
        .contains(new StandardIntents.EditConnection(fixture.config.id().toString()));
  }

  @Test
  void nothingIsOfferedForATransactionThatIsOver() {
    var tab = inFailedTransaction();
    tab.endTransaction(false);
    assertThat(error(tab).offers()).isEmpty();
    assertThat(error(tab).transactionNote()).isEmpty();
  }

  @Test
  void nothingIsRolledBackInASessionThatIsGone() {
    var lost = inFailedTransaction();
    fixture.server.down = GONE;
    lost.checkLink(false);
    assertThat(lost.status().phase()).isEqualTo(TabPhase.LOST);
    assertThat(error(lost).offers()).isEmpty();

    fixture.server.down = null;
    var disconnected = inFailedTransaction();
    disconnected.connectionGone("");
    assertThat(error(disconnected).offers()).isEmpty();
  }

  private TabPresenter inFailedTransaction() {
    var tab = fixture.tab("begin");
    tab.run();
    fixture.view().text = "bad";
    fixture.view().version++;
    tab.run();
    assertThat(error(tab).offers()).containsExactly(NextStep.ROLL_BACK);
    return tab;
  }

  @Test
  void aSessionThatIsGoneIsMadeAgainFromTheError() {
    var tab = fixture.tab("die");
    fixture.server.during = () -> fixture.server.down = GONE;
    tab.run();
    assertThat(error(tab).offers()).containsExactly(NextStep.RECONNECT);
    fixture.server.down = null;
    tab.next(NextStep.RECONNECT);
    assertThat(tab.status().phase()).isEqualTo(TabPhase.IDLE);
    assertThat(error(tab).offers()).isEmpty();
  }

  @Test
  void commitKeepsTheResults() {
    var tab = fixture.tab("begin; rows 2");
    tab.runAll();
    fixture.clock.advance(Duration.ofSeconds(42));
    assertThat(tab.status().inTransaction()).isEqualTo(Duration.ofSeconds(42));
    tab.endTransaction(true);

    assertThat(fixture.server.sent).endsWith("COMMIT");
    assertThat(tab.output().results()).hasSize(1);
    assertThat(tab.status().transaction()).isEqualTo(TransactionState.IDLE);
  }

  @Test
  void aLostSessionLeavesTheResultsStale() {
    var tab = fixture.tab("rows 2");
    tab.run();
    fixture.view().text = "die";
    fixture.view().version++;
    fixture.server.during = () -> fixture.server.down = GONE;
    tab.run();

    assertThat(tab.status().phase()).isEqualTo(TabPhase.LOST);
    assertThat(tab.output().results().getFirst().stale()).isTrue();
    assertThat(tab.status().link().words()).contains("went away");
  }

  @Test
  void withoutItsConnectionATabConnectsFirstAndThenRuns() {
    fixture.tabs.newTab();
    var tab = fixture.tabs.front().orElseThrow();
    tab.use(fixture.config.id());
    fixture.view().text = "rows 1";
    tab.run();
    assertThat(fixture.server.sent).isEmpty();
    assertThat(tab.status().phase()).isEqualTo(TabPhase.CONNECTING);
    fixture.connect();
    fixture.bus.send(new StandardIntents.ConnectionOpened(id(fixture.config.id())));

    assertThat(fixture.server.sent).containsExactly("rows 1");
  }

  @Test
  void stoppingBetweenStatementsRunsNoMore() {
    var tab = fixture.tab("begin; rows 2");
    fixture.server.during = tab::stop;
    tab.runAll();

    assertThat(fixture.server.sent).containsExactly("begin");
    assertThat(tab.status().phase()).isEqualTo(TabPhase.STOPPED);
    assertThat(tab.output().messages().all())
        .extracting(Message::text)
        .last()
        .isEqualTo("Stopped after statement 1 of 2; the rest was not sent");
  }

  @Test
  @Requirement({"FR-015", "EC-4"})
  void aStopThatIsCarriedOutLateSparesTheNextRun() {
    var tab = fixture.tab("rows 1");
    fixture.server.during =
        () -> {
          fixture.ui.hold();
          tab.stop();
          fixture.ui.goOn();
        };
    tab.run();
    fixture.server.during = fixture.ui::release;
    fixture.view().version++;
    tab.run();

    assertThat(fixture.server.sent).containsExactly("rows 1", "rows 1");
    assertThat(fixture.server.stops).isZero();
    assertThat(tab.status().phase()).isEqualTo(TabPhase.DONE);
  }

  @Test
  @Requirement("FR-015")
  void aStopThatComesAsTheStatementEndsIsToldAsFinished() {
    var tab = fixture.tab("rows 2");
    fixture.server.during = tab::stop;
    tab.run();

    assertThat(tab.status().phase()).isEqualTo(TabPhase.DONE);
    assertThat(tab.output().error()).isNull();
    assertThat(tab.output().results().getFirst().finished()).isNotNull();
    assertThat(tab.output().messages().all())
        .extracting(Message::text)
        .last()
        .isEqualTo("Stop came too late: everything had finished");
  }

  @Test
  void aPsqlCommandIsRefusedWithAReason() {
    var tab = fixture.tab("\\d orders");
    tab.run();

    assertThat(error(tab).info().message()).contains("psql command");
    assertThat(fixture.server.sent).isEmpty();
  }

  @Test
  void eachStatementLeavesItsTagInTheMessages() {
    var tab = fixture.tab("begin; commit");
    tab.runAll();

    assertThat(tab.output().messages().all()).extracting(Message::statement).containsExactly(1, 2);
    assertThat(fixture.view().fronts).endsWith(TabView.Front.MESSAGES);
  }

  @Test
  void noTimerRunsWhenNothingRuns() {
    var tab = fixture.tab("rows 1");
    fixture.ui.tick();
    var before = fixture.ui.timers();
    tab.run();
    fixture.ui.tick();

    assertThat(fixture.ui.timers()).isEqualTo(before);
  }

  private static ErrorReport error(TabPresenter tab) {
    return Objects.requireNonNull(tab.output().error());
  }

  private static ErrorReport.Place place(TabPresenter tab) {
    return Objects.requireNonNull(error(tab).place());
  }

  private static String id(ConnectionId id) {
    return id.toString();
  }
}
