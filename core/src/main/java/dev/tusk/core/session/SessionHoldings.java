package dev.tusk.core.session;

import java.util.List;

/// What a session holds beside its transaction, and what would be lost with it.
///
/// @param settings the session's own, where they differ from those of a new session, in the order
///     in which they can be made again
/// @param held what no other session can be given
public record SessionHoldings(List<Setting> settings, List<Held> held) {
  /// Nothing but what a new session has.
  public static final SessionHoldings NONE = new SessionHoldings(List.of(), List.of());

  public SessionHoldings {
    settings = List.copyOf(settings);
    held = List.copyOf(held);
  }

  /// A setting as `set_config` takes it; the role and the session authorization are settings too.
  public record Setting(String name, String value) {}

  /// Something that lives and dies with the session.
  public record Held(Kind kind, String name) {}

  /// Kinds of it.
  public enum Kind {
    TEMPORARY_TABLE(true),
    CURSOR(true),
    ADVISORY_LOCK(true),
    PREPARED_STATEMENT(false),
    CHANNEL(false);

    private final boolean data;

    Kind(boolean data) {
      this.data = data;
    }

    /// Whether a statement that was meant for a session with it can do harm in one without: a
    /// permanent table may have the name of the temporary one, and a lock keeps others away.
    public boolean isData() {
      return data;
    }
  }

  /// A setting that a new session refused.
  ///
  /// @param reason the server's words
  public record Refused(Setting setting, String reason) {
    /// The name of the setting.
    public String name() {
      return setting.name();
    }
  }
}
