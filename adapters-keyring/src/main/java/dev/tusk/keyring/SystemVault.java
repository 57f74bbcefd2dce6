package dev.tusk.keyring;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import org.jspecify.annotations.Nullable;

/// The keyring of GNOME, KDE, macOS or Windows, through java-keyring.
final class SystemVault implements Vault {
  private static final String SERVICE = "dev.tusk";

  private final Keyring keyring;

  private SystemVault(Keyring keyring) {
    this.keyring = keyring;
  }

  /// Takes 0.3 to 1.5 s.
  static Vault open() throws BackendNotSupportedException {
    return new SystemVault(Keyring.create());
  }

  @Override
  public void set(String account, String password) throws PasswordAccessException {
    keyring.setPassword(SERVICE, account, password);
  }

  @Override
  public @Nullable String get(String account) {
    try {
      return keyring.getPassword(SERVICE, account);
    } catch (PasswordAccessException missing) {
      // The library tells a missing entry so, and nothing else.
      return null;
    }
  }

  @Override
  public void delete(String account) {
    try {
      keyring.deletePassword(SERVICE, account);
    } catch (PasswordAccessException missing) {
      // As in get.
      return;
    }
  }

  @Override
  public void close() throws Exception {
    keyring.close();
  }
}
