package dev.tusk.app.pictures;

import java.awt.Component;
import java.awt.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.accessibility.AccessibleContext;

/// Finds components in a window as a screen reader does: by type and accessible name, among those
/// that show. Event thread only.
public final class Finder {
  private Finder() {}

  /// The first component of a type with this accessible name.
  public static <T extends Component> Optional<T> find(Component in, Class<T> type, String name) {
    return all(in, type).stream().filter(c -> name.equals(name(c))).findFirst();
  }

  /// The first component of a type.
  public static <T extends Component> Optional<T> find(Component in, Class<T> type) {
    return all(in, type).stream().findFirst();
  }

  /// All components of a type, in the order of the containers.
  public static <T extends Component> List<T> all(Component in, Class<T> type) {
    List<T> found = new ArrayList<>();
    collect(in, type, found);
    return found;
  }

  /// What a screen reader calls a component; empty for nothing.
  public static String name(Component component) {
    AccessibleContext context = component.getAccessibleContext();
    String name = context == null ? null : context.getAccessibleName();
    return name == null ? "" : name;
  }

  private static <T extends Component> void collect(Component in, Class<T> type, List<T> found) {
    if (!in.isShowing()) {
      return;
    }
    if (type.isInstance(in)) {
      found.add(type.cast(in));
    }
    if (in instanceof Container container) {
      for (Component child : container.getComponents()) {
        collect(child, type, found);
      }
    }
  }
}
