package dev.tusk.swing.kit;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import javax.swing.JButton;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// What a panel shows when it has nothing to show: an icon, what it is, and what to do next.
public final class EmptyState extends JPanel {

  /// Fills a panel.
  ///
  /// @param title what is not there, for example "No tables"
  /// @param advice what to do about it, may be empty
  /// @param actions at most one primary among them
  public EmptyState(Glyph glyph, String title, String advice, JButton... actions) {
    super(
        new MigLayout("insets 24, fill, wrap 1, hidemode 3", "[center]", "push[]12[]4[]16[]push"));
    setOpaque(false);
    var icon = SafeText.label("");
    icon.setIcon(Icons.of(glyph, ColorRole.TEXT3, 20));
    add(icon);
    add(Fonts.SEMIBOLD.set(SafeText.label(title)));
    var words = SafeText.label(advice, ColorRole.TEXT3, Fonts.SMALL);
    words.setVisible(!advice.isEmpty());
    add(words);
    var row = new JPanel(new MigLayout("insets 0, gap 8"));
    row.setOpaque(false);
    for (var action : actions) {
      row.add(action);
    }
    row.setVisible(actions.length > 0);
    add(row);
  }
}
