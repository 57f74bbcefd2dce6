package dev.tusk.swing.editor;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Spinner;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Graphics;
import javax.swing.Icon;
import org.jspecify.annotations.Nullable;

/// What leads a tab: the dot of its connection, then what it is doing.
record TabIcon(Icon connection, @Nullable Icon state) implements Icon {

  static TabIcon of(TabStatus status) {
    return new TabIcon(connection(status.connection()), state(status.phase()));
  }

  static Icon connection(@Nullable ConnectionChoice choice) {
    if (choice == null) {
      return Icons.dot(ColorRole.DISABLED);
    }
    return choice.production()
        ? Icons.of(Glyph.LOCK, ColorRole.PROD, 14)
        : Icons.dot(choice.color());
  }

  static @Nullable Icon state(TabPhase phase) {
    return switch (phase) {
      case IDLE, DONE -> null;
      case CONNECTING, RUNNING, STOPPING -> new Spinner(14);
      case FAILED -> Icons.of(Glyph.ERROR_CIRCLE, ColorRole.DANGER, 14);
      case STOPPED -> Icons.of(Glyph.MINUS_CIRCLE, ColorRole.WARN, 14);
      case LOST -> Icons.of(Glyph.DISCONNECTED, ColorRole.WARN, 14);
    };
  }

  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    var height = getIconHeight();
    connection.paintIcon(c, g, x, y + (height - connection.getIconHeight()) / 2);
    if (state != null) {
      state.paintIcon(
          c,
          g,
          x + connection.getIconWidth() + Theme.px(6),
          y + (height - state.getIconHeight()) / 2);
    }
  }

  @Override
  public int getIconWidth() {
    return connection.getIconWidth() + (state == null ? 0 : Theme.px(6) + state.getIconWidth());
  }

  @Override
  public int getIconHeight() {
    return Theme.px(16);
  }
}
