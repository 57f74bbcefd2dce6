package dev.tusk.swing.kit.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import org.junit.jupiter.api.Test;

class MnemonicsTest {
  private final JButton cancel = new JButton("Cancel");
  private final JButton connect = new JButton("Connect");
  private final JCheckBox keep = new JCheckBox("Keep it");
  private final JLabel user = label("User");
  private final JLabel alike = label("Uu");
  private final JPanel footer = panel(cancel, connect);
  private final JPanel body = panel(user, alike, new JLabel("Other words"), panel(keep), footer);

  @Test
  void eachHasALetterOfItsOwn() {
    give();

    assertThat((char) cancel.getMnemonic()).isEqualTo('C');
    assertThat((char) connect.getMnemonic()).isEqualTo('O');
    assertThat((char) keep.getMnemonic()).isEqualTo('K');
    assertThat((char) user.getDisplayedMnemonic()).isEqualTo('U');
  }

  @Test
  void whoFindsNoneLeftAndWhoLeadsNowhereHasNone() {
    give();

    assertThat(alike.getDisplayedMnemonic()).isZero();
    assertThat(((JLabel) body.getComponent(2)).getDisplayedMnemonic()).isZero();
  }

  private void give() {
    var letters = new Mnemonics();
    letters.give(footer);
    letters.give(body);
  }

  private static JLabel label(String text) {
    var label = new JLabel(text);
    label.setLabelFor(new JTextField());
    return label;
  }

  private static JPanel panel(java.awt.Component... all) {
    var panel = new JPanel();
    for (var each : all) {
      panel.add(each);
    }
    return panel;
  }
}
