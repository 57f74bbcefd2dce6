package dev.tusk.swing.kit.dialog;

import java.awt.Component;
import java.awt.Container;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.jspecify.annotations.Nullable;

/// Gives buttons and the labels of fields a letter each, to be pressed with Alt. Event thread only.
final class Mnemonics {
  private final Set<Character> taken = new HashSet<>();

  /// Gives letters to all in this, in their order; who finds none of its own left has none, and who
  /// has one keeps it.
  void give(Container in) {
    for (Component child : in.getComponents()) {
      switch (child) {
        case AbstractButton button when button.getMnemonic() == 0 ->
            button.setMnemonic(letter(button.getText()));
        case JLabel label
            when label.getLabelFor() != null && !(label.getLabelFor() instanceof JPanel) ->
            label.setDisplayedMnemonic(letter(label.getText()));
        case Container container -> give(container);
        default -> {}
      }
    }
  }

  private char letter(@Nullable String text) {
    for (var each : text == null ? new char[0] : text.toUpperCase(Locale.ROOT).toCharArray()) {
      if (each >= 'A' && each <= 'Z' && taken.add(each)) {
        return each;
      }
    }
    return 0;
  }
}
