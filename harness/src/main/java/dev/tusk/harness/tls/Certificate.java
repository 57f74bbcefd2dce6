package dev.tusk.harness.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/// A certificate with its key, both as PEM files.
///
/// @param certificate the file with the certificate
/// @param key the file with its unencrypted key, PKCS#8
public record Certificate(Path certificate, Path key) {
  /// The certificate itself.
  public X509Certificate x509() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(certificate)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /// Makes a server's data directory use it: `server.crt` and `server.key`, owned by whoever owns
  /// the directory. The server reads them at its next reload.
  public void installIn(Path dataDirectory) throws IOException {
    copy(certificate, dataDirectory.resolve("server.crt"), dataDirectory);
    copy(key, dataDirectory.resolve("server.key"), dataDirectory);
  }

  /// Puts the certificate alone into a server's data directory, for `ssl_ca_file`.
  public void trustIn(Path dataDirectory, String fileName) throws IOException {
    copy(certificate, dataDirectory.resolve(fileName), dataDirectory);
  }

  private static void copy(Path from, Path to, Path owner) throws IOException {
    Files.write(to, Files.readAllBytes(from));
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
    Object uid = Files.getAttribute(owner, "unix:uid");
    if (!uid.equals(Files.getAttribute(to, "unix:uid"))) {
      Files.setAttribute(to, "unix:uid", uid);
      Files.setAttribute(to, "unix:gid", Files.getAttribute(owner, "unix:gid"));
    }
  }
}
