package dev.tusk.core.state;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.CloseConnection;
import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.OpenConnections.Change;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.query.CancelQuery;
import dev.tusk.core.query.QueryRegistry;
import dev.tusk.core.schema.BrowseSchema;
import dev.tusk.core.schema.CatalogReader;
import dev.tusk.core.schema.Column;
import dev.tusk.core.schema.DataType;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.schema.Routine;
import dev.tusk.core.schema.SchemaCache;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryDatabase;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What several threads at once may do to connections and caches, over the fakes.
///
/// The rounds start two threads at a barrier; `-Dtusk.long=true` runs 10,000 of each kind.
class StateRaceTest {
  private static final int ROUNDS = Boolean.getBoolean("tusk.long") ? 10_000 : 2_000;
  private static final Namespace PUBLIC = new Namespace("public", false);

  private final ConnectionConfig config = connection("shop").build();
  private final InMemoryDatabase database = InMemoryDatabase.at(config, null);
  private final OpenConnections open = new OpenConnections();
  private final SchemaCaches caches = new SchemaCaches();
  private final FixedClock clock = new FixedClock();
  private final TuskState state =
      new TuskState(
          Path.of("data"),
          open,
          new QueryRegistry(),
          caches,
          new CancelQuery(clock),
          new Unlocks(clock));
  private final BrowseSchema browse = new BrowseSchema(database.catalog(), caches);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    state.close();
  }

  private OpenConnection opening(Connector connector) {
    return new OpenConnection(
        connector,
        new InMemoryCredentials(),
        new InMemoryStorage().connections(),
        database.environment(),
        open,
        clock);
  }

  private LiveConnection connect(ConnectionConfig to) {
    return opening(database.connector())
        .open(to, null, ConnectInteraction.none(), Cancellation.create());
  }

  private void disconnect(ConnectionId id) {
    new CloseConnection(open).close(id);
  }

  /// Runs both at the same moment and waits for both; what they throw as `TuskException` is part
  /// of the race.
  private void together(Runnable one, Runnable other) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<Future<?>> ends = new ArrayList<>();
    for (Runnable each : List.of(one, other)) {
      ends.add(
          threads.submit(
              () -> {
                start.await();
                try {
                  each.run();
                } catch (TuskException late) {
                  // Refused because the other was first.
                }
                return null;
              }));
    }
    for (Future<?> end : ends) {
      end.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  @Requirement({"FR-006", "FR-007", "FR-009", "US2.4", "SC-009"})
  void openingAndRemovingAtOnceLeavesACacheExactlyWhereAConnectionIs() throws Exception {
    Figure.exactly("open_remove_race_divergences", openRace(new Real()), 0);
    Figure.report("open_remove_race_rounds", ROUNDS);
    Figure.atLeast("open_remove_race_broken_twin", openRace(new Naive()), 10);
  }

  private int openRace(Subject subject) throws Exception {
    int divergences = 0;
    for (int round = 0; round < ROUNDS; round++) {
      together(subject::open, subject::remove);
      divergences += subject.isOpen() == subject.hasCache() ? 0 : 1;
    }
    return divergences;
  }

  @Test
  @Requirement({"FR-005", "FR-006", "US2.2"})
  void twoWhoOpenTheSameConnectionAtOnceShareOne() throws Exception {
    AtomicInteger removed = new AtomicInteger();
    state.onConnection(
        change -> {
          if (change instanceof Change.Removed) {
            removed.incrementAndGet();
          }
        });
    for (int round = 0; round < ROUNDS; round++) {
      together(() -> connect(config), () -> connect(config));
      assertThat(state.connections()).hasSize(1);
      // Nobody's sessions were pulled from under them.
      assertThat(removed).hasValue(round);
      disconnect(config.id());
    }
  }

  @Test
  @Requirement("FR-006")
  void removingAConnectionEndsTheAttemptToOpenIt() throws Exception {
    CountDownLatch connecting = new CountDownLatch(1);
    OpenConnection slow =
        opening(
            (to, password, cancellation, steps) -> {
              CountDownLatch cancelled = new CountDownLatch(1);
              try (var _ = cancellation.onCancel(cancelled::countDown)) {
                connecting.countDown();
                cancelled.await();
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
              // The worst connector: it was cancelled and connects nevertheless.
              return database.connector().open(to, password, Cancellation.create(), steps);
            });
    Future<TuskException> end =
        threads.submit(
            () ->
                catchThrowableOfType(
                    TuskException.class,
                    () ->
                        slow.open(config, null, ConnectInteraction.none(), Cancellation.create())));
    connecting.await();

    disconnect(config.id());

    assertThat(end.get(60, TimeUnit.SECONDS).error()).isInstanceOf(TuskError.Cancelled.class);
    assertThat(state.connections()).isEmpty();
    assertThat(state.schema(config.id())).isEmpty();
  }

  @Test
  @Requirement("US2.3")
  void whatEndsWithAnOpeningCannotHitTheNext() throws Exception {
    CountDownLatch hearing = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(1);
    connect(config);
    state.onConnection(
        change -> {
          if (change instanceof Change.Removed) {
            hearing.countDown();
            try {
              heard.await();
            } catch (InterruptedException stop) {
              Thread.currentThread().interrupt();
            }
          }
        });
    Future<?> removal = threads.submit(() -> disconnect(config.id()));
    hearing.await();

    Future<LiveConnection> again = threads.submit(() -> connect(config));
    Thread.sleep(100);
    assertThat(state.connections()).isEmpty();
    heard.countDown();

    removal.get(60, TimeUnit.SECONDS);
    assertThat(again.get(60, TimeUnit.SECONDS).config()).isEqualTo(config);
    assertThat(state.connection(config.id())).isPresent();
  }

  @Test
  @Requirement({"FR-006", "FR-009", "US2.2"})
  void twoHundredConnectionsAreFoundFromEveryThreadUntilTheyAreRemovedAndNeverAgain()
      throws Exception {
    List<ConnectionConfig> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(connection("c" + i).build());
      connect(all.getLast());
    }
    Map<ConnectionId, Boolean> gone = new ConcurrentHashMap<>();
    List<Future<Integer>> lookups = new ArrayList<>();
    CountDownLatch end = new CountDownLatch(1);
    for (int thread = 0; thread < 8; thread++) {
      Random random = new Random(thread);
      lookups.add(
          threads.submit(
              () -> {
                int stale = 0;
                while (end.getCount() > 0) {
                  ConnectionId id = all.get(random.nextInt(all.size())).id();
                  boolean removedBefore = gone.containsKey(id);
                  int atMost = 200 - gone.size();
                  stale += state.connection(id).isPresent() && removedBefore ? 1 : 0;
                  stale += state.connections().size() > atMost ? 1 : 0;
                }
                return stale;
              }));
    }
    for (ConnectionConfig each : all) {
      disconnect(each.id());
      gone.put(each.id(), true);
    }
    end.countDown();
    int stale = 0;
    for (Future<Integer> lookup : lookups) {
      stale += lookup.get(60, TimeUnit.SECONDS);
    }
    Figure.exactly("stale_lookups", stale, 0);
    assertThat(state.connections()).isEmpty();
    assertThat(caches.size()).isZero();
  }

  @Test
  @Requirement({"FR-007", "US2.4"})
  void refreshThatEndsAfterTheRemovalDoesNotComeBack() throws Exception {
    Figure.exactly("refresh_after_removal", refreshRace(new Real()), 0);
    Figure.report("refresh_after_removal_rounds", ROUNDS);
    Figure.atLeast("refresh_after_removal_broken_twin", refreshRace(new Naive()), 10);
  }

  private int refreshRace(Subject subject) throws Exception {
    int back = 0;
    for (int round = 0; round < ROUNDS; round++) {
      subject.open();
      together(subject::refresh, subject::remove);
      back += subject.hasCache() ? 1 : 0;
    }
    return back;
  }

  @Test
  @Requirement({"FR-007", "US2.4"})
  void removedConnectionsCacheIsGarbage() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      database
          .contents()
          .add(new Relation(i, "public", "t" + i, Relation.Kind.TABLE, 1, 8_192, null));
    }
    connect(config);
    assertThat(browse.contents(config.id(), PUBLIC).relations()).hasSize(5_000);
    WeakReference<SchemaCache> cache = new WeakReference<>(state.schema(config.id()).orElseThrow());

    disconnect(config.id());

    for (int i = 0; i < 50 && cache.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(cache.get()).isNull();
  }

  /// What remembers connections and their catalogs, seen by the races.
  private interface Subject {
    void open();

    void refresh();

    void remove();

    boolean isOpen();

    boolean hasCache();
  }

  private final class Real implements Subject {
    private final BrowseSchema slowly = new BrowseSchema(new Dawdler(database.catalog()), caches);

    @Override
    public void open() {
      connect(config);
    }

    @Override
    public void refresh() {
      slowly.refresh(config.id());
      slowly.namespaces(config.id());
    }

    @Override
    public void remove() {
      disconnect(config.id());
    }

    @Override
    public boolean isOpen() {
      return state.connection(config.id()).isPresent();
    }

    @Override
    public boolean hasCache() {
      return state.schema(config.id()).isPresent();
    }
  }

  /// Broken twice: changes of one connection are told in any order, and what was read is put under
  /// the connection's id whenever it arrives.
  private final class Naive implements Subject {
    private final Map<ConnectionId, Boolean> pools = new ConcurrentHashMap<>();
    private final Map<ConnectionId, List<Namespace>> filled = new ConcurrentHashMap<>();

    @Override
    public void open() {
      pools.put(config.id(), true);
      Dawdler.dawdle();
      filled.put(config.id(), List.of());
    }

    @Override
    public void refresh() {
      Dawdler.dawdle();
      filled.put(config.id(), List.of(PUBLIC));
    }

    @Override
    public void remove() {
      if (pools.remove(config.id()) != null) {
        filled.remove(config.id());
      }
    }

    @Override
    public boolean isOpen() {
      return pools.containsKey(config.id());
    }

    @Override
    public boolean hasCache() {
      return filled.containsKey(config.id());
    }
  }

  /// A catalog over a slow line: between reading and answering, much can happen.
  private record Dawdler(CatalogReader reader) implements CatalogReader {
    static void dawdle() {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(200_000));
    }

    private static <T> T late(T read) {
      dawdle();
      return read;
    }

    @Override
    public List<Namespace> namespaces(ConnectionId id) {
      return late(reader.namespaces(id));
    }

    @Override
    public List<Relation> relations(ConnectionId id, String schema) {
      return late(reader.relations(id, schema));
    }

    @Override
    public List<Column> columns(ConnectionId id, long relation) {
      return late(reader.columns(id, relation));
    }

    @Override
    public List<Routine> routines(ConnectionId id, String schema) {
      return late(reader.routines(id, schema));
    }

    @Override
    public List<DataType> types(ConnectionId id, String schema) {
      return late(reader.types(id, schema));
    }
  }
}
