package dev.tusk.swing.editor.run;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.NextStep;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.sql.CaretContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the error tab shows. Immutable.
///
/// @param place where in the editor; null when the server named no place or the text has changed
/// @param statement which statement, from 1; 0 when none was sent
/// @param of how many statements the run has
/// @param after how long it ran; null when it was not sent
/// @param transaction what it left of the transaction, as long as that lasts
/// @param sessionLost whether the tab is without a session since
public record ErrorReport(
    ErrorInfo info,
    QueryState state,
    @Nullable Place place,
    @Nullable SuggestedFix fix,
    int statement,
    int of,
    @Nullable Duration after,
    TransactionState transaction,
    boolean sessionLost) {

  /// What kept a run from sending anything.
  public static ErrorReport unsent(
      ErrorInfo info, QueryState state, TransactionState transaction, boolean sessionLost) {
    return new ErrorReport(info, state, null, null, 0, 0, null, transaction, sessionLost);
  }

  /// A place in the editor.
  ///
  /// @param line from 1
  /// @param column in characters, from 1
  /// @param offset where the server saw it
  /// @param start start of the token there
  /// @param end its end, exclusive
  /// @param lineText the line as it was sent
  public record Place(int line, int column, int offset, int start, int end, String lineText) {}

  /// Whether a person or a limit stopped it: amber, not red.
  public boolean stopped() {
    return state == QueryState.CANCELLED;
  }

  /// "Statement 1 of 2 failed after 3 ms, statement 2 was not run"; empty when nothing was sent.
  public String progress() {
    if (statement == 0 || after == null) {
      return "";
    }
    var verb =
        switch (state) {
          case CANCELLED -> "stopped";
          case OUTCOME_UNKNOWN -> "was cut off";
          case RUNNING, FETCHING, COMPLETED, FAILED -> "failed";
        };
    if (of <= 1) {
      return "%s after %s".formatted(capital(verb), Figures.time(after));
    }
    var rest = of - statement;
    var left =
        rest == 0
            ? "it was the last"
            : rest == 1
                ? "statement %d was not run".formatted(of)
                : "statements %d to %d were not run".formatted(statement + 1, of);
    return "Statement %d of %d %s after %s, %s"
        .formatted(statement, of, verb, Figures.time(after), left);
  }

  /// What the error means for the transaction; empty when there is none.
  public String transactionNote() {
    return switch (transaction) {
      case FAILED ->
          "Aborted by this error. Roll back to go on; until then the server refuses every"
              + " statement (25P02).";
      case OPEN -> "Still open; nothing before this statement was undone.";
      case IDLE -> "";
    };
  }

  /// What can be done about it with a button, the most useful first.
  public List<NextStep> offers() {
    var offers = new ArrayList<NextStep>();
    if (transaction != TransactionState.IDLE && !sessionLost) {
      offers.add(NextStep.ROLL_BACK);
    }
    for (var step : info.next()) {
      var offered =
          switch (step) {
            // in an aborted transaction the server would refuse it
            case RUN_AGAIN -> transaction != TransactionState.FAILED;
            case RECONNECT -> sessionLost;
            case SIGN_IN, EDIT_CONNECTION, UNLOCK -> true;
            case GO_TO_PLACE,
                ROLL_BACK,
                CHECK_DATA,
                FREE_SESSION,
                MEND_DISK,
                OPEN_KEYRING,
                TELL_ADMINISTRATOR,
                REPORT_BUG ->
                false;
          };
      if (offered) {
        offers.add(step);
      }
    }
    return List.copyOf(offers);
  }

  /// The same once its transaction is over: there is nothing left to roll back.
  ///
  /// @param gone whether the session went with it
  ErrorReport afterTransaction(boolean gone) {
    return new ErrorReport(
        info, state, place, fix, statement, of, after, TransactionState.IDLE, gone);
  }

  /// Everything as text, for the clipboard.
  public String copyText() {
    var text = new StringBuilder();
    text.append(stopped() ? "" : "ERROR: ").append(info.message()).append('\n');
    line(text, "SQLSTATE", info.sqlState());
    line(text, "Condition", info.conditionName());
    if (place != null) {
      line(text, "Place", "line " + place.line() + ", column " + place.column());
      line(text, "Line", place.lineText());
    }
    line(text, "Detail", info.detail());
    line(text, "Hint", info.hint());
    line(text, "Suggestion", info.suggestion());
    line(text, "Context", info.context());
    line(text, "Inner query", innerQuery());
    line(text, "Run", progress());
    return text.toString();
  }

  /// The SQL that a function ran, with a caret below the place; it is not in the editor. Empty
  /// when the error was met in no such query.
  public String innerQuery() {
    var query = info.internalQuery();
    return query == null
        ? ""
        : CaretContext.of(query, info.internalPosition()).map(CaretContext::excerpt).orElse(query);
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text.append(name).append(": ").append(value).append('\n');
    }
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
