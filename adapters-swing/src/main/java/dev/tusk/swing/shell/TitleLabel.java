package dev.tusk.swing.shell;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.Chip;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// The tab in front and its connection, led by a badge on a production server.
final class TitleLabel extends JPanel {
  private static final Messages TEXT = Messages.of(TitleLabel.class);
  private final Chip badge = new Chip("", Chip.Look.PRODUCTION);
  private final JLabel document = Fonts.SEMIBOLD.set(SafeText.label("Tusk"));
  private final JLabel connection = SafeText.label("", ColorRole.TEXT2, Fonts.BASE);

  TitleLabel() {
    super(new MigLayout("insets 0, gap 8, hidemode 3, fill", "[][][]", "[]"));
    setOpaque(false);
    putClientProperty(FlatClientProperties.COMPONENT_TITLE_BAR_CAPTION, true);
    badge.show(Glyph.LOCK, TEXT.get("production"), Chip.Look.PRODUCTION);
    add(badge);
    add(document, "wmin 0");
    add(connection, "wmin 0");
    show(WindowTitle.PLAIN);
  }

  void show(WindowTitle title) {
    badge.setVisible(title.production());
    SafeText.set(document, title.document().isEmpty() ? "Tusk" : title.document());
    SafeText.set(connection, title.connection());
    connection.setVisible(!title.connection().isEmpty());
  }
}
