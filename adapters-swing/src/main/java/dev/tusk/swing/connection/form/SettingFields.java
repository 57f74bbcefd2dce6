package dev.tusk.swing.connection.form;

import com.formdev.flatlaf.FlatClientProperties;
import com.formdev.flatlaf.ui.FlatScrollPaneBorder;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.swing.connection.prompt.GroupField;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.text.SafeListCell;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextArea;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Styles;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.io.File;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import javax.swing.text.JTextComponent;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Some settings that belong together, folded away below a line that sums up what is set.
final class SettingFields extends JPanel implements SettingsSection {
  private static final Messages TEXT = Messages.of(SettingFields.class);
  private static final Set<Setting> FILES =
      EnumSet.of(Setting.SSLROOTCERT, Setting.SSLCERT, Setting.SSLKEY, Setting.SSLCRL);

  private final JToggleButton fold = new JToggleButton();
  private final JLabel summary = SafeText.label("", ColorRole.TEXT3, Fonts.SMALL);
  private final JPanel body =
      new JPanel(
          new MigLayout("insets 4 20 16 20, gap 0 8, fillx, hidemode 3", "[160!]12[grow,fill]"));
  private final Map<Setting, JComponent> fields = new EnumMap<>(Setting.class);
  private final Map<Setting, JLabel> notes = new EnumMap<>(Setting.class);
  private final Runnable resized;
  private final Function<Setting, Optional<ReadConnection.Variable>> variables;
  private boolean filling;

  /// One of some words, or what is set already.
  private static final class Words extends JComboBox<String> {
    Words(String blank) {
      setRenderer(new WordCell(blank));
    }

    void select(String word) {
      setSelectedItem(word);
      if (!word.equals(getSelectedItem())) {
        addItem(word);
        setSelectedItem(word);
      }
    }
  }

  /// Scrolls a field with the frame that fields have.
  private static final class Framed extends JScrollPane {
    Framed(JTextArea area) {
      super(area);
    }

    @Override
    public void updateUI() {
      super.updateUI();
      setBorder(new FlatScrollPaneBorder()); // a change of the theme takes it away
    }
  }

  /// A word; faint, in place of none, what counts then.
  private static final class WordCell extends SafeListCell {
    private final String blank;
    private boolean faint;

    WordCell(String blank) {
      this.blank = blank;
    }

    @Override
    public Component getListCellRendererComponent(
        JList<?> list, @Nullable Object value, int index, boolean selected, boolean focused) {
      var none = "".equals(value);
      faint = none && !selected; // it could not be read on the selection's colour
      return super.getListCellRendererComponent(
          list, none ? blank : value, index, selected, focused);
    }

    /// The closed box would paint it in its own colour.
    @Override
    public Color getForeground() {
      return faint ? Colors.of(ColorRole.TEXT3) : super.getForeground();
    }
  }

  /// Has one field for each of `settings`, in their order.
  ///
  /// @param name of the section, for its title
  /// @param resized is called when it was opened or closed
  /// @param variables what the environment says where a setting is left open
  SettingFields(
      String name,
      Runnable resized,
      List<Setting> settings,
      Function<Setting, Optional<ReadConnection.Variable>> variables) {
    super(new BorderLayout());
    this.resized = resized;
    this.variables = variables;
    setOpaque(false);
    setBorder(Hairline.top());
    SafeText.set(fold, TEXT.get("section." + name));
    fold.putClientProperty("JButton.buttonType", "borderless");
    Styles.put(fold, "toolbar.selectedBackground", "$" + ColorRole.CHROME.key()); // see the arrow
    Fonts.SEMIBOLD.set(fold);
    var head = new JPanel(new MigLayout("insets 3 7 3 20, gap 4", "[][grow]", "[28!]"));
    head.setOpaque(false);
    head.add(fold);
    head.add(summary, "wmin 0");
    add(head, BorderLayout.NORTH);
    body.setOpaque(false);
    settings.forEach(this::row);
    add(body, BorderLayout.CENTER);
    fold.addActionListener(e -> open(fold.isSelected()));
    onChange(() -> {});
    open(false);
    summarize();
  }

  private void row(Setting setting) {
    var words = TEXT.get("setting." + setting);
    var label = SafeText.label(words, ColorRole.TEXT2, Fonts.BASE);
    var field = field(setting);
    label.setLabelFor(field);
    field.getAccessibleContext().setAccessibleName(words);
    fields.put(setting, field);
    var note = SafeText.label("", ColorRole.DANGER, Fonts.SMALL);
    note.setVisible(false);
    notes.put(setting, note);
    if (field instanceof JTextArea area) {
      body.add(label, "newline, aligny top, gapy 4");
      body.add(new Framed(area), "h 72!, wmin 0");
    } else {
      body.add(label, "newline");
      if (FILES.contains(setting) && field instanceof JTextField text) {
        body.add(text, "h 28!, wmin 0, split 2, growx, pushx");
        body.add(chooser(text, words));
      } else {
        body.add(field, "h 28!, wmin 0");
      }
    }
    body.add(note, "newline, skip 1");
  }

