package dev.tusk.swing.settings;

import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.SegmentedControl;
import dev.tusk.swing.kit.text.SafeListCell;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// What can be chosen; each choice counts at once.
final class SettingsPanel extends JPanel {
  private static final Messages TEXT = Messages.of(SettingsPanel.class);
  private static final Integer[] LIMITS = {100, 500, 1000, 5000, 10_000, 100_000, 0};
  private static final Integer[] ZOOMS = {75, 90, 100, 110, 125, 150, 175, 200};

  SettingsPanel(SettingsPresenter presenter) {
    super(new MigLayout("insets 16 20 20 20, gap 16 12", "[160!][340!]"));
    row("theme", theme());
    row("zoom", zoom());
    row("limit", limit(presenter));
  }

  private void row(String key, JComponent component) {
    var label = SafeText.label(TEXT.get(key), ColorRole.TEXT2, Fonts.BASE);
    label.setLabelFor(component);
    add(label, "newline, top, h 28!");
    add(component, component instanceof JComboBox<?> ? "w 160!, h 28!" : "");
  }

  private static JComponent theme() {
    var control =
        new SegmentedControl<Theme.Choice>(TEXT.get("theme"))
            .add(Theme.Choice.SYSTEM, TEXT.get("theme.SYSTEM"), Icons.of(Glyph.MONITOR))
            .add(Theme.Choice.LIGHT, TEXT.get("theme.LIGHT"), Icons.of(Glyph.SUN))
            .add(Theme.Choice.DARK, TEXT.get("theme.DARK"), Icons.of(Glyph.MOON));
    control.choose(Theme.choice());
    control.onChoice(Theme::choose);
    return control;
  }

  private static JComponent zoom() {
    var box = new JComboBox<>(ZOOMS);
    box.setRenderer(new Words("zoom.value", "zoom.value"));
    box.setSelectedItem(Math.round(Theme.zoom() * 100));
    box.getAccessibleContext().setAccessibleName(TEXT.get("zoom"));
    box.addActionListener(
        e -> {
          if (box.getSelectedItem() instanceof Integer percent) {
            Theme.zoom(percent / 100f);
          }
        });
    return box;
  }

  private static JComponent limit(SettingsPresenter presenter) {
    var box = new JComboBox<>(LIMITS);
    box.setRenderer(new Words("limit.value", "limit.none"));
    box.setSelectedItem(presenter.limit());
    box.getAccessibleContext().setAccessibleName(TEXT.get("limit"));
    box.addActionListener(
        e -> {
          if (box.getSelectedItem() instanceof Integer rows) {
            presenter.limit(rows);
          }
        });
    return box;
  }

  private static final class Words extends SafeListCell {
    private final String some;
    private final String none;

    Words(String some, String none) {
      this.some = some;
      this.none = none;
    }

    @Override
    public Component getListCellRendererComponent(
        JList<?> list, @Nullable Object value, int index, boolean selected, boolean focused) {
      var words =
          value instanceof Integer number
              ? TEXT.get(number == 0 ? none : some, String.valueOf(number))
              : "";
      return super.getListCellRendererComponent(list, words, index, selected, focused);
    }
  }
}
