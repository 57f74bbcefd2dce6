package dev.tusk.swing.editor;

import dev.tusk.swing.editor.run.ErrorReport;
import dev.tusk.swing.editor.run.RunOutput;
import java.util.OptionalInt;

/// What a tab's presenter asks of its panel. Event thread only.
public interface TabView {

  /// What is in the editor.
  Input input();

  /// Grows with each change of the text.
  long version();

  /// Shows another state.
  void show(TabStatus status);

  /// Shows a state that differs only in its figures; called ten times a second.
  void tick(TabStatus status);

  /// Shows what a run gave.
  void output(RunOutput output, Front front);

  /// Takes off the marks of the last run.
  void clearMarks();

  /// Marks the statement that runs; -1 for none.
  void markRunning(int offset);

  /// Marks what became of the statement at an offset.
  void mark(int offset, Mark mark, String tip);

  /// Marks the token that the server complained of, and puts the caret there.
  void markError(ErrorReport.Place place, String tip);

  /// Where a text starts in the editor, nearest to `near`.
  OptionalInt locate(String text, int near);

  /// Replaces a range of the text, as one step that can be undone.
  void replace(int start, int end, String text);

  /// Puts text in place of the selection.
  void insert(String text);

  /// Puts the caret somewhere and the keyboard into the editor.
  void goTo(int offset);

  /// What is in the editor at one moment.
  ///
  /// @param version grows with each change of the text
  record Input(String text, int caret, int selectionStart, int selectionEnd, long version) {}

  /// What became of a statement.
  enum Mark {
    /// It ended well.
    DONE,
    /// It failed.
    FAILED,
    /// It was stopped.
    STOPPED
  }

  /// Which of the panes below comes to the front.
  enum Front {
    /// The one that is there.
    KEEP,
    /// The newest result.
    RESULT,
    /// The messages.
    MESSAGES,
    /// The error.
    ERROR
  }
}
