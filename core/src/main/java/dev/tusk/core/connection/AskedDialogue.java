package dev.tusk.core.connection;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What connecting asks, answered from what was stored, else by the person; the person's answers
/// hold for all attempts of one opening.
final class AskedDialogue implements ConnectDialogue, AutoCloseable {
  private static final String PART = "ssh";

  private final ConnectionConfig config;
  private final SecretPlace place;
  private final SessionSecrets session;
  private final ConnectInteraction interaction;
  private final CredentialStore credentials;
  private final SshAnswers answers = new SshAnswers();
  private @Nullable SshAnswers stored;
  private boolean toStore;

  AskedDialogue(
      ConnectionConfig config,
      ConnectInteraction interaction,
      CredentialStore credentials,
      SessionSecrets session) {
    this.config = config;
    this.place = SecretPlace.of(config);
    this.session = session;
    this.interaction = interaction;
    this.credentials = credentials;
  }

  /// Under which id the answers of a connection are stored.
  static ConnectionId idOf(ConnectionId connection) {
    return connection.part(PART);
  }

  @Override
  public void step(ConnectStep step) {
    interaction.step(step);
  }

  @Override
  public void warn(String message) {
    interaction.warn(message);
  }

  @Override
  public boolean trust(SshHostKey key) {
    return interaction.trust(config, key);
  }

  @Override
  public Optional<Secret> secret(SecretQuestion question) {
    if (question.lasts() && !question.refused()) {
      Optional<Secret> known = answers.find(question);
      if (known.isEmpty() && place != SecretPlace.ASK) {
        known = stored().find(question);
      }
      if (known.isPresent()) {
        return known;
      }
    }
    Optional<ConnectInteraction.PasswordAnswer> answer = interaction.secret(config, question);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    Secret given = answer.get().password();
    if (question.lasts()) {
      answers.put(question, given);
      if (isKept(answer.get().remember())) {
        stored().put(question, given);
        toStore = true;
      }
    }
    return Optional.of(given);
  }

  /// What is set of the connection comes before what is said at the question.
  private boolean isKept(boolean remember) {
    return switch (place) {
      case ASK -> remember && SecretPlace.isChosenWhenAsked(config);
      case SESSION -> true;
      case KEYRING -> remember;
    };
  }

  /// What is to be stored now that it worked; null when nothing is. Owned by the caller.
  @Nullable Secret toStore() {
    return toStore ? stored().toSecret() : null;
  }

  private SshAnswers stored() {
    @Nullable SshAnswers read = stored;
    if (read == null) {
      read = new SshAnswers();
      stored = read;
      switch (place) {
        case ASK -> {}
        case SESSION -> {
          try (@Nullable Secret together = session.find(idOf(config.id())).orElse(null)) {
            if (together != null) {
              read.addAll(together);
            }
          }
        }
        case KEYRING -> retrieve(read);
      }
    }
    return read;
  }

  private void retrieve(SshAnswers into) {
    try (Secret together = credentials.retrieve(idOf(config.id()))) {
      into.addAll(together);
    } catch (TuskException failure) {
      if (!(failure.error() instanceof TuskError.CredentialNotFound)) {
        interaction.warn(failure.error().message());
      }
    }
  }

  @Override
  public void close() {
    answers.close();
    if (stored != null) {
      stored.close();
    }
  }
}
