package dev.tusk.swing.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingFieldsTest {
  private final SettingFields fields =
      new SettingFields(
          "session",
          () -> {},
          List.of(Setting.SEARCH_PATH, Setting.STARTUP_SQL, Setting.TARGET_SESSION_ATTRS));

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
}
