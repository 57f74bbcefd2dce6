package dev.tusk.swing.editor.run;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import org.jspecify.annotations.Nullable;

/// One result of a run: its rows and how far they have come. Owns its store. Rows arrive on the
/// running thread, the rest is for the event thread.
public final class TabResult implements AutoCloseable {
  private final int number;
  private final String sql;
  private final ResultStore store;
  private volatile @Nullable TuskError refused;
  private volatile boolean stopFetching;
  private @Nullable QueryResult finished;
  private @Nullable QueryFailure failed;
  private boolean previous;
  private boolean stale;

  /// An empty result.
  ///
  /// @param number from 1, as its tab says
  /// @param store empty; closed with this result
  public TabResult(int number, String sql, ResultStore store) {
    this.number = number;
    this.sql = sql;
    this.store = store;
  }

  /// Keeps a page, on the running thread.
  ///
  /// @return whether more can be taken
  public boolean append(RowPage page) {
    try {
      return store.append(page) && !stopFetching;
    } catch (TuskException failure) {
      refused = failure.error();
      return false;
    }
  }

  /// Ends the fetch after the page that is on its way; what is there stays.
  public void stopFetching() {
    stopFetching = true;
  }

  public int number() {
    return number;
  }

  /// The statement that gave it.
  public String sql() {
    return sql;
  }

  /// The rows. Closed with this result.
  public ResultStore store() {
    return store;
  }

  /// Why no more rows could be kept, so that the fetch ended; null when all could.
  public @Nullable TuskError refused() {
    return refused;
  }

  /// How its statement ended; null until it has, and when it failed.
  public @Nullable QueryResult finished() {
    return finished;
  }

  /// How its statement failed after rows had come; null when it did not.
  public @Nullable QueryFailure failed() {
    return failed;
  }

  /// Whether rows may still come.
  public boolean open() {
    return finished == null && failed == null;
  }

  /// Whether the server has more rows than were fetched.
  public boolean moreExist() {
    var end = finished;
    return end != null && end.moreExist();
  }

  /// Whether it is of the run before, shown beside the error of the last.
  public boolean previous() {
    return previous;
  }

  /// Whether its connection is gone.
  public boolean stale() {
    return stale;
  }

  void finish(QueryResult result) {
    finished = result;
  }

  void fail(QueryFailure failure) {
    failed = failure;
  }

  void makePrevious() {
    previous = true;
  }

  void makeStale() {
    stale = true;
  }

  /// Blocks while the disk removes what the store has on it.
  @Override
  public void close() {
    store.close();
  }
}
