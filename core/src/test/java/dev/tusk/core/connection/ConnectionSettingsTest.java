package dev.tusk.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConnectionSettingsTest {
  @Property(tries = 200)
  void textComesBackAsItWasWhateverItHolds(@ForAll String sql) {
    String value = sql.replace("\0", "");
    ConnectionSettings settings =
        ConnectionSettings.NONE.with(Setting.STARTUP_SQL, value).with(Setting.SSLSNI, "1");

    assertThat(ConnectionSettings.parse(settings.text())).isEqualTo(settings);
  }

  @Test
  void everySettingIsFoundByItsKeyword() {
    for (Setting setting : Setting.values()) {
      assertThat(Setting.of(setting.keyword())).contains(setting);
    }
    assertThat(Setting.of("socketFactory")).isEmpty();
  }

  @Test
  void aWrongValueIsRefusedByItsName() {
    Map<Setting, String> wrong = new EnumMap<>(Setting.class);
    wrong.put(Setting.CHANNEL_BINDING, "yes");
    wrong.put(Setting.SSLROOTCERT, "a\nb");
    wrong.put(Setting.REQUIRE_AUTH, "!md5,password");
    wrong.put(Setting.KEEPALIVES_IDLE, "-1");
    wrong.put(Setting.FALLBACK_HOSTS, "b");
    wrong.put(Setting.HOSTADDR, "10.0.0.1,b");
    wrong.put(Setting.COLOUR, "red");
    wrong.put(Setting.GUARD, "SILENT");
    wrong.forEach(
        (setting, value) ->
            assertThatThrownBy(() -> ConnectionSettings.NONE.with(setting, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting.keyword())
                .hasMessageContaining(setting.expected()));
  }

  @Test
  void anEmptyValueIsNotSet() {
    ConnectionSettings settings = ConnectionSettings.NONE.with(Setting.ROLE, "a");

    assertThat(settings.with(Setting.ROLE, "")).isEqualTo(ConnectionSettings.NONE);
    assertThat(settings.get(Setting.ROLE)).contains("a");
    assertThat(settings.get(Setting.SSL_MIN_PROTOCOL_VERSION, "TLSv1.2")).isEqualTo("TLSv1.2");
  }

  @Test
  void everyGuardComesBack() {
    for (Guard guard : Guard.values()) {
      assertThat(Guard.of(ConnectionSettings.NONE.with(Setting.GUARD, guard.word())))
          .isEqualTo(guard);
    }
    assertThat(Guard.of(ConnectionSettings.NONE)).isEqualTo(Guard.SILENT);
  }
}
