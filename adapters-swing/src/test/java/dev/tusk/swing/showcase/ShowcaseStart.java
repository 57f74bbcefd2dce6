package dev.tusk.swing.showcase;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.SegmentedControl;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;

/// A start screen with one of each control.
final class ShowcaseStart {
  private ShowcaseStart() {}

  static JComponent make() {
    var panel =
        new JPanel(
            new MigLayout("insets 84 200 0 200, fillx, gap 8", "[grow,fill][]", "[]24[36!]24[]"));
    Colors.background(panel, ColorRole.CONTENT);
    var head = new JPanel(new MigLayout("insets 0, gap 0", "[]16[]", "[]2[]"));
    head.setOpaque(false);
    head.add(new JLabel(Icons.logo(48)), "spany 2");
    head.add(Fonts.TITLE.set(SafeText.label("Tusk")), "wrap");
    head.add(
        SafeText.label(
            "Nothing is open yet. Pick a connection, or paste a URL.",
            ColorRole.TEXT2,
            Fonts.BASE));
    panel.add(head, "wrap");
    var url = Fonts.MONO.set(new JTextField());
    url.putClientProperty(
        FlatClientProperties.PLACEHOLDER_TEXT, "postgresql://user@host:5432/database");
    url.putClientProperty(FlatClientProperties.TEXT_FIELD_LEADING_ICON, Icons.of(Glyph.CLIPBOARD));
    panel.add(url, "growy");
    panel.add(Buttons.primary("Connect"), "growy, wrap");
    var row = new JPanel(new MigLayout("insets 0, gap 8"));
    row.setOpaque(false);
    row.add(
        new SegmentedControl<String>("Type")
            .add("dev", "Development", Icons.dot(ColorRole.DEV))
            .add("test", "Test", Icons.dot(ColorRole.TEST))
            .add("prod", "Production", Icons.dot(ColorRole.PROD)));
    row.add(new JCheckBox("Keep in the system keyring", true));
    row.add(new JCheckBox("Off"));
    row.add(SafeText.cells(new JComboBox<>(new String[] {"verify-full", "require"})));
    row.add(Buttons.secondary("Save"));
    row.add(Buttons.danger("Stop"));
    row.add(Buttons.link("Find in the manual"));
    var disabled = Buttons.primary("Run");
    disabled.setEnabled(false);
    row.add(disabled);
    var wrong = new JTextField("wrong", 8);
    wrong.putClientProperty(FlatClientProperties.OUTLINE, FlatClientProperties.OUTLINE_ERROR);
    row.add(wrong);
    panel.add(row, "wrap");
    var icons = new JPanel(new MigLayout("insets 0, gap 12, wrap 30"));
    icons.setOpaque(false);
    for (var glyph : Glyph.values()) {
      icons.add(new JLabel(Icons.of(glyph)));
    }
    panel.add(icons, "wrap");
    return panel;
  }
}
