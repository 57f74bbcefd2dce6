package dev.tusk.core.connection;

import java.util.Locale;

/// How a connection is protected from writes that were not meant.
public enum Guard {
  /// Everything runs at once.
  SILENT,
  /// A statement that changes or drops much asks first.
  ASK,
  /// The server refuses writes, and so does Tusk.
  READ_ONLY,
  /// As [#READ_ONLY], until it is unlocked for some minutes by typing the database's name.
  PRODUCTION;

  /// What `settings` say; [#SILENT] when they say nothing.
  public static Guard of(ConnectionSettings settings) {
    return settings
        .get(Setting.GUARD)
        .map(text -> valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')))
        .orElse(SILENT);
  }

  /// Its value as a setting, for example `read-only`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
