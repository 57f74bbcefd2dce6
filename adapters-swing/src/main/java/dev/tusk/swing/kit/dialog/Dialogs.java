package dev.tusk.swing.kit.dialog;

/// Asks and tells in modal windows, where a panel or a banner will not do. Call on the event
/// thread.
///
/// An interface so that presenters can be tested without a window. All text is shown as plain text.
public interface Dialogs {

  /// Asks a yes-or-no question; Esc and closing the window mean no.
  boolean confirm(Question question);

  /// Shows an error with what happened and, when not empty, the details that can be copied.
  void error(String title, String message, String details);

  /// A question with its wording.
  ///
  /// @param title what it is about, a few words
  /// @param message what happens on yes, and what is lost
  /// @param confirmLabel the verb on the button, for example "Close tab"
  /// @param dangerous whether yes destroys something: the button is then red and not the default
  record Question(String title, String message, String confirmLabel, boolean dangerous) {}
}
