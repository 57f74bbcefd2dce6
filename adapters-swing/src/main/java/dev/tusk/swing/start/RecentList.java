package dev.tusk.swing.start;

import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.Stage;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Stripe;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.start.StartPresenter.Recent;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.ActionEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.DefaultListModel;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.ListCellRenderer;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;

/// The saved connections, the one used last first; Enter or a double click connects.
final class RecentList extends JList<Recent> {
  private static final Messages TEXT = Messages.of(RecentList.class);
  private final DefaultListModel<Recent> rows = new DefaultListModel<>();
  private final transient Consumer<Recent> open;

  RecentList(Consumer<Recent> open) {
    this.open = open;
    setModel(rows);
    setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    setCellRenderer(new Row());
    setOpaque(false);
    getAccessibleContext().setAccessibleName(TEXT.get("recent"));
    getInputMap().put(KeyStroke.getKeyStroke("ENTER"), "open");
    getActionMap()
        .put(
            "open",
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                openSelected();
              }
            });
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            if (e.getClickCount() == 2) {
              openSelected();
            }
          }
        });
  }

  /// Connects the selected one.
  void openSelected() {
    var chosen = getSelectedValue();
    if (chosen != null) {
      open.accept(chosen);
    }
  }

  void show(List<Recent> recent) {
    var kept = getSelectedValue();
    rows.clear();
    rows.addAll(recent);
    setSelectedIndex(0);
    if (kept != null) {
      for (var i = 0; i < recent.size(); i++) {
        if (recent.get(i).config().id().equals(kept.config().id())) {
          setSelectedIndex(i);
        }
      }
    }
  }

  @Override
  public void updateUI() {
    super.updateUI();
    setFixedCellHeight(Theme.px(40));
    if (getCellRenderer() != null) {
      setCellRenderer(new Row());
    }
  }

  private static final class Row extends JPanel implements ListCellRenderer<Recent> {
    private final JLabel group = SafeText.label("", ColorRole.TEXT3, Fonts.SMALL);
    private final JLabel name = Fonts.SEMIBOLD.set(SafeText.label(""));
    private final JLabel address = SafeText.label("", ColorRole.TEXT2, Fonts.MONO_SMALL);
    private final JLabel stage = SafeText.label("", ColorRole.TEXT2, Fonts.SMALL);
    private final JLabel used = SafeText.label("", ColorRole.TEXT3, Fonts.SMALL);
    private String colour = "";
    private boolean selected;

    Row() {
      super(
          new MigLayout(
              "insets 0 10 0 8, gap 0, fill, hidemode 3",
              "[148!]4[grow]8[80!]8[88!,right]",
              "push[]0[]push"));
      setOpaque(false);
      setBorder(Hairline.bottom());
      add(name, "wmin 0, w 148!");
      add(address, "wmin 0, span 1 2");
      add(stage, "span 1 2");
      add(used, "span 1 2, wrap");
      add(group, "wmin 0, wmax 126, gapx 22");
    }

    @Override
    public Component getListCellRendererComponent(
        JList<? extends Recent> list, Recent value, int index, boolean isSelected, boolean focus) {
      selected = isSelected;
      var config = value.config();
      colour = config.settings().get(Setting.COLOUR, "");
      SafeText.set(group, config.group().text());
      group.setVisible(!config.group().isNone());
      SafeText.set(name, config.name());
      var icon = icon(config.stage());
      name.setIcon(icon);
      name.setIconTextGap(Theme.px(22) - icon.getIconWidth()); // the names begin below each other
      SafeText.set(address, config.address());
      SafeText.set(stage, TEXT.get("stage." + config.stage()));
      SafeText.set(used, value.used());
      getAccessibleContext()
          .setAccessibleName(
              SafeText.plain(
                  config.name()
                      + ", "
                      + config.address()
                      + ", "
                      + stage.getText()
                      + (config.group().isNone() ? "" : ", " + config.group().text())));
      return this;
    }

    private static Icon icon(Stage stage) {
      return switch (stage) {
        case DEVELOPMENT -> Icons.dot(ColorRole.DEV);
        case TEST -> Icons.dot(ColorRole.TEST);
        case PRODUCTION -> Icons.of(Glyph.LOCK, ColorRole.PROD, 14);
      };
    }

    @Override
    protected void paintComponent(Graphics g) {
      if (selected) {
        var g2 = (Graphics2D) g.create();
        dev.tusk.swing.kit.theme.Painting.smooth(g2);
        g2.setColor(Colors.of(ColorRole.ACCENT_SOFT));
        var arc = Theme.px(12);
        g2.fill(new RoundRectangle2D.Float(0, 0, getWidth(), getHeight() - 1f, arc, arc));
        g2.dispose();
      }
      super.paintComponent(g);
      Stripe.paint(g, colour, Theme.px(6), getHeight() - Theme.px(12));
    }
  }
}
