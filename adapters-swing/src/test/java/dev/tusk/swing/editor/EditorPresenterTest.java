package dev.tusk.swing.editor;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.TabId;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.SessionHoldings.Held;
import dev.tusk.core.session.SessionHoldings.Kind;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.core.workspace.WorkspaceStoreContract;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditorPresenterTest {
  private final EditorFixture fixture = new EditorFixture();

  @Test
  void tabsComeBackWithTextCaretAndOrder() {
    var store = fixture.storage.workspace();
    var connection = fixture.config.id();
    store.save(new SavedTab(id(1), "first", null, "select 1", 3, 0, false));
    store.save(new SavedTab(id(2), "second", connection, "select 2", 5, 1, true));
    fixture.tabs.started();

    assertThat(fixture.tabs.tabs())
        .extracting(TabPresenter::title)
        .containsExactly("first", "second");
    assertThat(fixture.tabs.front().orElseThrow().title()).isEqualTo("second");
    assertThat(fixture.view().text).isEqualTo("select 2");
    assertThat(fixture.view().caret).isEqualTo(5);
  }

  @Test
  void theChosenLimitIsThereAfterARestart() {
    fixture.tab("select 1").limit(10_000);
    fixture.tabs.newTab();
    assertThat(limit(fixture)).isEqualTo(10_000);
    fixture.ui.tick();

    var again = new EditorFixture(fixture.storage);
    again.tabs.started();

    assertThat(limit(again)).isEqualTo(10_000);
  }

  private static long limit(EditorFixture fixture) {
    return fixture.tabs.front().orElseThrow().status().limit();
  }

  @Test
  @Requirement("E-25")
  void tabsThatEndedTuskTwiceAreOfferedAndNotOpenedByThemselves() {
    fixture.storage.workspace().save(WorkspaceStoreContract.tab(1, 0, true));
    // Two starts that nobody closed and that did not last.
    fixture.tabs.started();
    fixture.tabs.started();
    assertThat(fixture.asked.questions).isEmpty();
    int open = fixture.tabs.tabs().size();
    fixture.asked.answer = false;

    fixture.tabs.started();

    assertThat(fixture.asked.questions)
        .singleElement()
        .satisfies(question -> assertThat(question.message()).contains("ended early", "kept"));
    assertThat(fixture.tabs.tabs()).hasSize(open);
    assertThat(fixture.saved()).hasSize(1);

    // Declined and closed: the next start asks again, and opens them when told to.
    fixture.tabs.flush();
    fixture.asked.answer = true;
    fixture.tabs.started();
    assertThat(fixture.asked.questions).hasSize(2);
    assertThat(fixture.tabs.tabs()).hasSize(open + 1);
  }

  @Test
  @Requirement("E-25")
  void startsThatWereClosedByAPersonAreNotCounted() {
    fixture.storage.workspace().save(WorkspaceStoreContract.tab(1, 0, true));
    for (int start = 0; start < 5; start++) {
      fixture.tabs.started();
      fixture.tabs.flush();
    }
    assertThat(fixture.asked.questions).isEmpty();
  }

  @Test
  void textIsKeptAMomentAfterTheKeystroke() {
    var tab = fixture.tab("");
    fixture.ui.tick();
    fixture.view().text = "select 'typed'";
    fixture.tabs.touch(tab);
    fixture.ui.tick();

    assertThat(fixture.saved()).extracting(SavedTab::text).containsExactly("select 'typed'");
  }

  @Test
  void closingTheWindowKeepsTheLastKeystroke() {
    var tab = fixture.tab("");
    fixture.view().text = "last words";
    fixture.tabs.touch(tab);
    assertThat(fixture.tabs.mayClose()).isTrue();
    fixture.tabs.flush();

    assertThat(fixture.saved()).extracting(SavedTab::text).containsExactly("last words");
  }

  @Test
  void closingATabAsksNothingWhenNothingIsLost() {
    var tab = fixture.tab("select 1");
    fixture.tabs.close(tab);

    assertThat(fixture.asked.questions).isEmpty();
    assertThat(fixture.tabs.tabs()).isEmpty();
    assertThat(fixture.saved()).isEmpty();
  }

  @Test
  void closingATabInATransactionAsksFirstAndNamesWhatIsLost() {
    fixture.server.holdings =
        new SessionHoldings(List.of(), List.of(new Held(Kind.TEMPORARY_TABLE, "basket")));
    var tab = inTransaction("rows 1", "change", "begin");
    fixture.asked.answer = false;
    fixture.tabs.close(tab);

    assertThat(fixture.asked.questions)
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.title()).isEqualTo("Close Untitled 1?");
              assertThat(question.message())
                  .contains(
                      "Untitled 1: the open transaction with 2 statements, temporary table basket");
              assertThat(question.confirmLabel()).isEqualTo("Roll back and close");
              assertThat(question.dangerous()).isTrue();
            });
    assertThat(fixture.tabs.tabs()).hasSize(1);
    assertThat(fixture.server.closed).isZero();

    fixture.asked.answer = true;
    fixture.tabs.close(tab);
    assertThat(fixture.server.closed).isEqualTo(1);
  }

  @Test
  void closingATabInAFailedTransactionAsksAsASavepointMaySaveAPartOfIt() {
    var tab = inTransaction("savepoint a", "change", "bad");
    fixture.asked.answer = false;
    fixture.tabs.close(tab);

    assertThat(fixture.asked.questions)
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.message())
                  .contains(
                      "the failed transaction with 3 statements, of which ROLLBACK TO a savepoint"
                          + " can still save a part\n");
              assertThat(question.confirmLabel()).isEqualTo("Roll back and close");
            });
    assertThat(fixture.server.closed).isZero();
  }

  @Test
  void aSavepointOfAnEarlierTransactionSavesNothing() {
    var tab = inTransaction("savepoint a", "commit", "begin", "change", "bad");
    fixture.tabs.close(tab);

    assertThat(fixture.asked.questions)
        .singleElement()
        .satisfies(
            question ->
                assertThat(question.message())
                    .contains("the failed transaction with 2 statements\n"));
  }

  @Test
  void statementsOfAnEarlierTransactionAreNotCounted() {
    var tab = inTransaction("change", "commit", "begin", "change");
    fixture.tabs.close(tab);

    assertThat(fixture.asked.questions)
        .singleElement()
        .satisfies(
            question -> assertThat(question.message()).contains("transaction with 1 statement\n"));
  }

  @Test
  void disconnectingAsksOnceForAllTabsOfTheConnectionThatHoldSomething() {
    inTransaction("change");
    fixture.tabs.newTab();
    inTransaction();
    var id = fixture.config.id();
    fixture.asked.answer = false;

    assertThat(fixture.tabs.mayDisconnect(id)).isFalse();
    assertThat(fixture.asked.questions)
        .singleElement()
        .satisfies(
            question ->
                assertThat(question.message())
                    .contains("Untitled 1: the open transaction with 1 statement\n")
                    .contains("Untitled 3: the open transaction\n")
                    .doesNotContain("Untitled 2"));
    assertThat(fixture.tabs.mayDisconnect(connection("another").build().id())).isTrue();
    assertThat(fixture.asked.questions).hasSize(1);
  }

  @Test
  void theWindowStaysWhileAStatementRunsUnlessAPersonAgrees() {
    var tab = fixture.tab("change");
    fixture.asked.answer = false;
    var answers = new ArrayList<Boolean>();
    fixture.server.during = () -> answers.add(fixture.tabs.mayClose());
    tab.run();

    assertThat(answers).containsExactly(false);
    assertThat(fixture.asked.questions)
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.message()).contains("Untitled 1: the running statement");
              assertThat(question.confirmLabel()).isEqualTo("Stop and close");
            });
    assertThat(fixture.tabs.mayClose()).isTrue();
  }

  @Test
  void aTabInATransactionGoesToAnotherConnectionOnlyWhenAPersonAgrees() {
    var tab = inTransaction("change");
    var other = connection("another").build();
    fixture.asked.answer = false;
    tab.use(other.id());
    assertThat(tab.connection()).contains(fixture.config.id());
    assertThat(fixture.server.closed).isZero();

    fixture.asked.answer = true;
    tab.use(other.id());
    assertThat(tab.connection()).contains(other.id());
    assertThat(fixture.server.closed).isEqualTo(1);
  }

  /// A tab that has begun a transaction and run more in it.
  private TabPresenter inTransaction(String... statements) {
    var tab = fixture.tab("begin");
    tab.run();
    for (var statement : statements) {
      fixture.view().text = statement;
      tab.run();
    }
    return tab;
  }

  @Test
  void choosingTheConnectionThatATabHasLeavesItsTransactionOpen() {
    var tab = fixture.tab("begin");
    tab.run();
    tab.use(fixture.config.id());
    assertThat(fixture.asked.questions).isEmpty();
    assertThat(tab.status().transaction()).isEqualTo(TransactionState.OPEN);
  }

  @Test
  void aClosedTabComesBackWithItsText() {
    var tab = fixture.tab("precious");
    fixture.tabs.close(tab);
    fixture.tabs.reopen();

    assertThat(fixture.view().text).isEqualTo("precious");
    assertThat(fixture.tabs.canReopen()).isFalse();
  }

  @Test
  void closingATabHandsItsSessionBack() {
    var tab = fixture.tab("rows 1");
    tab.run();
    fixture.tabs.close(tab);

    assertThat(fixture.server.closed).isEqualTo(1);
  }

  @Test
  void steppingGoesRoundTheEnds() {
    fixture.tabs.newTab();
    fixture.tabs.newTab();
    fixture.tabs.newTab();
    fixture.tabs.step(1);
    assertThat(fixture.tabs.front().orElseThrow().title()).isEqualTo("Untitled 1");
    fixture.tabs.step(-1);

    assertThat(fixture.tabs.front().orElseThrow().title()).isEqualTo("Untitled 3");
  }

  @Test
  void aNewConnectionGetsATabUnlessOneHasIt() {
    fixture.connect();
    var opened = new StandardIntents.ConnectionOpened(fixture.config.id().toString());
    fixture.bus.send(opened);
    fixture.bus.send(opened);

    assertThat(fixture.tabs.tabs()).hasSize(1);
    assertThat(fixture.tabs.front().orElseThrow().connection()).contains(fixture.config.id());
  }

  @Test
  void anotherFeatureCanOpenATabAndRunIt() {
    fixture.connect();
    fixture.bus.send(
        new StandardIntents.OpenSqlTab(fixture.config.id().toString(), "orders", "rows 5", true));

    assertThat(fixture.server.sent).containsExactly("rows 5");
    assertThat(fixture.tabs.front().orElseThrow().title()).isEqualTo("orders");
  }

  @Test
  void filesOpenInTabsOfTheirOwn(@TempDir Path folder) throws IOException {
    fixture.tab("select 1");
    var good = Files.writeString(folder.resolve("good.sql"), "select 'ä'");
    var bad = Files.write(folder.resolve("bad.sql"), new byte[] {'a', (byte) 0xe4});
    fixture.panels.files = List.of(good, bad);
    fixture.tabs.openFiles();

    assertThat(fixture.tabs.tabs())
        .extracting(TabPresenter::title)
        .containsExactly("Untitled 1", "good.sql");
    assertThat(fixture.view().text).isEqualTo("select 'ä'");
    assertThat(fixture.tabs.front().orElseThrow().connection()).contains(fixture.config.id());
    assertThat(fixture.asked.errors).singleElement().asString().contains("bad.sql is not UTF-8");
  }

  @Test
  void theTabInFrontTellsWhoseConnectionCounts() {
    fixture.tab("");

    assertThat(fixture.bus.sent)
        .contains(new StandardIntents.ActiveConnectionChanged(fixture.config.id().toString()));
  }

  private static TabId id(long n) {
    return new TabId(new UUID(0, n));
  }
}
