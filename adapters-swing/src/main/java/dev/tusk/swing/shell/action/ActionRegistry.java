package dev.tusk.swing.shell.action;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.KeyStroke;

/// All actions by id, and which key performs which of them where. Event thread only.
public final class ActionRegistry {
  private final Keymap keymap;
  private final Map<String, ActionSpec> actions = new LinkedHashMap<>();
  private final Map<ActionContext, Map<KeyStroke, ActionSpec>> byKey = new HashMap<>();

  /// Makes an empty registry whose keys come from a keymap.
  public ActionRegistry(Keymap keymap) {
    this.keymap = keymap;
  }

  /// Adds an action and binds its keys.
  ///
  /// @throws IllegalStateException when the id, or one of its keys in that context, is taken
  public void add(ActionSpec action) {
    if (actions.putIfAbsent(action.id(), action) != null) {
      throw new IllegalStateException("two actions have the id " + action.id());
    }
    for (var key : keys(action)) {
      var taken =
          byKey
              .computeIfAbsent(key.context(), c -> new HashMap<>())
              .putIfAbsent(Keys.parse(key.stroke()), action);
      if (taken != null) {
        throw new IllegalStateException(
            "%s in %s would perform both %s and %s"
                .formatted(key.stroke(), key.context(), taken.id(), action.id()));
      }
    }
  }

  /// All actions in the order they were added.
  public Collection<ActionSpec> all() {
    return List.copyOf(actions.values());
  }

  /// The action with this id.
  public Optional<ActionSpec> find(String id) {
    return Optional.ofNullable(actions.get(id));
  }

  /// The action of a key in a context; does not look in the global one.
  public Optional<ActionSpec> find(ActionContext context, KeyStroke key) {
    return Optional.ofNullable(byKey.getOrDefault(context, Map.of()).get(key));
  }

  /// Performs an action if it is there and enabled, and says whether it did.
  public boolean perform(String id) {
    var action = actions.get(id);
    if (action == null || !action.enabled().getAsBoolean()) {
      return false;
    }
    action.run().run();
    return true;
  }

  /// The first key of an action; empty when it has none.
  public Optional<KeyStroke> key(String id) {
    var own = actions.get(id);
    var keys = own == null ? keymap.of(id) : keys(own);
    return keys.stream().findFirst().map(k -> Keys.parse(k.stroke()));
  }

  /// The first key of an action as people read it, for example "Ctrl+Enter"; empty when none.
  public String keyText(String id) {
    return key(id).map(Keys::text).orElse("");
  }

  private List<ActionSpec.Key> keys(ActionSpec action) {
    var bound = new ArrayList<>(keymap.of(action.id()));
    return bound.isEmpty() ? action.keys() : bound;
  }
}
