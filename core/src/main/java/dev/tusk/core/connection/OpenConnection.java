package dev.tusk.core.connection;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.kernel.UseCase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Connects: with the stored password, else with the one of the password file, else without one,
/// else by asking. Blocks.
///
/// A password that worked is stored when the person wants that. A stored one that is refused is
/// asked for again, three times at most.
@UseCase
public final class OpenConnection {
  private static final System.Logger LOG = System.getLogger(OpenConnection.class.getName());
  private static final int ATTEMPTS = 3;

  private final Connector connector;
  private final CredentialStore credentials;
  private final ConnectionStore store;
  private final LibpqEnvironment environment;
  private final OpenConnections open;
  private final TimeSource time;

  public OpenConnection(
      Connector connector,
      CredentialStore credentials,
      ConnectionStore store,
      LibpqEnvironment environment,
      OpenConnections open,
      TimeSource time) {
    this.connector = connector;
    this.credentials = credentials;
    this.store = store;
    this.environment = environment;
    this.open = open;
    this.time = time;
  }

  /// Opens `config` and keeps it open; when it is open already, that one is returned.
  ///
  /// @param given a password to try first, owned by the caller; null for none
  /// @param cancellation ends the attempt; cancelled too when the connection is removed meanwhile
  /// @throws TuskException with a Connection, Authentication or Ssl error
  public LiveConnection open(
      ConnectionConfig config,
      @Nullable Secret given,
      ConnectInteraction interaction,
      Cancellation cancellation) {
    Optional<LiveConnection> already = open.find(config.id());
    if (already.isPresent() && same(already.get().config(), config)) {
      return already.get();
    }
    try (OpenConnections.Opening opening = open.begin(config.id(), cancellation)) {
      LiveConnection live = opening.add(connect(config, given, interaction, cancellation));
      noteUse(config);
      return live;
    }
  }

  /// Whether a password is remembered says nothing of a connection that is open.
  private static boolean same(ConnectionConfig live, ConnectionConfig wanted) {
    return live.withRememberPassword(wanted.rememberPassword()).equals(wanted);
  }

  /// Connects, tells what the server said, and disconnects; stores nothing.
  public ServerInfo test(
      ConnectionConfig config,
      @Nullable Secret given,
      ConnectInteraction interaction,
      Cancellation cancellation) {
    try (ConnectionPool pool = attempt(config, given, interaction, cancellation).pool()) {
      return pool.server();
    }
  }

  private ConnectionPool connect(
      ConnectionConfig config,
      @Nullable Secret given,
      ConnectInteraction interaction,
      Cancellation cancellation) {
    Attempt done = attempt(config, given, interaction, cancellation);
    try (@Nullable Secret answer = done.toStore();
        @Nullable Secret ssh = done.sshToStore()) {
      if (SecretPlace.of(config) == SecretPlace.SESSION) {
        keep(config.id(), answer);
        keep(AskedDialogue.idOf(config.id()), ssh);
      } else if ((answer != null || ssh != null) && willBeRead(config)) {
        if (answer != null) {
          credentials.store(config.id(), answer);
        }
        if (ssh != null) {
          credentials.store(AskedDialogue.idOf(config.id()), ssh);
        }
        credentials.takeWarning().ifPresent(interaction::passwordsInMemory);
      }
    } catch (TuskException failure) {
      interaction.warn("The password could not be stored: " + failure.error().message());
    }
    return done.pool();
  }

  private void keep(ConnectionId id, @Nullable Secret secret) {
    if (secret != null) {
      open.secrets().put(id, secret);
    }
  }

  /// Notes with the saved connection that its password is remembered now. One that is not saved and
  /// does not remember would leave a password behind that nobody ever reads or deletes.
  private boolean willBeRead(ConnectionConfig config) {
    if (SecretPlace.of(config) == SecretPlace.KEYRING) {
      return true;
    }
    Optional<ConnectionConfig> saved = store.find(config.id());
    saved.ifPresent(found -> store.save(found.withRememberPassword(true)));
    return saved.isPresent();
  }

  private Attempt attempt(
      ConnectionConfig config,
      @Nullable Secret given,
      ConnectInteraction interaction,
      Cancellation cancellation) {
    Secret password = given != null ? given.copy() : known(config, interaction);
    boolean remember = false;
    boolean asked = false;
    boolean wanted = false;
    SecretPlace place = SecretPlace.of(config);
    boolean free = SecretPlace.isChosenWhenAsked(config);
    try (AskedDialogue dialogue =
        new AskedDialogue(config, interaction, credentials, open.secrets())) {
      for (int attempt = 1; ; attempt++) {
        try {
          ConnectionPool pool = connector.open(config, password, cancellation, dialogue);
          return new Attempt(
              pool,
              password != null
                      && (place == SecretPlace.SESSION
                          ? asked || given != null
                          : asked && remember && (free || place == SecretPlace.KEYRING))
                  ? password.copy()
                  : null,
              dialogue.toStore());
        } catch (TuskException failure) {
          wanted = wanted || failure.error() instanceof TuskError.PasswordMissing;
          if (!mayMend(failure.error(), wanted)
              || attempt > ATTEMPTS
              || cancellation.isCancelled()) {
            throw failure;
          }
          Optional<ConnectInteraction.PasswordAnswer> answer =
              interaction.password(config, password != null);
          if (answer.isEmpty()) {
            throw failure;
          }
          if (password != null) {
            password.wipe();
          }
          password = answer.get().password();
          remember = answer.get().remember();
          asked = true;
        }
      }
    } finally {
      if (password != null) {
        password.wipe();
      }
    }
  }

  /// Whether another password may be the answer: one that is wrong has a code of its own, but for
  /// sign-ins that another service judges, and those have asked for one before.
  private static boolean mayMend(TuskError error, boolean wanted) {
    return switch (error) {
      case TuskError.PasswordMissing _ -> true;
      case TuskError.LoginRefused refused -> wanted || refused.isWrongPassword();
      default -> false;
    };
  }

  private @Nullable Secret known(ConnectionConfig config, ConnectInteraction interaction) {
    Secret stored = stored(config, interaction);
    if (stored != null) {
      return stored;
    }
    try (Secret file = environment.passwordFile(interaction::warn).orElse(null)) {
      return file == null ? null : file.reveal(text -> PasswordFileText.find(text, config));
    }
  }

  private @Nullable Secret stored(ConnectionConfig config, ConnectInteraction interaction) {
    switch (SecretPlace.of(config)) {
      case ASK -> {
        return null;
      }
      case SESSION -> {
        return open.secrets().find(config.id()).orElse(null);
      }
      case KEYRING -> {}
    }
    try {
      return credentials.retrieve(config.id());
    } catch (TuskException failure) {
      if (failure.error() instanceof TuskError.CredentialNotFound) {
        credentials.takeWarning().ifPresent(interaction::passwordsInMemory);
      } else {
        interaction.warn(failure.error().message());
      }
      return null;
    }
  }

  private void noteUse(ConnectionConfig config) {
    try {
      store.touch(config.id(), time.now());
    } catch (TuskException failure) {
      LOG.log(System.Logger.Level.WARNING, "Could not note the use of a connection", failure);
    }
  }

  private record Attempt(
      ConnectionPool pool, @Nullable Secret toStore, @Nullable Secret sshToStore) {}
}
