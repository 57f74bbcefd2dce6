package dev.tusk.swing.connection.form;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Painting;
import java.awt.Graphics;
import java.awt.Graphics2D;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// The soft box around a piece of advice: an icon, then words.
final class HintBox extends JPanel {
  HintBox() {
    super(new MigLayout("insets 8 12 8 12, gap 12, fillx", "[16!][grow,fill]"));
    setOpaque(false);
  }

  @Override
  protected void paintComponent(Graphics g) {
    var g2 = (Graphics2D) g.create();
    Painting.fillRound(g2, this, ColorRole.CURLINE, 8);
    Painting.outline(g2, this, ColorRole.LINE2, 8);
    g2.dispose();
  }
}
