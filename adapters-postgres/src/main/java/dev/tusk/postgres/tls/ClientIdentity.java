package dev.tusk.postgres.tls;

import dev.tusk.core.error.TuskError.Tls;
import dev.tusk.core.kernel.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Our own certificate with its key; shown to every server that asks, as OpenSSL does.
final class ClientIdentity extends X509ExtendedKeyManager {
  private static final String ALIAS = "client";

  private final X509Certificate[] chain;
  private final PrivateKey key;
  private volatile boolean shown;

  private ClientIdentity(X509Certificate[] chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /// What the settings name, or what lies at libpq's usual place; null when there is nothing.
  ///
  /// @param passphrase of the key; null when none is known
  static @Nullable ClientIdentity of(TlsSettings settings, @Nullable Secret passphrase)
      throws TlsRefusal {
    Path certificate = settings.certificate().file();
    Path key = keyFile(settings);
    if (isStore(key)) {
      requirePrivate(key);
      return read(key, passphrase, true, secret -> ofStore(PemFile.bytes(key), secret));
    }
    if (!Files.exists(certificate)) {
      if (settings.certificate().named()) {
        throw new TlsRefusal(
            Tls.CLIENT_CERTIFICATE, "There is no client certificate " + certificate);
      }
      return null;
    }
    if (!Files.exists(key)) {
      throw new TlsRefusal(
          Tls.CLIENT_CERTIFICATE,
          "There is a client certificate, " + certificate + ", but not its key, " + key);
    }
    requirePrivate(key);
    X509Certificate[] chain = chain(certificate);
    byte[] content = content(key);
    ClientIdentity identity =
        new ClientIdentity(
            chain,
            read(
                key,
                passphrase,
                isLocked(key, content),
                secret -> PrivateKeys.read(content, secret)));
    identity.requireMatch(certificate, key);
    return identity;
  }

  private static X509Certificate[] chain(Path certificate) throws TlsRefusal {
    try {
      List<X509Certificate> found = Authorities.certificates(PemFile.bytes(certificate));
      if (found.isEmpty()) {
        throw new TlsRefusal(
            Tls.CLIENT_CERTIFICATE, "There is no certificate (PEM) in " + certificate);
      }
      return found.toArray(X509Certificate[]::new);
    } catch (TlsRefusal refused) {
      throw refused;
    } catch (IOException | CertificateException unreadable) {
      throw new TlsRefusal(
          Tls.CLIENT_CERTIFICATE,
          "The client certificate cannot be read from "
              + certificate
              + ": "
              + Authorities.reason(unreadable),
          unreadable);
    }
  }

  /// The file of the key that needs a passphrase; null when none is needed.
  static @Nullable Path locked(TlsSettings settings) {
    try {
      Path key = keyFile(settings);
      if (isStore(key)) {
        try (Secret none = Secret.of("")) {
          return isOpenedBy(settings, none) ? null : key;
        }
      }
      return Files.isRegularFile(key)
              && Files.isRegularFile(settings.certificate().file())
              && isLocked(key, content(key))
          ? key
          : null;
    } catch (TlsRefusal unreadable) {
      // Said when it is used.
      return null;
    }
  }

  /// Whether the passphrase is the right one.
  static boolean isOpenedBy(TlsSettings settings, Secret passphrase) {
    try {
      return of(settings, passphrase) != null;
    } catch (TlsRefusal refused) {
      return false;
    }
  }

  private static Path keyFile(TlsSettings settings) throws TlsRefusal {
    Path certificate = settings.certificate().file();
    return !settings.key().named() && isStore(certificate) ? certificate : settings.key().file();
  }

  private static byte[] content(Path file) throws TlsRefusal {
    try {
      return PemFile.bytes(file);
    } catch (IOException unreadable) {
      throw refused(file, unreadable);
    }
  }

  private static boolean isLocked(Path file, byte[] content) throws TlsRefusal {
    try {
      return PrivateKeys.isEncrypted(content);
    } catch (IOException unreadable) {
      throw refused(file, unreadable);
    }
  }

  /// What a passphrase opens.
  private interface Opening<T> {
    T with(char[] passphrase) throws IOException, GeneralSecurityException;
  }

  private static <T> T read(
      Path file, @Nullable Secret passphrase, boolean locked, Opening<T> opening)
      throws TlsRefusal {
    char[] text = passphrase == null ? new char[0] : passphrase.reveal(char[]::clone);
    try {
      return opening.with(text);
    } catch (IOException | GeneralSecurityException unreadable) {
      if (locked && passphrase == null) {
        throw new TlsRefusal(
            Tls.CLIENT_CERTIFICATE,
            "The key of the client certificate, " + file + ", needs its passphrase",
            unreadable);
      }
      if (locked) {
        throw new TlsRefusal(
            Tls.CLIENT_CERTIFICATE,
            "The passphrase does not open the key of the client certificate, " + file,
            unreadable);
      }
      throw refused(file, unreadable);
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  private static TlsRefusal refused(Path file, Exception unreadable) {
    return unreadable instanceof TlsRefusal refusal
        ? refusal
        : new TlsRefusal(
            Tls.CLIENT_CERTIFICATE,
            "The key of the client certificate cannot be read from "
                + file
                + ": "
                + Authorities.reason(unreadable),
            unreadable);
  }

  /// Whether it is PKCS#12, which holds certificate and key: DER that begins with version 3.
  private static boolean isStore(Path file) throws TlsRefusal {
    try {
      if (!Files.isRegularFile(file)) {
        return false;
      }
      byte[] content = PemFile.bytes(file);
      return content.length > 0
          && content[0] == Der.SEQUENCE
          && Arrays.equals(Der.child(content, Der.INTEGER), new byte[] {3});
    } catch (IOException unreadable) {
      throw refused(file, unreadable);
    }
  }

  private static ClientIdentity ofStore(byte[] content, char[] passphrase)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(content), passphrase);
    for (String alias : Collections.list(store.aliases())) {
      Certificate @Nullable [] found = store.getCertificateChain(alias);
      if (found != null && store.getKey(alias, passphrase) instanceof PrivateKey key) {
        return new ClientIdentity(
            Arrays.stream(found).map(X509Certificate.class::cast).toArray(X509Certificate[]::new),
            key);
      }
    }
    throw new IOException("there is no certificate with its key in it");
  }

  /// libpq's rule: the file is ours and for nobody else, or root's and at most for our group.
  private static void requirePrivate(Path key) throws TlsRefusal {
    try {
      if (!Files.isRegularFile(key)) {
        throw new TlsRefusal(
            Tls.CLIENT_CERTIFICATE, "The key of the client certificate, " + key + ", is no file");
      }
      if (!Files.getFileStore(key).supportsFileAttributeView("posix")) {
        return;
      }
      PosixFileAttributes attributes = Files.readAttributes(key, PosixFileAttributes.class);
      Set<PosixFilePermission> forbidden =
          EnumSet.of(
              PosixFilePermission.GROUP_WRITE,
              PosixFilePermission.GROUP_EXECUTE,
              PosixFilePermission.OTHERS_READ,
              PosixFilePermission.OTHERS_WRITE,
              PosixFilePermission.OTHERS_EXECUTE);
      if (!Files.getAttribute(key, "unix:uid").equals(0)) {
        forbidden.add(PosixFilePermission.GROUP_READ);
      }
      if (attributes.permissions().stream().anyMatch(forbidden::contains)) {
        throw new TlsRefusal(
            Tls.CLIENT_CERTIFICATE,
            "Others can read or change the key of the client certificate, "
                + key
                + "; make it private: chmod 600 "
                + key);
      }
    } catch (IOException unreadable) {
      throw refused(key, unreadable);
    }
  }

  private void requireMatch(Path certificate, Path file) throws TlsRefusal {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA", "Ed25519" -> "EdDSA";
          default -> "";
        };
    if (algorithm.isEmpty()) {
      return;
    }
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(new byte[] {1});
      byte[] signed = signature.sign();
      signature.initVerify(chain[0].getPublicKey());
      signature.update(new byte[] {1});
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException another) {
      // Of another algorithm.
    }
    throw new TlsRefusal(
        Tls.CLIENT_CERTIFICATE,
        "The client certificate " + certificate + " does not belong to the key " + file);
  }

  private @Nullable String alias(String[] keyTypes) {
    String algorithm = chain[0].getPublicKey().getAlgorithm();
    return Arrays.asList(keyTypes).contains(algorithm) ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyTypes);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  /// Whether a server has asked for it.
  boolean isShown() {
    return shown;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    shown = true;
    return chain.clone();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }
}
