package dev.tusk.swing.kit;

import java.text.MessageFormat;
import java.util.Optional;
import java.util.ResourceBundle;

/// The words of one feature: the `messages.properties` (UTF-8) in its package. Immutable.
public final class Messages {
  private final ResourceBundle bundle;

  private Messages(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /// The words beside a class.
  ///
  /// @throws java.util.MissingResourceException when the package has none
  public static Messages of(Class<?> anchor) {
    return new Messages(
        ResourceBundle.getBundle(
            anchor.getPackageName() + ".messages",
            java.util.Locale.getDefault(),
            anchor.getClassLoader()));
  }

  /// The text of a key that may be missing.
  public Optional<String> find(String key) {
    return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
  }

  /// The text of a key. With arguments it is a `MessageFormat` pattern: `{0}`, and `''` for an
  /// apostrophe; format numbers beforehand.
  ///
  /// @throws java.util.MissingResourceException when there is no such key
  public String get(String key, Object... arguments) {
    var text = bundle.getString(key);
    return arguments.length == 0 ? text : MessageFormat.format(text, arguments);
  }
}
