package dev.tusk.postgres.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.tls.CertMaker;
import dev.tusk.harness.tls.Certificate;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys of client certificates in every form in which OpenSSL writes them.
@Requirement("E-6")
class ClientIdentityTest {
  private static final String PASSPHRASE = Canary.fresh().text();

  @TempDir Path folder;
  private CertMaker maker;
  private Certificate authority;

  @BeforeEach
  void authority() {
    maker = new CertMaker(folder);
    authority = maker.authority("Clients");
  }

  private TlsSettings settings(@Nullable Path certificate, @Nullable Path key) {
    ConnectionSettings settings = ConnectionSettings.NONE;
    if (certificate != null) {
      settings = settings.with(Setting.SSLCERT, certificate.toString());
    }
    if (key != null) {
      settings = settings.with(Setting.SSLKEY, key.toString());
    }
    return TlsSettings.of(
        Servers.config(new PgDatabaseAddress("localhost", 5432, "db", "u", "p"))
            .withSettings(settings),
        Map.of("HOME", folder.resolve("nobody").toString()));
  }

  private static Path mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  private String refusal(
      @Nullable Path certificate, @Nullable Path key, @Nullable String passphrase) {
    return String.valueOf(
        catchThrowableOfType(
                TlsRefusal.class,
                () -> {
                  try (Secret secret = passphrase == null ? null : Secret.of(passphrase)) {
                    var _ = ClientIdentity.of(settings(certificate, key), secret);
                  }
                })
            .getMessage());
  }

  @Test
  void everyKindOfPlainKeyIsRead() throws Exception {
    for (String kind : List.of("rsa:2048", "ec", "ed25519")) {
      Certificate leaf = maker.leaf(authority, CertMaker.client("u").by(kind, "sha256"));
      for (CertMaker.KeyForm form : CertMaker.KeyForm.values()) {
        if (kind.equals("ed25519") && form == CertMaker.KeyForm.TRADITIONAL) {
          continue;
        }
        Path key = maker.key(leaf, form, null);
        TlsSettings settings = settings(leaf.certificate(), key);
        assertThat(ClientIdentity.locked(settings)).isNull();
        assertThat(
                Objects.requireNonNull(ClientIdentity.of(settings, null)).getPrivateKey("client"))
            .as(kind + " " + form)
            .isNotNull();
      }
    }
  }

  @Test
  void everyKindOfEncryptedKeyIsOpenedByItsPassphraseAlone() throws Exception {
    for (String kind : List.of("rsa:2048", "ec")) {
      Certificate leaf = maker.leaf(authority, CertMaker.client("u").by(kind, "sha256"));
      for (CertMaker.KeyForm form :
          List.of(CertMaker.KeyForm.PKCS8, CertMaker.KeyForm.TRADITIONAL)) {
        Path key = maker.key(leaf, form, PASSPHRASE);
        TlsSettings settings = settings(leaf.certificate(), key);
        assertThat(ClientIdentity.locked(settings)).isEqualTo(key);
        try (Secret secret = Secret.of(PASSPHRASE)) {
          assertThat(ClientIdentity.of(settings, secret)).as(kind + " " + form).isNotNull();
        }
        assertThat(refusal(leaf.certificate(), key, "wrong")).contains("does not open");
        assertThat(refusal(leaf.certificate(), key, null)).contains("needs its passphrase");
      }
    }
  }

  @Test
  void pkcs12HoldsBothKeyAndCertificate() throws Exception {
    Certificate leaf = maker.leaf(authority, CertMaker.client("u"));
    Path open = maker.store(leaf, "");
    assertThat(ClientIdentity.of(settings(open, null), null)).isNotNull();
    assertThat(ClientIdentity.of(settings(null, open), null)).isNotNull();
    assertThat(ClientIdentity.locked(settings(null, open))).isNull();
    Path locked = maker.store(leaf, PASSPHRASE);
    assertThat(ClientIdentity.locked(settings(locked, null))).isEqualTo(locked);
    try (Secret secret = Secret.of(PASSPHRASE)) {
      assertThat(ClientIdentity.of(settings(locked, null), secret)).isNotNull();
    }
    assertThat(refusal(locked, null, "wrong")).contains("does not open");
    assertThat(refusal(locked, null, null)).contains("needs its passphrase");
  }

  @Test
  void withoutACertificateThereIsNone() throws Exception {
    assertThat(ClientIdentity.of(settings(null, null), null)).isNull();
  }

  @Test
  void aNamedFileThatIsMissingIsSaid() {
    Certificate leaf = maker.leaf(authority, CertMaker.client("u"));
    Path none = folder.resolve("none.crt");
    assertThat(refusal(none, leaf.key(), null)).contains("no client certificate " + none);
    assertThat(refusal(leaf.certificate(), none, null)).contains("but not its key, " + none);
  }

  @Test
  void aKeyOfAnotherCertificateIsSaid() {
    Certificate one = maker.leaf(authority, CertMaker.client("u"));
    Certificate other = maker.leaf(authority, CertMaker.client("u"));
    assertThat(refusal(one.certificate(), other.key(), null)).contains("does not belong");
  }

  /// Beside libpq's rule: who may read a file that belongs to root depends on its group.
  @Test
  void aKeyThatOthersCanReadIsRefused() throws Exception {
    Certificate leaf = maker.leaf(authority, CertMaker.client("u"));
    for (String open : List.of("rw-r--r--", "rw-rw----", "rw----r--", "rw-----w-")) {
      mode(leaf.key(), open);
      assertThat(refusal(leaf.certificate(), leaf.key(), null)).contains("chmod 600");
    }
    mode(leaf.key(), "r--------");
    assertThat(ClientIdentity.of(settings(leaf.certificate(), leaf.key()), null)).isNotNull();
    boolean root = Files.getAttribute(leaf.key(), "unix:uid").equals(0);
    mode(leaf.key(), "rw-r-----");
    if (root) {
      assertThat(ClientIdentity.of(settings(leaf.certificate(), leaf.key()), null)).isNotNull();
    } else {
      assertThat(refusal(leaf.certificate(), leaf.key(), null)).contains("chmod 600");
    }
  }
}
