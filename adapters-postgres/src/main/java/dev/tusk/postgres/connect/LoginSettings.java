package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Setting;
import dev.tusk.postgres.wire.LoginRules;
import java.util.Map;

/// What a connection says of the ways of logging in that it allows.
final class LoginSettings {
  private LoginSettings() {}

  /// @param environment where libpq's variables are looked up for what is not set
  static LoginRules of(ConnectionConfig config, Map<String, String> environment) {
    String allowed =
        config.settings().get(Setting.REQUIRE_AUTH, environment.getOrDefault("PGREQUIREAUTH", ""));
    String binding =
        config
            .settings()
            .get(Setting.CHANNEL_BINDING, environment.getOrDefault("PGCHANNELBINDING", ""));
    return new LoginRules(allowed, binding.equals("require"));
  }

  /// Whom the server of a Unix socket must run as; empty for anybody.
  static String peer(ConnectionConfig config, Map<String, String> environment) {
    return config
        .settings()
        .get(Setting.REQUIREPEER, environment.getOrDefault("PGREQUIREPEER", ""));
  }
}
