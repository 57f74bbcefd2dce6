package dev.tusk.swing.kit;

import java.awt.Component;
import java.awt.Window;
import java.util.Optional;
import javax.swing.SwingUtilities;

/// Finds windows and places of components.
public final class Windows {
  private Windows() {}

  /// The window a component is in, or the component itself if it is one.
  public static Optional<Window> of(Component component) {
    return component instanceof Window w
        ? Optional.of(w)
        : Optional.ofNullable(SwingUtilities.getWindowAncestor(component));
  }
}
