package dev.tusk.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.history.QueryHistoryEntry.Outcome;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.QueryId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [HistoryStore] does.
public interface HistoryStoreContract {
  Instant START = Instant.parse("2026-01-02T03:04:05.123456Z");

  /// A store without history.
  HistoryStore store();

  /// The entry of a statement that started `second` seconds after [#START].
  static QueryHistoryEntry entry(int second, String sql) {
    return new QueryHistoryEntry(
        new QueryId(new UUID(0, second)),
        new ConnectionId(new UUID(1, 1)),
        "shop",
        "db",
        sql,
        START.plusSeconds(second),
        Duration.ofNanos(1_234_567_891L),
        Outcome.COMPLETED,
        42,
        null);
  }

  @Test
  default void entryComesBackWithAllItsFields() {
    HistoryStore store = store();
    QueryHistoryEntry failed =
        new QueryHistoryEntry(
            new QueryId(new UUID(7, 8)),
            new ConnectionId(new UUID(9, 10)),
            "Büro 🐘",
            "o'db",
            "select 'x;''y'\r\n\t-- 🐘\n",
            START,
            Duration.ofNanos(1),
            Outcome.FAILED,
            Long.MAX_VALUE,
            "42P01");
    store.add(failed);
    assertThat(store.search("", 10)).containsExactly(failed);
  }

  @Test
  default void everyOutcomeComesBack() {
    HistoryStore store = store();
    int second = 0;
    for (Outcome outcome : Outcome.values()) {
      QueryHistoryEntry base = entry(second++, "select " + outcome);
      store.add(
          new QueryHistoryEntry(
              base.id(),
              base.connectionId(),
              base.connectionName(),
              base.database(),
              base.sql(),
              base.startedAt(),
              base.duration(),
              outcome,
              base.rows(),
              null));
      assertThat(store.search("", 1).getFirst().outcome()).isEqualTo(outcome);
    }
  }

  @Test
  default void latestAddedComesFirstAlsoWhenTheClockWasSetBack() {
    HistoryStore store = store();
    store.add(entry(200_000, "first"));
    store.add(entry(3, "second"));
    store.add(entry(4, "third"));

    assertThat(store.search("", 10))
        .extracting(QueryHistoryEntry::sql)
        .containsExactly("third", "second", "first");
    assertThat(store.search("", 2))
        .extracting(QueryHistoryEntry::sql)
        .containsExactly("third", "second");
    assertThat(store.search("", 0)).isEmpty();
  }

  @Test
  default void searchFindsPartsWithoutRegardToCaseAlsoBeyondAscii() {
    HistoryStore store = store();
    store.add(entry(1, "SELECT Ärger FROM Büro"));
    store.add(entry(2, "select 1"));

    assertThat(store.search("sElEcT", 10)).hasSize(2);
    assertThat(store.search("äRGER from bÜ", 10)).hasSize(1);
    assertThat(store.search("delete", 10)).isEmpty();
  }

  @Test
  default void searchTakesPatternLettersLiterally() {
    HistoryStore store = store();
    store.add(entry(1, "select 100%"));
    store.add(entry(2, "select a_b"));
    store.add(entry(3, "select E'\\n' 'q'"));
    store.add(entry(4, "select axb, 1000"));

    assertThat(store.search("0%", 10))
        .extracting(QueryHistoryEntry::sql)
        .containsExactly("select 100%");
    assertThat(store.search("a_b", 10))
        .extracting(QueryHistoryEntry::sql)
        .containsExactly("select a_b");
    assertThat(store.search("\\n' '", 10)).hasSize(1);
    assertThat(store.search("*", 10)).isEmpty();
    assertThat(store.search("ä%", 10)).isEmpty();
  }

  @Test
  default void limitCountsOnlyWhatMatches() {
    HistoryStore store = store();
    for (int i = 1; i <= 50; i++) {
      store.add(entry(i, i % 2 == 0 ? "select ä" + i : "update t"));
    }
    assertThat(store.search("Ä", 3))
        .extracting(QueryHistoryEntry::sql)
        .containsExactly("select ä50", "select ä48", "select ä46");
    assertThat(store.search("SELECT", 2))
        .extracting(QueryHistoryEntry::sql)
        .containsExactly("select ä50", "select ä48");
  }

  @Test
  default void entryOfTheSameIdIsReplaced() {
    HistoryStore store = store();
    store.add(entry(1, "before"));
    store.add(entry(1, "after"));

    assertThat(store.search("", 10)).extracting(QueryHistoryEntry::sql).containsExactly("after");
  }

  @Test
  default void longStatementsAreKeptWhole() {
    HistoryStore store = store();
    String sql = "select '" + "é🐘".repeat(300_000) + "'";
    store.add(entry(1, sql));

    assertThat(store.search("", 1).getFirst().sql()).isEqualTo(sql);
  }

  @Test
  default void clearedHistoryIsEmptyAndGoesOn() {
    HistoryStore store = store();
    store.add(entry(1, "select 1"));

    store.clear();

    assertThat(store.search("", 10)).isEmpty();
    store.add(entry(2, "select 2"));
    assertThat(store.search("", 10)).hasSize(1);
  }
}
