package dev.tusk.keyring;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Passwords that live in memory until Tusk ends, and are wiped when they go. Thread-safe.
final class SessionPasswords {
  private final Map<ConnectionId, Kept> kept = new HashMap<>();
  private long last;

  /// Keeps a copy.
  ///
  /// @return what tells this password from a later one of the same connection
  synchronized long put(ConnectionId id, Secret password) {
    remove(id);
    kept.put(id, new Kept(++last, password.copy()));
    return last;
  }

  /// A copy for the caller; null when there is none.
  synchronized @Nullable Secret get(ConnectionId id) {
    Kept found = kept.get(id);
    return found == null ? null : found.password.copy();
  }

  synchronized boolean holds(ConnectionId id, long number) {
    Kept found = kept.get(id);
    return found != null && found.number == number;
  }

  synchronized void remove(ConnectionId id) {
    Kept old = kept.remove(id);
    if (old != null) {
      old.password.wipe();
    }
  }

  /// Removes the password that [#put] numbered so, but no later one.
  synchronized void remove(ConnectionId id, long number) {
    if (holds(id, number)) {
      remove(id);
    }
  }

  synchronized boolean contains(ConnectionId id) {
    return kept.containsKey(id);
  }

  synchronized int size() {
    return kept.size();
  }

  /// Which passwords are here now, as [#put] numbered them.
  synchronized Map<ConnectionId, Long> numbers() {
    Map<ConnectionId, Long> numbers = new HashMap<>();
    kept.forEach((id, each) -> numbers.put(id, each.number));
    return numbers;
  }

  synchronized boolean isEmpty() {
    return kept.isEmpty();
  }

  synchronized void clear() {
    kept.values().forEach(each -> each.password.wipe());
    kept.clear();
  }

  private record Kept(long number, Secret password) {}
}
