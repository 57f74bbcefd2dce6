package dev.tusk.swing.editor.run;

import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What stands below the editor of a tab: the results of the last run, its messages, its error.
/// Owns the results. Event thread only.
public final class RunOutput implements AutoCloseable {
  private final Consumer<TabResult> drop;
  private final List<TabResult> results = new ArrayList<>();
  private MessageLog messages = new MessageLog();
  private @Nullable ErrorReport error;

  /// Closes results where they are dropped.
  public RunOutput() {
    this(TabResult::close);
  }

  /// @param drop closes a result that nobody sees any more; elsewhere, since that may wait for the
  ///     disk
  public RunOutput(Consumer<TabResult> drop) {
    this.drop = drop;
  }

  /// Begins a run: the results so far belong to the previous one, and go with the first new one.
  ///
  /// @return where the run writes its messages
  public MessageLog begin() {
    results.forEach(TabResult::makePrevious);
    error = null;
    messages = new MessageLog();
    return messages;
  }

  /// Takes a new result; those of the previous run are dropped.
  public void add(TabResult result) {
    dropPrevious();
    results.add(result);
  }

  /// Drops the results of the previous run, as when a run ended well without any.
  public void dropPrevious() {
    results.removeIf(
        r -> {
          if (r.previous()) {
            drop.accept(r);
          }
          return r.previous();
        });
  }

  /// Notes that a result is complete.
  public void finish(TabResult result, QueryResult end) {
    result.finish(end);
  }

  /// Notes that a result broke off.
  public void fail(TabResult result, QueryFailure failure) {
    result.fail(failure);
  }

  /// Shows an error.
  public void fail(ErrorReport report) {
    error = report;
  }

  /// Marks all results as read from a session that is gone, and its transaction with it.
  public void makeStale() {
    results.forEach(TabResult::makeStale);
    transactionOver(true);
  }

  /// The tab's session is outside a transaction, or another one.
  public void transactionOver() {
    transactionOver(false);
  }

  private void transactionOver(boolean gone) {
    error = error == null ? null : error.afterTransaction(gone);
  }

  public List<TabResult> results() {
    return List.copyOf(results);
  }

  public MessageLog messages() {
    return messages;
  }

  /// The error of the last run; null when it had none.
  public @Nullable ErrorReport error() {
    return error;
  }

  @Override
  public void close() {
    results.forEach(drop);
    results.clear();
  }
}