  /// A button that puts the path of a file into `field`.
  private static JButton chooser(JTextField field, String words) {
    var button = Buttons.icon(Glyph.FOLDER, TEXT.get("file.choose", words), "");
    button.addActionListener(
        e -> {
          var files = new JFileChooser();
          files.setDialogTitle(SafeText.plain(words));
          // Keys lie in folders whose names begin with a dot.
          files.setFileHidingEnabled(false);
          if (!field.getText().isBlank()) {
            files.setSelectedFile(new File(field.getText().strip()));
          }
          if (files.showOpenDialog(field) == JFileChooser.APPROVE_OPTION) {
            field.setText(files.getSelectedFile().getPath());
          }
        });
    return button;
  }

  private JComponent field(Setting setting) {
    if (!setting.words().isEmpty()) {
      var choice = new Words(blank(setting));
      choice.addItem("");
      setting.words().stream().filter(w -> offered(setting, w)).forEach(choice::addItem);
      return Fonts.MONO.set(choice);
    }
    if (setting == Setting.GROUP) {
      var group = new GroupField(TEXT.get("setting." + setting));
      group.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, blank(setting));
      return group;
    }
    if (setting == Setting.STARTUP_SQL) {
      return Fonts.MONO.set(new TextArea());
    }
    var text = new TextField();
    text.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, blank(setting));
    return Fonts.MONO.set(text);
  }

  /// What counts as long as nothing is set, or else what can be.
  private String blank(Setting setting) {
    return variables
        .apply(setting)
        .map(each -> SafeText.plain(TEXT.get("blank.variable", each.value(), each.name())))
        .or(() -> TEXT.find("blank." + setting))
        .orElseGet(setting::expected);
  }

  /// Java has no TLS before 1.2 any more; who brings such a setting along keeps it.
  private static boolean offered(Setting setting, String word) {
    return setting != Setting.SSL_MIN_PROTOCOL_VERSION
        || !(word.equals("TLSv1") || word.equals("TLSv1.1"));
  }

  private void open(boolean now) {
    fold.setSelected(now);
    fold.setIcon(Icons.of(now ? Glyph.CHEVRON_DOWN : Glyph.CHEVRON_RIGHT));
    body.setVisible(now);
    resized.run();
  }

  private void summarize() {
    var set =
        values().entrySet().stream()
            .filter(each -> !each.getValue().isBlank())
            .map(
                each ->
                    each.getKey().keyword() + " " + each.getValue().lines().findFirst().orElse(""))
            .collect(Collectors.joining(", "));
    SafeText.set(summary, set.isEmpty() ? TEXT.get("section.default") : set);
  }

  /// Lists these as groups to choose from.
  void offerGroups(List<String> groups) {
    filling = true;
    if (fields.get(Setting.GROUP) instanceof GroupField field) {
      field.offer(groups);
    }
    filling = false;
  }

  @Override
  public JComponent component() {
    return this;
  }

  @Override
  public void fill(Map<Setting, String> settings) {
    filling = true;
    fields.forEach(
        (setting, field) -> {
          var value = settings.getOrDefault(setting, "");
          if (field instanceof Words choice) {
            choice.select(value);
          } else if (field instanceof GroupField group) {
            group.text().setText(value);
          } else if (field instanceof JTextComponent text) {
            text.setText(value);
            text.setCaretPosition(0);
          }
        });
    filling = false;
    summarize();
  }

  @Override
  public void replace(Setting setting, String before, String now) {
    if (fields.get(setting) instanceof JTextComponent text
        && text.getText().strip().equals(before)) {
      text.setText(now);
    }
  }

  @Override
  public Map<Setting, String> values() {
    var values = new EnumMap<Setting, String>(Setting.class);
    fields.forEach(
        (setting, field) ->
            values.put(
                setting,
                switch (field) {
                  case GroupField group -> group.text().getText().strip();
                  case JComboBox<?> choice ->
                      choice.getSelectedItem() instanceof String word ? word : "";
                  case JTextComponent text -> text.getText().strip();
                  default -> "";
                }));
    return values;
  }

  @Override
  public void problems(Map<Setting, String> problems) {
    var first = true;
    for (var each : fields.entrySet()) {
      var problem = problems.get(each.getKey());
      each.getValue()
          .putClientProperty(
              FlatClientProperties.OUTLINE,
              problem == null ? null : FlatClientProperties.OUTLINE_ERROR);
      each.getValue().getAccessibleContext().setAccessibleDescription(problem);
      var note = notes.get(each.getKey());
      if (note != null) {
        SafeText.set(note, problem);
        note.setVisible(problem != null);
      }
      if (problem != null && first) {
        first = false;
        open(true);
        each.getValue().requestFocusInWindow();
      }
    }
  }

  @Override
  public void onChange(Runnable listener) {
    Runnable heard =
        () -> {
          if (!filling) {
            summarize();
            listener.run();
          }
        };
    for (var field : fields.values()) {
      if (field instanceof GroupField group) {
        Changes.of(group.text(), heard);
      } else if (field instanceof JComboBox<?> choice) {
        choice.addActionListener(e -> heard.run());
      } else if (field instanceof JTextComponent text) {
        Changes.of(text, heard);
      }
    }
  }
}
