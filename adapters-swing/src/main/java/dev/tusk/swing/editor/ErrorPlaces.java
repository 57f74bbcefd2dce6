package dev.tusk.swing.editor;

import dev.tusk.core.sql.CaretContext;
import dev.tusk.swing.editor.run.ErrorReport;
import dev.tusk.swing.editor.run.RunObserver;
import dev.tusk.swing.editor.run.SuggestedFix;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Finds where in the editor an error is, though the text may have changed while it ran.
final class ErrorPlaces {
  private ErrorPlaces() {}

  /// Where the failed statement starts in the editor; empty when it is not there any more.
  ///
  /// @param runOffset where the run's text started; negative when it was not of the editor
  /// @param version the editor's when the run began
  static OptionalInt start(TabView view, int runOffset, long version, RunObserver.Failed failed) {
    if (runOffset < 0) {
      return OptionalInt.empty();
    }
    var at = runOffset + failed.offset();
    return view.version() == version ? OptionalInt.of(at) : view.locate(failed.sql(), at);
  }

  static ErrorReport report(TabView view, int runOffset, long version, RunObserver.Failed failed) {
    var failure = failed.failure();
    var start = start(view, runOffset, version, failed);
    var caret = CaretContext.of(failed.sql(), failure.info().position());
    ErrorReport.@Nullable Place place = null;
    @Nullable SuggestedFix fix = null;
    if (caret.isPresent() && start.isPresent()) {
      var text = view.input().text();
      var there = caret.get().within(text, start.getAsInt());
      place =
          new ErrorReport.Place(
              there.line(),
              there.column(),
              there.offset(),
              there.tokenStart(),
              there.tokenEnd(),
              lineAt(text, there.offset()));
      fix =
          SuggestedFix.of(
                  text.substring(there.tokenStart(), there.tokenEnd()), failure.info().hint())
              .orElse(null);
    }
    return new ErrorReport(
        failure.info(),
        failure.state(),
        place,
        fix,
        failed.statement(),
        failed.of(),
        failure.totalTime(),
        failure.transaction(),
        failure.sessionLost());
  }

  private static String lineAt(String text, int offset) {
    var start = text.lastIndexOf('\n', Math.max(0, offset - 1));
    if (offset < text.length() && offset > 0 && text.charAt(offset - 1) == '\n') {
      start = offset - 1;
    }
    var end = text.indexOf('\n', offset);
    return text.substring(start + 1, end < 0 ? text.length() : end).strip();
  }
}
