package dev.tusk.swing.connection.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.swing.connection.ConnectionFeature;
import dev.tusk.swing.connection.prompt.PasswordDialog;
import dev.tusk.swing.kit.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The form of a connection, its test and the advice for a failed step call the same thing by the
/// same name.
class ConnectionWordsTest {
  private static final Messages TEXT = Messages.of(TestPanel.class);

  /// Other names of what the form has a word for.
  private static final List<String> STRANGERS =
      List.of(
          "ssl mode",
          "sslmode",
          "tls settings",
          "encryption mode",
          "ssh host",
          "bastion",
          "jump host",
          "certificates and sign-in",
          "root ca",
          "keychain",
          "largest number of sessions");

  @Test
  void noTextUsesAnotherNameThanTheForm() throws IOException {
    assertThat(advice()).hasSizeGreaterThan(25);
    for (var text : Stream.concat(advice().stream(), texts().stream()).toList()) {
      for (var stranger : STRANGERS) {
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(stranger);
      }
    }
  }

  /// `(ssh_key)` behind a name: that of the field.
  @Test
  void adviceThatNamesAKeywordNamesItsFieldToo() {
    var seen = 0;
    for (var text : advice()) {
      for (var setting : Setting.values()) {
        var at = text.indexOf("(" + setting.keyword() + ")");
        if (at >= 0) {
          seen++;
          var field = TEXT.get("setting." + setting).toLowerCase(Locale.ROOT);
          var singular = field.endsWith("s") ? field.substring(0, field.length() - 1) : field;
          assertThat(text.substring(0, at).toLowerCase(Locale.ROOT)).contains(singular);
        }
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void aFailedStepIsCalledAsItsPartOfTheForm() {
    assertThat(TEXT.get("step." + ConnectStep.TUNNEL)).isEqualTo(TEXT.get("section.ssh"));
    assertThat(TEXT.get("section.tls").toLowerCase(Locale.ROOT))
        .contains(TEXT.get("step." + ConnectStep.AUTHENTICATE).toLowerCase(Locale.ROOT));
    assertThat(TEXT.get("field.TLS")).isEqualTo(TEXT.get("step." + ConnectStep.ENCRYPT) + " mode");
    assertThat(advice()).anyMatch(text -> text.contains(TEXT.get("field.TLS")));
    assertThat(advice()).anyMatch(text -> text.contains(TEXT.get("section.tls")));
  }

  /// What is said below a step that failed.
  private static List<String> advice() {
    var errors = new ArrayList<TuskError>();
    Arrays.stream(TuskError.Tunnel.values())
        .forEach(cause -> errors.add(new TuskError.TunnelFailed(cause, "")));
    Arrays.stream(TuskError.Tls.values())
        .forEach(cause -> errors.add(new TuskError.TlsFailed(cause, "")));
    Arrays.stream(TuskError.Reach.values())
        .forEach(cause -> errors.add(new TuskError.Unreachable(cause, "", "db", 5432)));
    return errors.stream()
        .map(error -> ErrorInfo.of(error).suggestion())
        .filter(Objects::nonNull)
        .toList();
  }

  private static List<String> texts() throws IOException {
    var all = new ArrayList<String>();
    for (var feature :
        List.of(ConnectionFeature.class, ConnectionDialog.class, PasswordDialog.class)) {
      try (InputStream in = feature.getResourceAsStream("messages.properties")) {
        var properties = new Properties();
        properties.load(Objects.requireNonNull(in));
        properties.values().forEach(text -> all.add(text.toString()));
      }
    }
    return all;
  }
}
