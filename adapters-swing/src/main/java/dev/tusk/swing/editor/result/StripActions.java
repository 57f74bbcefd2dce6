package dev.tusk.swing.editor.result;

import dev.tusk.swing.editor.run.TabResult;

/// What the strip can ask of its tab. Event thread only.
public interface StripActions {

  /// Runs a result's statement again, without a limit.
  void fetchAll(TabResult result);

  /// Ends the fetch that goes on; the rows that came stay.
  void stopFetching();

  /// Puts the server's suggestion in place.
  void applyFix();

  /// Puts the caret where the error is.
  void goToError();

  /// Rolls the transaction back.
  void rollBack();

  /// Says in a few words what was done.
  void told(String words);
}
