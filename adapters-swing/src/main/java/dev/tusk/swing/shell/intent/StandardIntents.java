package dev.tusk.swing.shell.intent;

import org.jspecify.annotations.Nullable;

/// The intents that several features share. Ids are the core's ids as text.
public final class StandardIntents {
  private StandardIntents() {}

  /// Open the dialog for a new connection, filled from `url` when there is one.
  public record NewConnection(@Nullable String url) implements UiIntent {}

  /// Open the dialog for a saved connection.
  public record EditConnection(String connectionId) implements UiIntent {}

  /// Ask for what unlocks writes on the active connection.
  public record UnlockWrites() implements UiIntent {}

  /// Connect, and open a tab on it when it succeeds.
  public record ConnectRequested(String connectionId) implements UiIntent {}

  /// Connect to what a URL says, and save it when that succeeds.
  public record ConnectUrl(String url) implements UiIntent {
    /// Without the URL, which may contain a password.
    @Override
    public String toString() {
      return "ConnectUrl";
    }
  }

  /// Connecting did not succeed; nothing was open before or after.
  ///
  /// @param connectionId empty when it is not saved
  /// @param name the connection's, for people
  /// @param suggestion what to do about it, may be empty
  /// @param code the SQLSTATE or Tusk's own code, may be empty
  public record ConnectFailed(
      String connectionId, String name, String message, String suggestion, String code)
      implements UiIntent {}

  /// Connecting was given up by the user.
  public record ConnectCancelled(String connectionId) implements UiIntent {}

  /// Save a copy of a connection and open its dialog.
  public record DuplicateConnection(String connectionId) implements UiIntent {}

  /// File a saved connection in a group.
  ///
  /// @param group `null` to ask for it; empty for none
  public record MoveConnection(String connectionId, @Nullable String group) implements UiIntent {}

  /// Give a group of connections another name or place.
  ///
  /// @param to `null` to ask for it; empty to have its connections in none
  public record MoveGroup(String group, @Nullable String to) implements UiIntent {}

  /// Remove a saved connection, after asking.
  public record RemoveConnection(String connectionId) implements UiIntent {}

  /// Close a connection with all its sessions, after asking where something would be lost; or give
  /// up connecting.
  public record DisconnectRequested(String connectionId) implements UiIntent {}

  /// A connection is open.
  public record ConnectionOpened(String connectionId) implements UiIntent {}

  /// A connection was closed, or was lost.
  ///
  /// @param reason empty when the user closed it
  public record ConnectionClosed(String connectionId, String reason) implements UiIntent {}

  /// The saved connections changed: one was added, edited or removed.
  public record ConnectionsChanged() implements UiIntent {}

  /// Open a tab with a text.
  ///
  /// @param connectionId `null` means the one of the tab in front
  /// @param title `null` means the next "Untitled"
  /// @param run whether to run the text at once
  public record OpenSqlTab(
      @Nullable String connectionId, @Nullable String title, String text, boolean run)
      implements UiIntent {}

  /// Export all rows of a table, after asking how and where to.
  ///
  /// @param name as SQL, qualified
  public record ExportTable(String connectionId, String name) implements UiIntent {}

  /// Put text at the caret of the editor in front.
  public record InsertText(String text) implements UiIntent {}

  /// Show an object in the tree. Names are unquoted.
  public record RevealObject(String connectionId, String schema, String name) implements UiIntent {}

  /// Read the catalog of a connection again.
  public record RefreshSchema(String connectionId) implements UiIntent {}

  /// Another tab is in front, or its connection changed; `null` when there is none.
  public record ActiveConnectionChanged(@Nullable String connectionId) implements UiIntent {}

  /// Something failed that has no place of its own to say so.
  ///
  /// @param details more lines to copy, may be empty
  public record ShowError(String title, String message, String details) implements UiIntent {}

  /// Show the start screen, or leave it for the panels.
  public record ShowStart(boolean start) implements UiIntent {}
}
