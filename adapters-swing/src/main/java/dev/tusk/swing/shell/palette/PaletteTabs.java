package dev.tusk.swing.shell.palette;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.Fonts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.ButtonGroup;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;

/// The row of words that narrows the palette.
final class PaletteTabs extends JPanel {
  private final List<String> names;
  private final List<JToggleButton> buttons = new ArrayList<>();

  PaletteTabs(List<String> names, String chosen, Consumer<String> listener) {
    super(new MigLayout("insets 0, gap 4"));
    this.names = List.copyOf(names);
    setOpaque(false);
    var group = new ButtonGroup();
    for (var name : this.names) {
      var button = SafeText.set(new JToggleButton(), name);
      button.putClientProperty(
          FlatClientProperties.BUTTON_TYPE, FlatClientProperties.BUTTON_TYPE_TOOLBAR_BUTTON);
      button.setFocusable(false);
      button.setSelected(name.equals(chosen));
      Fonts.SMALL.set(button);
      button.addActionListener(e -> listener.accept(name));
      group.add(button);
      buttons.add(button);
      add(button, "h 26!");
    }
    if (!this.names.contains(chosen)) {
      buttons.getFirst().setSelected(true);
    }
  }

  String chosen() {
    for (int i = 0; i < buttons.size(); i++) {
      if (buttons.get(i).isSelected()) {
        return names.get(i);
      }
    }
    return names.getFirst();
  }

  void step(int by) {
    var next = Math.floorMod(names.indexOf(chosen()) + by, names.size());
    buttons.get(next).doClick(0);
  }
}
