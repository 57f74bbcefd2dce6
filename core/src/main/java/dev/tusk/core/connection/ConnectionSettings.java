package dev.tusk.core.connection;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What is set of a connection beside its address; what is not set has libpq's default.
///
/// Each feature reads its own settings here by a view of its own, so that a new one is a line in
/// [Setting] and nothing in between.
public final class ConnectionSettings {
  public static final ConnectionSettings NONE = new ConnectionSettings(Map.of());

  private final Map<Setting, String> values;

  private ConnectionSettings(Map<Setting, String> values) {
    this.values = values;
  }

  /// Those of `values` that are not empty.
  ///
  /// @throws IllegalArgumentException with a sentence for the person who typed a wrong value
  public static ConnectionSettings of(Map<Setting, String> values) {
    EnumMap<Setting, String> set = new EnumMap<>(Setting.class);
    values.forEach(
        (setting, value) -> {
          if (!value.isEmpty()) {
            setting.require(value);
            set.put(setting, value);
          }
        });
    return set.isEmpty() ? NONE : new ConnectionSettings(Collections.unmodifiableMap(set));
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static ConnectionSettings parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    EnumMap<Setting, String> values = new EnumMap<>(Setting.class);
    ConninfoText.options(text)
        .forEach(
            (keyword, value) ->
                values.put(
                    Setting.of(keyword)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "There is no setting \"" + keyword + "\"")),
                    value));
    return of(values);
  }

  /// The value; empty when it is not set.
  public Optional<String> get(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /// The value, or `otherwise` when it is not set.
  public String get(Setting setting, String otherwise) {
    return values.getOrDefault(setting, otherwise);
  }

  /// The same with one value changed.
  ///
  /// @param value empty to have it not set
  /// @throws IllegalArgumentException with a sentence for the person who typed a wrong value
  public ConnectionSettings with(Setting setting, String value) {
    EnumMap<Setting, String> changed = new EnumMap<>(Setting.class);
    changed.putAll(values);
    changed.put(setting, value);
    return of(changed);
  }

  /// All that is set, in the order of [Setting]. Unmodifiable.
  public Map<Setting, String> all() {
    return values;
  }

  /// As libpq's connection string has it: `sslrootcert=/etc/ca.pem role='a b'`.
  public String text() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (setting, value) ->
            text.append(text.isEmpty() ? "" : " ")
                .append(setting.keyword())
                .append("='")
                .append(value.replace("\\", "\\\\").replace("'", "\\'"))
                .append('\''));
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConnectionSettings settings && values.equals(settings.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
