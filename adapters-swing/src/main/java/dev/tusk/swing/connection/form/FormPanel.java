package dev.tusk.swing.connection.form;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.connection.form.ConnectionDraft.Field;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.SegmentedControl;
import dev.tusk.swing.kit.text.SafeListCell;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.SecretField;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.Component;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// The fields of a connection, with what is wrong with each below it.
final class FormPanel extends JPanel {
  private static final Messages TEXT = Messages.of(FormPanel.class);
  private static final String WHOLE = "growx, wmin 0, h 28!, span 3";

  private final ConnectionId id;
  private final Map<Field, JTextField> fields = new EnumMap<>(Field.class);
  private final Map<Field, JLabel> notes = new EnumMap<>(Field.class);
  private final SecretField password = new SecretField(0);
  private final SegmentedControl<Stage> stage = new SegmentedControl<>(TEXT.get("field.STAGE"));
  private final JCheckBox remember = SafeText.set(new JCheckBox(), TEXT.get("remember"));
  private final JComboBox<SslMode> sslMode = new JComboBox<>(SslMode.values());
  private final JLabel sslWords = SafeText.label("", ColorRole.TEXT3, Fonts.SMALL);
  private final JComboBox<Guard> guard = new JComboBox<>(Guard.values());
  private Stage guardedStage = Stage.DEVELOPMENT;
  private final AdvancedPanel advanced;
  private final List<SettingsSection> sections;
  private Map<Setting, String> settings = Map.of();
  private String filledHost = "";

  /// A form for one connection; `advanced` and `sections` have the fields that are folded away.
  FormPanel(ConnectionId id, AdvancedPanel advanced, List<SettingsSection> sections) {
    super(
        new MigLayout(
            "insets 16 20 16 20, gap 0 8, fillx, hidemode 3", "[76!]16[grow,fill]16[]8[]"));
    this.id = id;
    this.advanced = advanced;
    this.sections = List.copyOf(sections);
    setOpaque(false);
    for (var field : Field.values()) {
      fields.put(field, field == Field.PASSWORD ? password : new TextField());
      notes.put(field, note());
    }
    row(Field.NAME);
    stageRow();
    pair(Field.HOST, Field.PORT, 80);
    pair(Field.DATABASE, Field.USER, 216);
    passwordRow();
    sslRow();
    advanced.fields(fields, notes);
    fields.forEach(
        (field, component) ->
            component.getAccessibleContext().setAccessibleName(TEXT.get("field." + field)));
    Changes.of(field(Field.HOST), this::dropAddresses);
    suggestName();
  }

  private static JLabel note() {
    var note = SafeText.label("", ColorRole.DANGER, Fonts.SMALL);
    note.setVisible(false);
    return note;
  }

  private JTextField field(Field field) {
    var found = fields.get(field);
    if (found == null) {
      throw new IllegalStateException("every field has a component");
    }
    return found;
  }

  private JLabel noteOf(Field field) {
    var found = notes.get(field);
    if (found == null) {
      throw new IllegalStateException("every field has a note");
    }
    return found;
  }

  private JLabel label(String key, @Nullable JComponent target) {
    var label = SafeText.label(TEXT.get("field." + key), ColorRole.TEXT2, Fonts.BASE);
    label.setLabelFor(target);
    return label;
  }

  private void row(Field field) {
    add(label(field.name(), field(field)), "newline");
    add(field(field), WHOLE);
    add(noteOf(field), "newline, skip 1, span 3");
  }

  private void pair(Field wide, Field narrow, int width) {
    add(label(wide.name(), field(wide)), "newline");
    var row =
        new JPanel(new MigLayout("insets 0, gap 0, fillx", "[grow,fill]16[]8[" + width + "!]"));
    row.setOpaque(false);
    row.add(mono(field(wide)), "wmin 0, h 28!");
    row.add(label(narrow.name(), field(narrow)));
    row.add(mono(field(narrow)), "growx, h 28!");
    add(row, "growx, wmin 0, span 3");
    add(noteOf(wide), "newline, skip 1, span 3");
    add(noteOf(narrow), "newline, skip 1, span 3");
  }

  private static JTextField mono(JTextField field) {
    return Fonts.MONO.set(field);
  }

