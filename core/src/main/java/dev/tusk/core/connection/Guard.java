package dev.tusk.core.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

  /// What protects `connection`.
  public static Guard of(ConnectionConfig connection) {
    return of(connection.settings());
  }

  /// What a newly made connection of this stage begins with.
  public static Guard usual(Stage stage) {
    return switch (stage) {
      case DEVELOPMENT -> SILENT;
      case TEST -> ASK;
      case PRODUCTION -> PRODUCTION;
    };
  }

  /// The stricter of the two; [#READ_ONLY] is stricter than [#PRODUCTION], which can be unlocked.
  public Guard or(Guard other) {
    return strictness() >= other.strictness() ? this : other;
  }

  private int strictness() {
    return switch (this) {
      case SILENT -> 0;
      case ASK -> 1;
      case PRODUCTION -> 2;
      case READ_ONLY -> 3;
    };
  }

  /// Its value as a setting, for example `read-only`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The one of this word.
  public static Optional<Guard> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
