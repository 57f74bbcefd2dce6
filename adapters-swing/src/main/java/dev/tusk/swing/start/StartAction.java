package dev.tusk.swing.start;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Painting;
import java.awt.Graphics;
import java.awt.Graphics2D;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;

/// A large button of the start screen: an icon, what it does, a few words more, its key.
final class StartAction extends JButton {
  StartAction(Glyph glyph, String title, String words, String key, Runnable action) {
    setLayout(new MigLayout("insets 0 8 0 8, gap 0, fill", "[20!]12[grow]8[]", "push[]0[]push"));
    setContentAreaFilled(false);
    setBorder(Hairline.bottom());
    setRolloverEnabled(true);
    add(new JLabel(Icons.of(glyph, ColorRole.ACCENT_TEXT, 20)), "span 1 2");
    add(Fonts.SEMIBOLD.set(SafeText.label(title)), "wmin 0");
    add(SafeText.label(key, ColorRole.TEXT3, Fonts.SMALL), "span 1 2, wrap");
    add(SafeText.label(words, ColorRole.TEXT2, Fonts.SMALL), "wmin 0");
    getAccessibleContext().setAccessibleName(title);
    getAccessibleContext().setAccessibleDescription(words);
    addActionListener(e -> action.run());
    getInputMap().put(KeyStroke.getKeyStroke("ENTER"), "pressed");
    getInputMap().put(KeyStroke.getKeyStroke("released ENTER"), "released");
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    if (getModel().isPressed() || getModel().isRollover()) {
      g2.setColor(Colors.of(ColorRole.HOVER));
      g2.fillRect(0, 0, getWidth(), getHeight() - 1);
    }
    if (isFocusOwner()) {
      Painting.outline(g2, this, ColorRole.ACCENT, 6);
    }
    g2.dispose();
  }
}