  private void stageRow() {
    stage
        .add(Stage.DEVELOPMENT, TEXT.get("stage.DEVELOPMENT"), Icons.dot(ColorRole.DEV))
        .add(Stage.TEST, TEXT.get("stage.TEST"), Icons.dot(ColorRole.TEST))
        .add(Stage.PRODUCTION, TEXT.get("stage.PRODUCTION"), Icons.dot(ColorRole.PROD));
    add(label("STAGE", stage), "newline");
    var row = new JPanel(new MigLayout("insets 0, gap 0, fillx", "[]16[]8[grow,fill]"));
    row.setOpaque(false);
    row.add(stage);
    var guardLabel = SafeText.label(TEXT.get("field.GUARD"), ColorRole.TEXT2, Fonts.BASE);
    guardLabel.setLabelFor(guard);
    guard.setRenderer(new GuardCell());
    row.add(guardLabel);
    row.add(guard, "wmin 0, h 28!");
    add(row, "growx, wmin 0, span 3");
  }

  private void passwordRow() {
    password.putClientProperty(FlatClientProperties.STYLE, "showRevealButton: true");
    password.putClientProperty(
        FlatClientProperties.PLACEHOLDER_TEXT, TEXT.get("password.placeholder"));
    add(label(Field.PASSWORD.name(), password), "newline");
    add(password, "growx, wmin 0, h 28!");
    add(remember, "span 2, align right");
    add(noteOf(Field.PASSWORD), "newline, skip 1, span 3");
  }

  /// Where secrets stay can be set for good; then the box has nothing to say.
  private void offerKeyring() {
    remember.setVisible(!settings().containsKey(Setting.SECRETS));
  }

  private void sslRow() {
    sslMode.setRenderer(new ModeCell());
    sslMode.getAccessibleContext().setAccessibleName(TEXT.get("field.TLS"));
    Fonts.MONO.set(sslMode);
    sslMode.addActionListener(e -> describeMode());
    add(label("TLS", sslMode), "newline");
    var row = new JPanel(new MigLayout("insets 0, gap 8, fillx", "[216!]8[grow]"));
    row.setOpaque(false);
    row.add(sslMode, "growx, h 28!");
    row.add(sslWords, "wmin 0");
    add(row, "growx, span 3");
    describeMode();
  }

  private Guard chosenGuard() {
    return guard.getSelectedItem() instanceof Guard chosen ? chosen : Guard.SILENT;
  }

  /// A stage brings its usual guard, unless the person has chosen another.
  private void guardAsUsual(Stage chosen) {
    if (chosenGuard() == Guard.usual(guardedStage)) {
      guard.setSelectedItem(Guard.usual(chosen));
    }
    guardedStage = chosen;
  }

  private static final class GuardCell extends SafeListCell {
    @Override
    public Component getListCellRendererComponent(
        JList<?> list, @Nullable Object value, int index, boolean selected, boolean focused) {
      return super.getListCellRendererComponent(
          list,
          value instanceof Guard level ? TEXT.get("guard." + level) : value,
          index,
          selected,
          focused);
    }
  }

  private void describeMode() {
    SafeText.set(sslWords, TEXT.get("ssl." + mode()));
  }

  private SslMode mode() {
    return sslMode.getSelectedItem() instanceof SslMode chosen ? chosen : SslMode.PREFER;
  }

  private static final class ModeCell extends SafeListCell {
    @Override
    public Component getListCellRendererComponent(
        JList<?> list, @Nullable Object value, int index, boolean selected, boolean focused) {
      return super.getListCellRendererComponent(
          list, value instanceof SslMode mode ? mode.libpqName() : value, index, selected, focused);
    }
  }

  /// The addresses that the form was filled with are those of its host: another host is not dialled
  /// by them, unless somebody writes new ones.
  private void dropAddresses() {
    var addresses = settings.getOrDefault(Setting.HOSTADDR, "");
    if (!addresses.isEmpty()) {
      var back = field(Field.HOST).getText().strip().equals(filledHost.strip());
      var before = back ? "" : addresses;
      var now = back ? addresses : "";
      sections.forEach(section -> section.replace(Setting.HOSTADDR, before, now));
    }
  }

  /// Shows the name that an empty field stands for.
  private void suggestName() {
    var draft = draft();
    field(Field.NAME)
        .putClientProperty(
            FlatClientProperties.PLACEHOLDER_TEXT, SafeText.plain(draft.suggestedName()));
    field(Field.NAME).repaint();
  }

