package dev.tusk.swing.kit;

import dev.tusk.swing.kit.text.PlainText;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Dimension;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// A strip inside a panel that says what is wrong there, at least 40 px high; not modal. What does
/// not fit in one line beside its buttons wraps: nothing is cut off. Its words can be copied.
public final class Banner extends JPanel {
  /// A server may send a megabyte.
  private static final int LIMIT = 2_000;

  private static final int ROW = 28;
  private static final int GAP = 8;
  private final JLabel icon = new JLabel();
  private final PlainText headline = new PlainText("", ColorRole.TEXT, Fonts.SEMIBOLD);
  private final PlainText rest = new PlainText("", ColorRole.TEXT, Fonts.BASE);
  private final JPanel actions = new JPanel(new MigLayout("insets 0, gap 8"));

  /// How loud it is.
  public enum Level {
    /// A quiet note: recovered after a crash.
    INFO(ColorRole.CURLINE, ColorRole.ACCENT_LINE, ColorRole.ACCENT_TEXT, Glyph.INFO),
    /// Waiting, lost, stale.
    WARN(ColorRole.WARN_SOFT, ColorRole.WARN_LINE, ColorRole.WARN, Glyph.WARNING),
    /// Failed.
    DANGER(ColorRole.DANGER_SOFT, ColorRole.DANGER, ColorRole.DANGER, Glyph.ERROR_CIRCLE);

    private final ColorRole ground;
    private final ColorRole edge;
    private final ColorRole icon;
    private final Glyph glyph;

    Level(ColorRole ground, ColorRole edge, ColorRole icon, Glyph glyph) {
      this.ground = ground;
      this.edge = edge;
      this.icon = icon;
      this.glyph = glyph;
    }
  }

  /// An invisible banner.
  public Banner() {
    super(null);
    actions.setOpaque(false);
    add(icon);
    add(headline);
    add(rest);
    add(actions);
    setVisible(false);
  }

  /// Shows this in place of what was there.
  ///
  /// @param glyph `null` for the level's own
  /// @param words what follows the headline, may be empty or have several lines
  public void show(
      Level level, @Nullable Glyph glyph, String title, String words, JButton... buttons) {
    Colors.background(this, level.ground);
    setBorder(Hairline.bottom(level.edge));
    icon.setIcon(Icons.of(glyph == null ? level.glyph : glyph, level.icon));
    headline.say(SafeText.plain(title));
    rest.say(SafeText.start(words.strip(), LIMIT));
    getAccessibleContext().setAccessibleName(SafeText.plain(title + " " + words));
    actions.removeAll();
    for (var button : buttons) {
      actions.add(button);
    }
    actions.setVisible(buttons.length > 0);
    setVisible(true);
    revalidate();
    repaint();
  }

  /// The height follows from the width, which is known only here.
  @Override
  public void setBounds(int x, int y, int width, int height) {
    var other = width != getWidth();
    super.setBounds(x, y, width, height);
    if (other) {
      revalidate();
    }
  }

  @Override
  public Dimension getPreferredSize() {
    var parent = getParent();
    var width = getWidth() > 0 || parent == null ? getWidth() : parent.getWidth();
    return new Dimension(
        Math.min(Theme.px(600), left() + oneLine() + right()),
        arrange(width > 0 ? width : Theme.px(600)));
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, getPreferredSize().height);
  }

  @Override
  public void doLayout() {
    arrange(getWidth());
  }

  private int left() {
    return Theme.px(14) + icon.getPreferredSize().width + Theme.px(GAP);
  }

  private int right() {
    var buttons = actions.isVisible() ? actions.getPreferredSize().width + Theme.px(GAP) : 0;
    return buttons + Theme.px(GAP);
  }

  private int oneLine() {
    return width(headline) + (rest.getText().isEmpty() ? 0 : Theme.px(GAP) + width(rest));
  }

  /// With a pixel for the caret.
  private static int width(PlainText area) {
    return area.getFontMetrics(area.getFont()).stringWidth(area.getText()) + 2;
  }

  /// Places the parts in this width, and says how high they are together.
  private int arrange(int width) {
    var row = Theme.px(ROW);
    var top = Theme.px(5);
    var room = Math.max(Theme.px(80), width - left() - right());
    var line = headline.getFontMetrics(headline.getFont()).getHeight();
    var text = top + (row - line) / 2;
    var button = actions.getPreferredSize();
    icon.setBounds(Theme.px(14), top, icon.getPreferredSize().width, row);
    actions.setBounds(
        width - right() + Theme.px(GAP),
        top + (row - button.height) / 2,
        button.width,
        button.height);
    int bottom;
    if (oneLine() <= room && rest.getText().indexOf('\n') < 0) {
      headline.setBounds(left(), text, width(headline), line);
      var beside = left() + width(headline) + Theme.px(GAP);
      rest.setBounds(beside, text, Math.max(0, left() + room - beside), line);
      bottom = top + row;
    } else {
      bottom = place(headline, text, room);
      bottom = rest.getText().isEmpty() ? bottom : place(rest, bottom + Theme.px(2), room);
      bottom = Math.max(top + row, bottom + Theme.px(3));
    }
    var insets = getInsets();
    return bottom + top + insets.top + insets.bottom;
  }

  /// Wraps an area into this width; returns where it ends.
  private int place(PlainText area, int top, int width) {
    area.setSize(width, Short.MAX_VALUE);
    var height = area.getPreferredSize().height;
    area.setBounds(left(), top, width, height);
    return top + height;
  }
}
