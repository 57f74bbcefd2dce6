package dev.tusk.swing.connection.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.Setting;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Container;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.swing.JTextField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FormPanelTest {
  private static final ConnectionId ID = new ConnectionId(new UUID(0, 1));

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  private final SettingFields network =
      new SettingFields(
          "network", () -> {}, List.of(Setting.HOSTADDR), setting -> Optional.empty());
  private final FormPanel form = new FormPanel(ID, new AdvancedPanel(() -> {}), List.of(network));
  private final JTextField host = field(form, "Host");
  private final JTextField addresses = field(network, "Addresses to dial");

  @BeforeEach
  void fill() {
    form.fill(ConnectionDraft.blank(ID, "ada").with(Map.of(Setting.HOSTADDR, "10.0.0.1")), null);
  }

  @Test
  void anotherHostIsNotDialledByTheAddressOfTheOneBefore() {
    assertThat(form.draft().settings()).containsEntry(Setting.HOSTADDR, "10.0.0.1");
    host.setText("db.example.org");
    assertThat(form.draft().settings()).doesNotContainKey(Setting.HOSTADDR);

    host.setText("localhost");
    assertThat(addresses.getText()).isEqualTo("10.0.0.1");
  }

  @Test
  void addressesThatSomebodyWroteStay() {
    addresses.setText("10.0.0.2");
    host.setText("db.example.org");
    assertThat(addresses.getText()).isEqualTo("10.0.0.2");
  }

  @Test
  void theNextConnectionHasItsOwnAddresses() {
    form.fill(ConnectionDraft.blank(ID, "ada").with(Map.of()), null);
    host.setText("db.example.org");
    host.setText("localhost");
    assertThat(addresses.getText()).isEmpty();
  }

  private static JTextField field(Container in, String name) {
    return all(in)
        .filter(JTextField.class::isInstance)
        .map(JTextField.class::cast)
        .filter(each -> name.equals(each.getAccessibleContext().getAccessibleName()))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Component> all(Container in) {
    return Arrays.stream(in.getComponents())
        .flatMap(
            each ->
                Stream.concat(Stream.of(each), each instanceof Container c ? all(c) : Stream.of()));
  }
}
