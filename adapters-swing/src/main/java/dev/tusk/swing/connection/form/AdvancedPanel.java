package dev.tusk.swing.connection.form;

import dev.tusk.swing.connection.form.ConnectionDraft.Field;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Styles;
import java.awt.BorderLayout;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;

/// The fields that few people need, folded away below a line that sums them up.
final class AdvancedPanel extends JPanel {
  private static final Messages TEXT = Messages.of(AdvancedPanel.class);
  private static final Set<Field> FIELDS =
      EnumSet.of(Field.CONNECT_TIMEOUT, Field.POOL_TIMEOUT, Field.MAX_SESSIONS);

  private final JToggleButton fold = SafeText.set(new JToggleButton(), TEXT.get("advanced"));
  private final JLabel summary = SafeText.label("", ColorRole.TEXT3, Fonts.SMALL);
  private final JPanel body =
      new JPanel(new MigLayout("insets 4 20 16 20, gap 0 8, hidemode 3", "[160!]12[96!]8[]"));
  private final Runnable resized;

  /// Calls `resized` when it was opened or closed.
  AdvancedPanel(Runnable resized) {
    super(new BorderLayout());
    this.resized = resized;
    setOpaque(false);
    setBorder(Hairline.top());
    fold.putClientProperty("JButton.buttonType", "borderless");
    Styles.put(fold, "toolbar.selectedBackground", "$" + ColorRole.CHROME.key()); // see the arrow
    Fonts.SEMIBOLD.set(fold);
    fold.setFocusPainted(true);
    var head = new JPanel(new MigLayout("insets 3 7 3 20, gap 4", "[][grow]", "[28!]"));
    head.setOpaque(false);
    head.add(fold);
    head.add(summary, "wmin 0");
    add(head, BorderLayout.NORTH);
    body.setOpaque(false);
    add(body, BorderLayout.CENTER);
    fold.addActionListener(e -> open(fold.isSelected()));
    open(false);
  }

  /// Puts the fields that belong here into it.
  void fields(Map<Field, JTextField> fields, Map<Field, JLabel> notes) {
    for (var field : FIELDS) {
      var component = fields.get(field);
      var note = notes.get(field);
      if (component == null || note == null) {
        throw new IllegalArgumentException("no component for " + field);
      }
      var label = SafeText.label(TEXT.get("field." + field), ColorRole.TEXT2, Fonts.BASE);
      label.setLabelFor(component);
      body.add(label, "newline");
      body.add(Fonts.MONO.set(component), "growx, h 28!");
      body.add(words("unit." + field));
      body.add(note, "newline, skip 1, span 2");
      Changes.of(component, () -> summarize(fields));
    }
  }

  private static JComponent words(String key) {
    return SafeText.label(TEXT.get(key), ColorRole.TEXT3, Fonts.SMALL);
  }

  private void summarize(Map<Field, JTextField> fields) {
    var sessions = fields.get(Field.MAX_SESSIONS);
    var timeout = fields.get(Field.CONNECT_TIMEOUT);
    if (sessions != null && timeout != null) {
      SafeText.set(summary, TEXT.get("advanced.summary", sessions.getText(), timeout.getText()));
    }
  }

  /// Opens or closes it.
  void open(boolean now) {
    fold.setSelected(now);
    fold.setIcon(Icons.of(now ? Glyph.CHEVRON_DOWN : Glyph.CHEVRON_RIGHT));
    body.setVisible(now);
    resized.run();
  }

  boolean holds(Set<Field> some) {
    return some.stream().anyMatch(FIELDS::contains);
  }
}
