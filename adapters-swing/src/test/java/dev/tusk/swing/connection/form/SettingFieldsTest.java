package dev.tusk.swing.connection.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.swing.connection.prompt.GroupField;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.ListCellRenderer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SettingFieldsTest {
  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  private final SettingFields fields =
      new SettingFields(
          "session",
          () -> {},
          List.of(Setting.SEARCH_PATH, Setting.STARTUP_SQL, Setting.TARGET_SESSION_ATTRS),
          setting -> Optional.empty());

  @Test
  void whatIsFilledInStandsInIt() {
    var settings =
        Map.of(
            Setting.STARTUP_SQL, "set a = 1;\nset b = 2",
            Setting.TARGET_SESSION_ATTRS, "standby",
            Setting.GROUP, "not shown here");
    fields.fill(settings);
    assertThat(fields.values())
        .isEqualTo(
            Map.of(
                Setting.SEARCH_PATH, "",
                Setting.STARTUP_SQL, "set a = 1;\nset b = 2",
                Setting.TARGET_SESSION_ATTRS, "standby"));
    fields.fill(Map.of());
    assertThat(fields.values().values()).containsOnly("");
  }

  @Test
  void fillingItIsNoChange() {
    var heard = new ArrayList<String>();
    fields.onChange(() -> heard.add("x"));
    fields.fill(Map.of(Setting.SEARCH_PATH, "a"));
    assertThat(heard).isEmpty();
  }

  @Test
  void tlsThatJavaDoesNotHaveIsNotOfferedButKept() {
    var tls = fields(Setting.SSL_MIN_PROTOCOL_VERSION);
    var choice = (JComboBox<?>) find(tls, JComboBox.class);
    assertThat(choice.getItemCount()).as("none, 1.2 and 1.3").isEqualTo(3);
    tls.fill(Map.of(Setting.SSL_MIN_PROTOCOL_VERSION, "TLSv1.1"));
    assertThat(tls.values()).containsEntry(Setting.SSL_MIN_PROTOCOL_VERSION, "TLSv1.1");
  }

  @Test
  void aChoiceThatIsNotMadeShowsFaintlyWhatCountsThen() {
    var words = Messages.of(SettingFields.class);
    for (var setting :
        Arrays.stream(Setting.values())
            .filter(each -> shown(each) && !each.words().isEmpty())
            .toList()) {
      var one = fields(setting);
      var choice = (JComboBox<?>) find(one, JComboBox.class);
      var cell = cell(choice, "");
      cell.setForeground(Color.RED); // as the closed box does
      assertThat(cell.getText()).as(setting.name()).isEqualTo(words.get("blank." + setting));
      assertThat(cell.getForeground()).isEqualTo(Colors.of(ColorRole.TEXT3));
      assertThat(one.values()).containsEntry(setting, "");
      if (cell.getText().endsWith(" (default)")) {
        assertThat(setting.words()).contains(cell.getText().replace(" (default)", ""));
      }
      cell = cell(choice, setting.words().getFirst());
      cell.setForeground(Color.RED);
      assertThat(cell.getText()).isEqualTo(setting.words().getFirst());
      assertThat(cell.getForeground()).isEqualTo(Color.RED);
    }
  }

  @Test
  void eachSettingThatIsShownSaysWhatCountsWithoutIt() {
    var bundle = ResourceBundle.getBundle("dev.tusk.swing.connection.form.messages");
    for (var setting : Arrays.stream(Setting.values()).filter(SettingFieldsTest::shown).toList()) {
      var one = fields(setting);
      assertThat(one.values()).containsOnlyKeys(setting);
      if (setting != Setting.STARTUP_SQL) { // as good as its empty area
        assertThat(bundle.containsKey("blank." + setting)).as(setting.name()).isTrue();
      }
    }
  }

  @Test
  void aVariableOfTheEnvironmentThatCountsIsNamed() {
    var variable = Optional.of(new ReadConnection.Variable("PGANY", "what it says"));
    for (var setting : List.of(Setting.OPTIONS, Setting.CHANNEL_BINDING)) {
      var one = new SettingFields("tls", () -> {}, List.of(setting), each -> variable);
      var shown =
          find(one, JComboBox.class) instanceof JComboBox<?> choice
              ? cell(choice, "").getText()
              : ((JTextField) find(one, JTextField.class))
                  .getClientProperty(FlatClientProperties.PLACEHOLDER_TEXT);
      assertThat(shown).isEqualTo("what it says (PGANY)");
      assertThat(one.values()).containsEntry(setting, "");
    }
  }

  @Test
  void whatCountsIsReadableOnTheSelectionToo() {
    var choice = (JComboBox<?>) find(fields(Setting.CHANNEL_BINDING), JComboBox.class);
    var list = new JList<String>();
    list.setSelectionForeground(Color.RED);
    assertThat(cell(choice, list, "", true).getForeground()).isEqualTo(Color.RED);
    assertThat(cell(choice, list, "", false).getForeground()).isEqualTo(Colors.of(ColorRole.TEXT3));
  }

  private static boolean shown(Setting setting) {
    return ResourceBundle.getBundle("dev.tusk.swing.connection.form.messages")
        .containsKey("setting." + setting);
  }

  private static SettingFields fields(Setting... settings) {
    return new SettingFields("session", () -> {}, List.of(settings), each -> Optional.empty());
  }

  private static JLabel cell(JComboBox<?> choice, String value) {
    return cell(choice, new JList<>(), value, false);
  }

  @SuppressWarnings("unchecked")
  private static JLabel cell(
      JComboBox<?> choice, JList<String> list, String value, boolean selected) {
    var renderer = (ListCellRenderer<String>) (ListCellRenderer<?>) choice.getRenderer();
    return (JLabel) renderer.getListCellRendererComponent(list, value, 0, selected, false);
  }

  @Test
  void groupsAreOfferedAndAnotherCanBeTyped() {
    var place = fields(Setting.GROUP, Setting.COLOUR);
    var heard = new ArrayList<String>();
    place.onChange(() -> heard.add("x"));
    place.fill(Map.of(Setting.GROUP, "Mine"));
    place.offerGroups(List.of("Customers", "Customers/Berlin"));
    var group = (GroupField) find(place, GroupField.class);
    assertThat(group.getItemCount()).isEqualTo(2);
    assertThat(place.values()).containsEntry(Setting.GROUP, "Mine");
    assertThat(heard).isEmpty();

    group.setSelectedIndex(1);
    assertThat(place.values()).containsEntry(Setting.GROUP, "Customers/Berlin");
    group.text().setText("  New/One ");
    assertThat(place.values()).containsEntry(Setting.GROUP, "New/One");
    assertThat(heard).isNotEmpty();
  }

  private static Component find(Container in, Class<?> type) {
    for (var child : in.getComponents()) {
      if (type.isInstance(child)) {
        return child;
      }
      if (child instanceof JPanel panel && panel.getComponentCount() > 0) {
        var below = find(panel, type);
        if (type.isInstance(below)) {
          return below;
        }
      }
    }
    return in;
  }
}