  /// Calls `listener` whenever something in the form changes; also keeps the suggested name.
  void onChange(Runnable listener) {
    fields
        .values()
        .forEach(
            f ->
                Changes.of(
                    f,
                    () -> {
                      suggestName();
                      listener.run();
                    }));
    stage.onChoice(
        chosen -> {
          guardAsUsual(chosen);
          listener.run();
        });
    guard.addActionListener(e -> listener.run());
    sslMode.addActionListener(e -> listener.run());
    remember.addActionListener(e -> listener.run());
    sections.forEach(section -> section.onChange(listener));
    sections.forEach(section -> section.onChange(this::offerKeyring));
  }

  /// Calls `whole` with a URL that is pasted into one of the fields that could hold it.
  void onPastedUrl(Consumer<String> whole) {
    for (var field : List.of(Field.NAME, Field.HOST, Field.DATABASE, Field.USER)) {
      PastedUrl.into(field(field), whole);
    }
  }

  /// What stands in the form now.
  ConnectionDraft draft() {
    return new ConnectionDraft(
        id,
        field(Field.NAME).getText(),
        stage.chosen(),
        field(Field.HOST).getText(),
        field(Field.PORT).getText(),
        field(Field.DATABASE).getText(),
        field(Field.USER).getText(),
        remember.isSelected(),
        mode(),
        field(Field.CONNECT_TIMEOUT).getText(),
        field(Field.POOL_TIMEOUT).getText(),
        field(Field.MAX_SESSIONS).getText(),
        settings());
  }

  private Map<Setting, String> settings() {
    var all = new EnumMap<Setting, String>(Setting.class);
    all.putAll(settings);
    all.put(Setting.GUARD, chosenGuard() == Guard.SILENT ? "" : chosenGuard().word());
    sections.forEach(section -> all.putAll(section.values()));
    all.values().removeIf(String::isEmpty);
    return all;
  }

  /// A copy of the password; null when none is typed.
  @Nullable Secret password() {
    var typed = password.getPassword();
    try {
      return typed.length == 0 ? null : Secret.of(typed);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  void fill(ConnectionDraft draft, @Nullable Secret secret) {
    field(Field.NAME).setText(draft.name());
    stage.choose(draft.stage());
    guardedStage = draft.stage();
    guard.setSelectedItem(
        Guard.ofWord(draft.settings().getOrDefault(Setting.GUARD, "")).orElse(Guard.SILENT));
    filledHost = draft.host();
    field(Field.HOST).setText(draft.host());
    field(Field.PORT).setText(draft.port());
    field(Field.DATABASE).setText(draft.database());
    field(Field.USER).setText(draft.user());
    remember.setSelected(draft.remember());
    sslMode.setSelectedItem(draft.sslMode());
    field(Field.CONNECT_TIMEOUT).setText(draft.connectTimeout());
    field(Field.POOL_TIMEOUT).setText(draft.poolTimeout());
    field(Field.MAX_SESSIONS).setText(draft.maxSessions());
    settings = draft.settings();
    sections.forEach(section -> section.fill(settings));
    offerKeyring();
    if (secret != null) {
      password.setText(secret.reveal(String::new));
    }
    describeMode();
    suggestName();
  }

  /// Marks what is wrong, and puts the caret into the first of it.
  void problems(Map<Field, String> problems) {
    var first = true;
    for (var field : Field.values()) {
      var problem = problems.get(field);
      var component = field(field);
      component.putClientProperty(
          FlatClientProperties.OUTLINE,
          problem == null ? null : FlatClientProperties.OUTLINE_ERROR);
      component.getAccessibleContext().setAccessibleDescription(problem);
      SafeText.set(noteOf(field), problem);
      noteOf(field).setVisible(problem != null);
      if (problem != null && first) {
        first = false;
        component.requestFocusInWindow();
      }
    }
    if (advanced.holds(problems.keySet())) {
      advanced.open(true);
    }
    revalidate();
  }

  /// Marks which settings are wrong.
  void settingProblems(Map<Setting, String> problems) {
    sections.forEach(section -> section.problems(problems));
  }

  /// The fields that are folded away, to be put below this.
  JComponent advanced() {
    return advanced;
  }

  /// Forgets the password that was typed.
  void wipe() {
    password.wipe();
  }
}
