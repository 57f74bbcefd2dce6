package dev.tusk.swing.shell.action;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// Which keys perform which action. Immutable.
///
/// @param keys by action id
public record Keymap(Map<String, List<ActionSpec.Key>> keys) {

  /// Copies the map.
  public Keymap {
    keys = Map.copyOf(keys);
  }

  /// Tusk's own default.
  public static Keymap tusk() {
    try (var in = Keymap.class.getResourceAsStream("keymap-tusk.properties")) {
      if (in == null) {
        throw new IllegalStateException("keymap-tusk.properties is missing from the program");
      }
      return parse(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads lines `action = CONTEXT stroke, CONTEXT stroke`.
  ///
  /// @throws IllegalArgumentException for an unknown context or a line without one
  static Keymap parse(Reader text) throws IOException {
    var lines = new Properties();
    lines.load(text);
    var keys = new TreeMap<String, List<ActionSpec.Key>>();
    for (var id : lines.stringPropertyNames()) {
      var list = new ArrayList<ActionSpec.Key>();
      for (var part : lines.getProperty(id).split(",", -1)) {
        var words = part.strip().split(" ", 2);
        if (words.length != 2) {
          throw new IllegalArgumentException(
              "keymap: '" + id + "' needs a context and a key, for example EDITOR menu ENTER");
        }
        list.add(new ActionSpec.Key(ActionContext.valueOf(words[0]), words[1].strip()));
      }
      keys.put(id, List.copyOf(list));
    }
    return new Keymap(keys);
  }

  /// The keys of an action; empty when it has none.
  public List<ActionSpec.Key> of(String actionId) {
    return keys.getOrDefault(actionId, List.of());
  }
}
