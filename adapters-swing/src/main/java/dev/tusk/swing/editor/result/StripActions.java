package dev.tusk.swing.editor.result;

import dev.tusk.core.error.NextStep;
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

  /// Does what an error offers.
  void next(NextStep step);

  /// Says in a few words what was done.
  void told(String words);
}
