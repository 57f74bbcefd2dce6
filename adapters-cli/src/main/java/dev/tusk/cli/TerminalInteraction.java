package dev.tusk.cli;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.kernel.Secret;
import java.util.Arrays;
import java.util.Optional;

/// Asks for passwords on the terminal.
public final class TerminalInteraction implements ConnectInteraction {
  private final Terminal terminal;

  public TerminalInteraction(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Optional<PasswordAnswer> password(ConnectionConfig config, boolean refused) {
    if (refused) {
      terminal.say("tusk: that password was refused");
    }
    return terminal
        .askSecret("Password for " + config.user() + " at " + config.host() + ": ")
        .map(
            typed -> {
              Secret secret = Secret.of(typed);
              Arrays.fill(typed, '\0');
              return new PasswordAnswer(secret, config.rememberPassword());
            });
  }

  @Override
  public void warn(String message) {
    terminal.say("tusk: " + message);
  }
}
