package dev.tusk.swing.shell.palette;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Painting;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.HashSet;
import java.util.List;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;

/// Paints a row of the palette: heading, or icon, title with the matched letters, detail and key.
final class PaletteCell extends JPanel implements ListCellRenderer<PaletteModel.Row> {
  private PaletteModel.Row row = new PaletteModel.Heading("");
  private boolean selected;

  @Override
  public Component getListCellRendererComponent(
      JList<? extends PaletteModel.Row> list,
      PaletteModel.Row value,
      int index,
      boolean isSelected,
      boolean focused) {
    row = value;
    selected = isSelected;
    setOpaque(false);
    getAccessibleContext()
        .setAccessibleName(
            switch (value) {
              case PaletteModel.Heading(var text) -> text;
              case PaletteModel.Entry(var item, var matched) ->
                  item.title() + " " + item.detail() + " " + item.tail();
            });
    return this;
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(Theme.px(200), Theme.px(row instanceof PaletteModel.Heading ? 28 : 32));
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    var g = (Graphics2D) graphics.create();
    Painting.text(g);
    switch (row) {
      case PaletteModel.Heading(var text) -> {
        g.setFont(Fonts.SMALL.get());
        g.setColor(Colors.of(ColorRole.TEXT3));
        g.drawString(text, Theme.px(8), baseline(g, Theme.px(4)));
      }
      case PaletteModel.Entry(var item, var matched) -> paint(g, item, matched);
    }
    g.dispose();
  }

  private void paint(Graphics2D g, PaletteItem item, List<Integer> matched) {
    if (selected) {
      Painting.smooth(g);
      g.setColor(Colors.of(ColorRole.ACCENT_SOFT));
      var arc = Theme.px(12);
      g.fill(new RoundRectangle2D.Float(0, 0, getWidth(), getHeight(), arc, arc));
    }
    var icon = Icons.of(item.icon());
    icon.paintIcon(this, g, Theme.px(8), (getHeight() - icon.getIconHeight()) / 2);
    g.setFont(Fonts.SMALL.get());
    var keyWidth = g.getFontMetrics().stringWidth(item.tail());
    g.setColor(Colors.of(ColorRole.TEXT3));
    g.drawString(item.tail(), getWidth() - Theme.px(8) - keyWidth, baseline(g, 0));
    g.clipRect(0, 0, getWidth() - keyWidth - Theme.px(20), getHeight());
    var x = title(g, SafeText.plain(item.title()), matched);
    g.setFont(Fonts.SMALL.get());
    g.setColor(Colors.of(ColorRole.TEXT3));
    g.drawString(SafeText.plain(item.detail()), x + Theme.px(12), baseline(g, 0));
  }

  /// Draws runs of matched and other letters; returns where the text ends.
  private int title(Graphics2D g, String text, List<Integer> matched) {
    var hits = new HashSet<>(matched);
    var x = Theme.px(36);
    int start = 0;
    while (start < text.length()) {
      var hit = hits.contains(start);
      int end = start + 1;
      while (end < text.length() && hits.contains(end) == hit) {
        end++;
      }
      Font font = hit ? Fonts.SEMIBOLD.get() : Fonts.BASE.get();
      g.setFont(font);
      g.setColor(Colors.of(hit ? ColorRole.ACCENT_TEXT : ColorRole.TEXT));
      var part = text.substring(start, end);
      g.drawString(part, x, baseline(g, 0));
      x += g.getFontMetrics().stringWidth(part);
      start = end;
    }
    return x;
  }

  private int baseline(Graphics2D g, int lower) {
    var metrics = g.getFontMetrics();
    return (getHeight() + lower - metrics.getHeight()) / 2 + metrics.getAscent();
  }
}
