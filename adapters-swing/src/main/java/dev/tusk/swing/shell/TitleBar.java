package dev.tusk.swing.shell;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionRegistry;
import dev.tusk.swing.shell.action.Menus;
import java.awt.Component;
import java.awt.Dimension;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenuBar;
import javax.swing.JPanel;
import org.jspecify.annotations.Nullable;

/// The strip of 40 px at the top: mark, menus, title in the middle of the window, search field, and
/// room for the buttons that the look and feel puts there.
final class TitleBar extends JPanel {
  private static final int HEIGHT_PX = 40;
  private static final int SEARCH_PX = 248;
  private final JLabel logo = new JLabel(Icons.logo(18));
  private final JMenuBar menus;
  private final TitleLabel title = new TitleLabel();
  private final JComponent search;
  private final JPanel buttons = new JPanel(null);
  private @Nullable ColorRole shownGround;

  TitleBar(ActionRegistry actions, Runnable find) {
    super(null);
    menus = Menus.bar(actions);
    search =
        new SearchButton(
            Messages.of(TitleBar.class).get("search"),
            actions.keyText(ActionIds.OPEN_ANYTHING),
            find);
    buttons.putClientProperty(FlatClientProperties.FULL_WINDOW_CONTENT_BUTTONS_PLACEHOLDER, "win");
    buttons.setOpaque(false);
    menus.setOpaque(false);
    menus.setBorder(null);
    for (var part : new Component[] {logo, menus, title, search, buttons}) {
      add(part);
    }
    putClientProperty(FlatClientProperties.COMPONENT_TITLE_BAR_CAPTION, true);
    Colors.background(this, ColorRole.CHROME);
    setBorder(Hairline.bottom());
  }

  void show(WindowTitle text) {
    title.show(text);
    var ground = text.production() ? ColorRole.PRODBAR : ColorRole.CHROME;
    if (ground != shownGround) {
      ground(ground, text.production());
    }
    revalidate();
  }

  private void ground(ColorRole ground, boolean production) {
    shownGround = ground;
    Colors.background(this, ground);
    Colors.background(menus, ground);
    for (int i = 0; i < menus.getMenuCount(); i++) {
      Colors.background(menus.getMenu(i), ground);
    }
    setBorder(Hairline.bottom(production ? ColorRole.PROD : ColorRole.LINE));
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(Theme.px(800), Theme.px(HEIGHT_PX));
  }

  @Override
  public void doLayout() {
    var height = getHeight() - 1;
    var width = getWidth();
    var gap = Theme.px(8);
    var x = place(logo, Theme.px(10), logo.getPreferredSize().width, Theme.px(18));
    x = place(menus, x + Theme.px(13), menus.getPreferredSize().width, height);
    var buttonWidth = buttons.getPreferredSize().width;
    buttons.setBounds(width - buttonWidth, 0, buttonWidth, height);
    var searchWidth = Math.clamp(width - buttonWidth - x - 2L * gap, 0, Theme.px(SEARCH_PX));
    var searchX = width - buttonWidth - gap - searchWidth;
    place(search, searchX, searchWidth, Theme.px(28));
    var wanted = title.getPreferredSize().width;
    var room = Math.max(searchX - x - 2 * gap, 0);
    var titleX =
        Math.clamp((width - wanted) / 2, x + gap, Math.max(searchX - gap - wanted, x + gap));
    place(title, titleX, Math.min(wanted, room), height);
  }

  private int place(Component part, int x, int width, int height) {
    part.setBounds(x, (getHeight() - 1 - height) / 2, width, height);
    return x + width;
  }
}
