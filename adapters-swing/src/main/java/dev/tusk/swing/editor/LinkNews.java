package dev.tusk.swing.editor;

/// What a tab has to say about its link, as its banner shows it.
///
/// @param title the headline; empty when all is well
/// @param words the sentences after it
public record LinkNews(Kind kind, String title, String words) {
  /// All is well.
  static final LinkNews NONE = new LinkNews(Kind.NONE, "", "");

  /// What a person can do about it.
  public enum Kind {
    /// Nothing: there is nothing to say.
    NONE,
    /// The session is gone and waits to be asked for another.
    LOST,
    /// The session is gone, and another is being asked for without an end.
    RECONNECTING,
    /// There is another session.
    RECONNECTED,
    /// There is a session, which keeps less than it seems.
    SHARED
  }
}
