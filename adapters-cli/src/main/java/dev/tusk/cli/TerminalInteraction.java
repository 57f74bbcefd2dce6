package dev.tusk.cli;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SecretPlace;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.sql.VisibleText;
import java.util.Arrays;
import java.util.Optional;

/// Asks on the terminal.
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
        .askSecret("Password for " + config.address() + ": ")
        .map(
            typed -> {
              Secret secret = Secret.of(typed);
              Arrays.fill(typed, '\0');
              return new PasswordAnswer(secret, SecretPlace.of(config) == SecretPlace.KEYRING);
            });
  }

  @Override
  public boolean trust(ConnectionConfig config, SshHostKey key) {
    terminal.say("tusk: the SSH server " + key.host() + " is not known.");
    terminal.say("Its " + key.type() + " key is " + key.fingerprint());
    return terminal
        .confirm("Trust it, and keep its key in " + VisibleText.of(key.file()), key.fingerprint())
        .orElse(false);
  }

  @Override
  public Optional<PasswordAnswer> secret(ConnectionConfig config, SecretQuestion question) {
    if (question.refused()) {
      terminal.say(
          "tusk: that " + (isPassphrase(question) ? "passphrase" : "password") + " was wrong");
    }
    // The server's own words may try to move the cursor.
    String prompt =
        VisibleText.of(
                switch (question.kind()) {
                  case PASSWORD -> "SSH password for " + question.about();
                  case PASSPHRASE -> "Passphrase for " + question.about();
                  case CHALLENGE -> question.about() + " asks: " + question.text();
                })
            + ": ";
    return question.echo()
        ? terminal.ask(prompt).map(typed -> new PasswordAnswer(Secret.of(typed), false))
        : terminal
            .askSecret(prompt)
            .map(
                typed -> {
                  Secret secret = Secret.of(typed);
                  Arrays.fill(typed, '\0');
                  return new PasswordAnswer(
                      secret, question.lasts() && SecretPlace.of(config) == SecretPlace.KEYRING);
                });
  }

  private static boolean isPassphrase(SecretQuestion question) {
    return question.kind() == SecretQuestion.Kind.PASSPHRASE;
  }

  @Override
  public void warn(String message) {
    terminal.say("tusk: " + message);
  }
}
