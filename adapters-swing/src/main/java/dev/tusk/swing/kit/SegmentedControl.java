package dev.tusk.swing.kit;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Styles;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.ButtonGroup;
import javax.swing.Icon;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// A choice of a few, side by side in one border; arrow keys move between them.
public final class SegmentedControl<T> extends JPanel {
  private final ButtonGroup group = new ButtonGroup();
  private final Map<T, JToggleButton> buttons = new LinkedHashMap<>();
  private Consumer<T> listener = value -> {};

  /// An empty control.
  ///
  /// @param name its accessible name
  public SegmentedControl(String name) {
    super(new MigLayout("insets 1, gap 0"));
    setOpaque(false);
    getAccessibleContext().setAccessibleName(name);
  }

  /// Adds a choice; the first is selected.
  public SegmentedControl<T> add(T value, String text, @Nullable Icon icon) {
    var button = SafeText.set(new JToggleButton(), text);
    button.setIcon(icon);
    button.putClientProperty(
        FlatClientProperties.BUTTON_TYPE, FlatClientProperties.BUTTON_TYPE_TOOLBAR_BUTTON);
    Styles.put(button, "toolbar.margin", "3,8,3,10");
    group.add(button);
    buttons.put(value, button);
    button.addActionListener(e -> listener.accept(value));
    button.setSelected(buttons.size() == 1);
    add(button, "h 26!");
    return this;
  }

  /// Calls the listener when the user chooses.
  public void onChoice(Consumer<T> newListener) {
    listener = newListener;
  }

  /// Selects a choice without telling the listener.
  public void choose(T value) {
    var button = buttons.get(value);
    if (button != null) {
      button.setSelected(true);
    }
  }

  /// The selected choice.
  ///
  /// @throws IllegalStateException when it has none yet
  public T chosen() {
    return buttons.entrySet().stream()
        .filter(e -> e.getValue().isSelected())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the control has no choices yet"));
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.fillRound(g2, this, ColorRole.CONTENT, 6);
    Painting.outline(g2, this, ColorRole.LINE2, 6);
    g2.dispose();
  }
}
