package dev.tusk.postgres.tls;

import dev.tusk.core.error.TuskError.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whom to believe when they sign a server's certificate.
///
/// As in OpenSSL, only a certificate that is signed by itself ends a chain; others in the same file
/// only help to get there.
///
/// @param roots signed by themselves
/// @param others certificates between a root and a server
/// @param revoked lists of what the authorities have taken back; when there are any, each
///     certificate of a chain must be covered by one
/// @param source for people: where they come from
record Authorities(
    List<X509Certificate> roots,
    List<X509Certificate> others,
    List<X509CRL> revoked,
    String source) {
  /// Where systems keep their roots as one file.
  private static final List<String> BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/ssl/cert.pem");

  private static final Pattern HASHED = Pattern.compile("[0-9a-f]{8}\\.r[0-9]+");

  Authorities {
    roots = List.copyOf(roots);
    others = List.copyOf(others);
    revoked = List.copyOf(revoked);
  }

  /// Those of a PEM file.
  static Authorities ofFile(Path file) throws TlsRefusal {
    List<X509Certificate> found;
    try {
      found = certificates(PemFile.bytes(file));
    } catch (IOException | CertificateException unreadable) {
      throw new TlsRefusal(
          Tls.UNKNOWN_CA,
          "The root certificates cannot be read from " + file + ": " + reason(unreadable),
          unreadable);
    }
    if (found.isEmpty()) {
      throw new TlsRefusal(Tls.UNKNOWN_CA, "There is no certificate (PEM) in " + file);
    }
    return of(found, file.toString());
  }

  /// Those that the system trusts: OpenSSL's `SSL_CERT_FILE`, the file of the distribution, the
  /// store of Windows or macOS, or else those of Java.
  static Authorities ofSystem(Map<String, String> environment) throws TlsRefusal {
    String named = environment.getOrDefault("SSL_CERT_FILE", "");
    if (!named.isEmpty()) {
      return ofFile(Path.of(named));
    }
    for (String bundle : BUNDLES) {
      if (Files.isReadable(Path.of(bundle))) {
        return ofFile(Path.of(bundle));
      }
    }
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    try {
      if (system.startsWith("windows")) {
        return of(ofStore("Windows-ROOT"), "the certificates of Windows");
      }
      if (system.startsWith("mac")) {
        return of(ofStore("KeychainStore-ROOT"), "the keychain of macOS");
      }
      Path java = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
      KeyStore store = KeyStore.getInstance(java.toFile(), (char[]) null);
      return of(certificates(store), "the certificates of Java");
    } catch (IOException | GeneralSecurityException failure) {
      throw new TlsRefusal(
          Tls.UNKNOWN_CA,
          "The root certificates of this system cannot be read: " + reason(failure),
          failure);
    }
  }

  /// The same with files of what was revoked.
  Authorities revoking(List<Path> files) throws TlsRefusal {
    List<X509CRL> lists = new ArrayList<>();
    for (Path file : files) {
      lists.addAll(lists(file));
    }
    return new Authorities(roots, others, lists, source);
  }

  private static List<X509CRL> lists(Path file) throws TlsRefusal {
    List<X509CRL> lists = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemFile.Block block : PemFile.blocks(PemFile.bytes(file))) {
        if (block.label().equals("X509 CRL")) {
          lists.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(block.content())));
        }
      }
    } catch (IOException | CertificateException | CRLException unreadable) {
      throw unreadableList(file, unreadable);
    }
    if (lists.isEmpty()) {
      throw new TlsRefusal(Tls.OTHER, "There is no list of revoked certificates (PEM) in " + file);
    }
    return lists;
  }

  private static TlsRefusal unreadableList(Path place, Exception unreadable) {
    return new TlsRefusal(
        Tls.OTHER,
        "The list of revoked certificates cannot be read from " + place + ": " + reason(unreadable),
        unreadable);
  }

  /// The files in a directory that OpenSSL would find there by the hash of an authority's name.
  /// All are read: a list counts by who signed it, whatever its file is called.
  static List<Path> listsIn(Path folder) throws TlsRefusal {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder, file -> HASHED.matcher(file.getFileName().toString()).matches())) {
      all.forEach(found::add);
    } catch (IOException | DirectoryIteratorException unreadable) {
      throw unreadableList(folder, unreadable);
    }
    if (found.isEmpty()) {
      throw new TlsRefusal(
          Tls.OTHER,
          "There is no list of revoked certificates in %s; `openssl rehash` names them"
              .formatted(folder));
    }
    return found;
  }

  private static Authorities of(List<X509Certificate> found, String source) {
    List<X509Certificate> roots = new ArrayList<>();
    List<X509Certificate> others = new ArrayList<>();
    for (X509Certificate each : found) {
      (isSelfSigned(each) ? roots : others).add(each);
    }
    return new Authorities(roots, others, List.of(), source);
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && isSignedBy(certificate, certificate);
  }

  static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException other) {
      return false;
    }
  }

  /// The certificates of a PEM file, in their order.
  static List<X509Certificate> certificates(byte[] file) throws IOException, CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found = new ArrayList<>();
    for (PemFile.Block block : PemFile.blocks(file)) {
      if (block.label().endsWith("CERTIFICATE")) {
        found.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(block.content())));
      }
    }
    return found;
  }

  private static List<X509Certificate> ofStore(String type)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    return certificates(store);
  }

  private static List<X509Certificate> certificates(KeyStore store)
      throws GeneralSecurityException {
    List<X509Certificate> found = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      @Nullable Certificate each = store.getCertificate(alias);
      if (each instanceof X509Certificate certificate) {
        found.add(certificate);
      }
    }
    return found;
  }

  static String reason(Throwable failure) {
    if (failure instanceof java.nio.file.NoSuchFileException) {
      return "there is no such file";
    }
    if (failure instanceof java.nio.file.AccessDeniedException) {
      return "you may not read it";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
