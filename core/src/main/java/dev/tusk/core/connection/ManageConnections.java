package dev.tusk.core.connection;

import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.credential.PasswordPlace;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Listeners;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.UseCase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lists, saves and removes the saved connections. Blocks; thread-safe.
@UseCase
public final class ManageConnections {
  private final ConnectionStore store;
  private final CredentialStore credentials;
  private final OpenConnections open;
  private final Listeners<ConnectionId> listeners = new Listeners<>();

  public ManageConnections(
      ConnectionStore store, CredentialStore credentials, OpenConnections open) {
    this.store = store;
    this.credentials = credentials;
    this.open = open;
  }

  /// All saved connections, by name.
  public List<ConnectionConfig> all() {
    return store.all();
  }

  public Optional<ConnectionConfig> find(ConnectionId id) {
    return store.find(id);
  }

  public Optional<ConnectionConfig> findByName(String name) {
    return store.findByName(name);
  }

  public Optional<Instant> lastUsed(ConnectionId id) {
    return store.lastUsed(id);
  }

  /// Where its password is kept now. Blocks as the keyring does.
  public PasswordPlace passwordPlace(ConnectionId id) {
    return credentials.place(id);
  }

  /// Saves it, and its password when one is given and it is to be remembered.
  ///
  /// @param password owned by the caller; null to leave a stored one as it is. Where secrets stay
  ///     in memory it is kept there, where they are asked for it is not kept
  /// @return what to tell of the password: that it is kept for this session only, unless that was
  ///     said already, or that an old one may still be in the keyring; empty when all is well
  public Optional<String> save(ConnectionConfig config, @Nullable Secret password) {
    // A keyring that may ask its owner is not touched for nothing.
    Optional<ConnectionConfig> before = store.find(config.id());
    boolean remembered = before.filter(ManageConnections::isInKeyring).isPresent();
    boolean asked = before.filter(ManageConnections::hasKeys).isPresent();
    store.save(config);
    Optional<String> warning = Optional.empty();
    if (remembered && asked && !hasKeys(config)) {
      var _ = credentials.delete(AskedDialogue.idOf(config.id()));
    }
    SecretPlace place = SecretPlace.of(config);
    if (place != SecretPlace.SESSION) {
      forgetInMemory(config.id());
    } else if (password != null) {
      open.secrets().put(config.id(), password);
    }
    if (place != SecretPlace.KEYRING) {
      if (remembered) {
        warning = forget(config.id(), config.name(), true);
      }
    } else if (password != null) {
      credentials.store(config.id(), password);
      warning = credentials.takeWarning();
    }
    listeners.publish(config.id());
    return warning;
  }

  /// Disconnects it, and removes it and its password.
  ///
  /// @return that the password may still be in the keyring, which could not be asked; empty when
  ///     nothing is left
  public Optional<String> remove(ConnectionId id) {
    Optional<ConnectionConfig> before = store.find(id);
    String name = before.map(ConnectionConfig::name).orElse(id.toString());
    open.remove(id);
    store.remove(id);
    forgetInMemory(id);
    Optional<String> warning =
        forget(id, name, before.filter(b -> isInKeyring(b) || hasKeys(b)).isPresent());
    listeners.publish(id);
    return warning;
  }

  private static boolean isInKeyring(ConnectionConfig config) {
    return SecretPlace.of(config) == SecretPlace.KEYRING;
  }

  private void forgetInMemory(ConnectionId id) {
    open.secrets().forget(id);
    open.secrets().forget(AskedDialogue.idOf(id));
  }

  /// Whether it names what can have a passphrase: a tunnel, or a key of a client certificate.
  private static boolean hasKeys(ConnectionConfig config) {
    return Stream.of(Setting.SSH, Setting.SSLCERT, Setting.SSLKEY)
        .anyMatch(each -> config.settings().get(each).isPresent());
  }

  /// @param keys whether there may be passphrases too
  private Optional<String> forget(ConnectionId id, String name, boolean keys) {
    boolean gone = credentials.delete(id);
    if (keys) {
      gone &= credentials.delete(AskedDialogue.idOf(id));
    }
    return gone
        ? Optional.empty()
        : Optional.of(
            "The keyring could not be asked to delete the password of "
                + name
                + ". If it is still there, remove the entry of dev.tusk that is called "
                + id
                + " with your keyring's own program.");
  }

  /// The names of all groups there are, those around others too.
  public List<String> groups() {
    TreeSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (ConnectionConfig config : store.all()) {
      for (ConnectionGroup group = config.group(); !group.isNone(); group = group.parent()) {
        all.add(group.text());
      }
    }
    return List.copyOf(all);
  }

  /// Files a connection in a group.
  ///
  /// @return where it was, for [#putBack]; empty when it is not there any more
  public Map<ConnectionId, ConnectionGroup> move(ConnectionId id, ConnectionGroup to) {
    return refile(store.find(id).stream().toList(), config -> to);
  }

  /// Gives a group another name or place; what is within it goes along. With the group around it
  /// as the new place it is dissolved.
  ///
  /// @return where its connections were, for [#putBack]
  /// @throws IllegalArgumentException with a sentence when the place is within the group itself
  public Map<ConnectionId, ConnectionGroup> moveGroup(ConnectionGroup from, ConnectionGroup to) {
    if (!from.equals(to) && from.contains(to)) {
      throw new IllegalArgumentException("A group cannot be put into itself");
    }
    return refile(
        store.all().stream().filter(config -> from.contains(config.group())).toList(),
        config -> config.group().after(from, to));
  }

  /// Files connections where they were; those that are gone stay so.
  public void putBack(Map<ConnectionId, ConnectionGroup> before) {
    before.forEach(this::move);
  }

  private Map<ConnectionId, ConnectionGroup> refile(
      List<ConnectionConfig> all, Function<ConnectionConfig, ConnectionGroup> to) {
    Map<ConnectionId, ConnectionGroup> before = new LinkedHashMap<>();
    for (ConnectionConfig each : all) {
      before.put(each.id(), each.group());
      String group = to.apply(each).text();
      // Only where it is filed changes, so the keyring has nothing to do with it.
      store.save(each.withSettings(each.settings().with(Setting.GROUP, group)));
      listeners.publish(each.id());
    }
    return before;
  }

  /// Hears the id of each connection that was saved or removed.
  public Registration listen(Consumer<? super ConnectionId> listener) {
    return listeners.add(listener);
  }
}
