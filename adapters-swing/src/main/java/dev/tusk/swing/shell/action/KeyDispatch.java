package dev.tusk.swing.shell.action;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Optional;
import java.util.function.Predicate;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.text.JTextComponent;

/// Turns keys into actions before any component sees them, so that one table says what a key does.
///
/// The context is that of the focused component or its nearest ancestor that has one; then the
/// global one. A key whose action is disabled goes to the component.
public final class KeyDispatch implements KeyEventDispatcher {
  private static final String CONTEXT = "Tusk.context";
  private static final String OWN_KEYS = "Tusk.ownKeys";
  private final ActionRegistry actions;
  private final Predicate<Component> ours;
  private boolean swallow;

  /// Performs actions for keys pressed in the components that are ours.
  public KeyDispatch(ActionRegistry actions, Predicate<Component> ours) {
    this.actions = actions;
    this.ours = ours;
  }

  /// Gives a component and what is in it a context.
  public static void context(JComponent component, ActionContext context) {
    component.putClientProperty(CONTEXT, context);
  }

  /// Leaves all keys to a component and what is in it.
  public static void ownKeys(JComponent component) {
    component.putClientProperty(OWN_KEYS, true);
  }

  @Override
  public boolean dispatchKeyEvent(KeyEvent event) {
    if (event.getID() == KeyEvent.KEY_TYPED) {
      return swallow; // the character of a key that performed an action is not typed
    }
    swallow = false;
    if (event.getID() != KeyEvent.KEY_PRESSED || !ours.test(event.getComponent())) {
      return false;
    }
    var action = find(event);
    if (action.isEmpty()) {
      return false;
    }
    swallow = true;
    action.get().run().run();
    return true;
  }

  private Optional<ActionSpec> find(KeyEvent event) {
    var key = KeyStroke.getKeyStrokeForEvent(event);
    var focused = event.getComponent();
    var typing = focused instanceof JTextComponent text && text.isEditable();
    for (Component c = focused; c != null; c = c.getParent()) {
      if (!(c instanceof JComponent part)) {
        continue;
      }
      if (part.getClientProperty(OWN_KEYS) != null) {
        return Optional.empty();
      }
      if (part.getClientProperty(CONTEXT) instanceof ActionContext context
          && (c.equals(focused) || !typing || !editsText(key))) {
        var action = actions.find(context, key).filter(a -> a.enabled().getAsBoolean());
        if (action.isPresent()) {
          return action;
        }
      }
    }
    return actions.find(ActionContext.GLOBAL, key).filter(a -> a.enabled().getAsBoolean());
  }

  /// Keys that a text field inside a grid or tree needs for itself.
  private static boolean editsText(KeyStroke key) {
    var modifiers = key.getModifiers();
    var control = InputEvent.CTRL_DOWN_MASK | InputEvent.META_DOWN_MASK | InputEvent.ALT_DOWN_MASK;
    if ((modifiers & control) == 0) {
      return key.getKeyCode() < KeyEvent.VK_F1 || key.getKeyCode() > KeyEvent.VK_F12;
    }
    return switch (key.getKeyCode()) {
      case KeyEvent.VK_A, KeyEvent.VK_C, KeyEvent.VK_V, KeyEvent.VK_X, KeyEvent.VK_Z -> true;
      default -> false;
    };
  }
}
