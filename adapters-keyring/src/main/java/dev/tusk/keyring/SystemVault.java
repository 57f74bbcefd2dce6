package dev.tusk.keyring;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import org.jspecify.annotations.Nullable;

/// The keyring of GNOME, KDE, macOS or Windows, through java-keyring.
///
/// The library says "missing" also when the service behind it has died or was started anew since:
/// what is missing is looked for once more through a fresh connection, which fails where the
/// service is gone.
final class SystemVault implements Vault {
  private static final String SERVICE = "dev.tusk";

  private Keyring keyring;

  private SystemVault(Keyring keyring) {
    this.keyring = keyring;
  }

  /// Takes 0.3 to 1.5 s the first time, then 20 to 60 ms.
  static Vault open() throws BackendNotSupportedException {
    return new SystemVault(Keyring.create());
  }

  @Override
  public void set(String account, String password) throws PasswordAccessException {
    keyring.setPassword(SERVICE, account, password);
  }

  @Override
  public @Nullable String get(String account) throws Exception {
    String found = glance(account);
    if (found == null) {
      reopen();
      found = glance(account);
    }
    return found;
  }

  @Override
  public @Nullable String glance(String account) {
    try {
      return keyring.getPassword(SERVICE, account);
    } catch (PasswordAccessException missing) {
      // The library tells a missing entry so.
      return null;
    }
  }

  @Override
  public void delete(String account) throws Exception {
    if (!remove(account)) {
      reopen();
      var _ = remove(account);
    }
  }

  private boolean remove(String account) {
    try {
      keyring.deletePassword(SERVICE, account);
      return true;
    } catch (PasswordAccessException missing) {
      return false;
    }
  }

  private void reopen() throws Exception {
    Keyring fresh = Keyring.create();
    Keyring old = keyring;
    keyring = fresh;
    old.close();
  }

  @Override
  public void close() throws Exception {
    keyring.close();
  }
}
