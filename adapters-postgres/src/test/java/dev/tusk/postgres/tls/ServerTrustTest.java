package dev.tusk.postgres.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskError.Tls;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.tls.CertMaker;
import dev.tusk.harness.tls.CertMaker.Spec;
import dev.tusk.harness.tls.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which certificates are believed, and in which words the others are refused.
@Requirement({"FR-001", "FR-003", "E-6"})
class ServerTrustTest {
  private static final Spec SOUND = CertMaker.server("db.example.org", "DNS:db.example.org");

  @TempDir Path folder;
  private CertMaker maker;
  private Certificate root;

  @BeforeEach
  void authority() {
    maker = new CertMaker(folder);
    root = maker.authority("Good CA");
  }

  private static Instant days(int days) {
    return Instant.now().plus(Duration.ofDays(days));
  }

  private void trust(@Nullable String host, Certificate... shown) throws Exception {
    trust(Authorities.ofFile(root.certificate()), host, shown);
  }

  private static void trust(Authorities authorities, @Nullable String host, Certificate... shown)
      throws Exception {
    X509Certificate[] chain = new X509Certificate[shown.length];
    for (int i = 0; i < shown.length; i++) {
      chain[i] = shown[i].x509();
    }
    new ServerTrust(authorities, host).checkServerTrusted(chain, "UNKNOWN");
  }

  private TlsRefusal refusal(@Nullable String host, Certificate... shown) {
    return catchThrowableOfType(TlsRefusal.class, () -> trust(host, shown));
  }

  @Test
  void aSoundCertificateIsBelieved() {
    Certificate leaf = maker.leaf(root, SOUND);
    assertThatCode(() -> trust("db.example.org", leaf)).doesNotThrowAnyException();
    assertThatCode(() -> trust(null, leaf)).doesNotThrowAnyException();
  }

  @Test
  void anExpiredOneIsRefusedWithItsDate() {
    Instant end = days(-3);
    TlsRefusal refusal = refusal(null, maker.leaf(root, SOUND.valid(days(-9), end)));
    assertThat(refusal.reason()).isEqualTo(Tls.EXPIRED);
    assertThat(refusal)
        .hasMessageStartingWith(
            "The server's certificate expired on " + end.toString().substring(0, 10));
  }

  @Test
  void oneOfTomorrowIsRefusedWithItsDate() {
    Instant begin = days(2);
    TlsRefusal refusal = refusal(null, maker.leaf(root, SOUND.valid(begin, days(9))));
    assertThat(refusal.reason()).isEqualTo(Tls.NOT_YET_VALID);
    assertThat(refusal)
        .hasMessageContaining("not valid before " + begin.toString().substring(0, 10));
  }

  @Test
  void oneForAnotherHostIsRefusedWithBothNames() {
    TlsRefusal refusal = refusal("other.example.org", maker.leaf(root, SOUND));
    assertThat(refusal.reason()).isEqualTo(Tls.HOST_MISMATCH);
    assertThat(refusal)
        .hasMessage(
            "The server's certificate is for \"db.example.org\", not for \"other.example.org\"");
  }

  @Test
  void oneOfAnUnknownAuthorityIsRefusedWithItsNameAndTheFile() {
    TlsRefusal refusal = refusal(null, maker.leaf(maker.authority("Evil CA"), SOUND));
    assertThat(refusal.reason()).isEqualTo(Tls.UNKNOWN_CA);
    assertThat(refusal)
        .hasMessageContaining("CN=Evil CA")
        .hasMessageContaining(root.certificate().toString());
  }

  @Test
  void oneThatIsSignedByItselfIsRefusedUnlessItIsTrusted() throws Exception {
    Certificate own = maker.selfSigned(SOUND);
    assertThat(refusal(null, own)).hasMessageContaining("signed by itself");
    trust(Authorities.ofFile(own.certificate()), "db.example.org", own);
  }

  @Test
  void oneForClientsIsRefused() {
    TlsRefusal refusal = refusal(null, maker.leaf(root, CertMaker.client("db.example.org")));
    assertThat(refusal).hasMessageContaining("is not for servers");
  }

  @Test
  void weakOnesAreRefused() {
    root = maker.authority("Old CA", "rsa:2048");
    for (Spec weak :
        new Spec[] {
          SOUND.by("rsa:2048", "md5"), SOUND.by("rsa:2048", "sha1"), SOUND.by("rsa:1024", "sha256")
        }) {
      assertThat(refusal(null, maker.leaf(root, weak)).reason())
          .as(weak.toString())
          .isEqualTo(Tls.WEAK);
    }
  }

  /// As in OpenSSL, a chain ends only at a root.
  @Test
  void aServersCertificateAmongTheTrustedDoesNotStandForItsRoot() throws Exception {
    Certificate leaf = maker.leaf(maker.authority("Evil CA"), SOUND);
    Authorities authorities = Authorities.ofFile(leaf.certificate());
    assertThat(
            catchThrowableOfType(TlsRefusal.class, () -> trust(authorities, null, leaf)).reason())
        .isEqualTo(Tls.UNKNOWN_CA);
  }

  /// A server's certificate must not act as an authority.
  @Test
  void whatAServersCertificateHasSignedIsRefused() {
    Certificate leaf = maker.leaf(root, SOUND);
    Certificate forged = maker.leaf(leaf, CertMaker.server("bank.example", "DNS:bank.example"));
    assertThat(refusal("bank.example", forged, leaf)).isNotNull();
  }

  @Test
  void anIntermediateLeadsToItsRoot() {
    Certificate between =
        maker.leaf(
            root,
            CertMaker.server("Between")
                .with("basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"));
    Certificate leaf = maker.leaf(between, SOUND);
    assertThatCode(() -> trust("db.example.org", leaf, between)).doesNotThrowAnyException();
    TlsRefusal alone = refusal(null, leaf);
    assertThat(alone.reason()).isEqualTo(Tls.UNKNOWN_CA);
    assertThat(alone).hasMessageContaining("CN=Between");
  }

  @Test
  void whatWasRevokedIsRefused() throws Exception {
    Certificate good = maker.leaf(root, SOUND);
    Certificate bad = maker.leaf(root, SOUND);
    Authorities authorities =
        Authorities.ofFile(root.certificate()).revoking(List.of(maker.revoke(root, bad)));
    trust(authorities, "db.example.org", good);
    assertThat(catchThrowableOfType(TlsRefusal.class, () -> trust(authorities, null, bad)).reason())
        .isEqualTo(Tls.REVOKED);
  }

  /// An old or foreign list says nothing; then nobody is believed, as in OpenSSL.
  @Test
  void withoutAListOfItsAuthorityACertificateIsRefused() throws Exception {
    Certificate evil = maker.authority("Evil CA");
    Path foreign = maker.revoke(evil, maker.leaf(evil, SOUND));
    Authorities authorities = Authorities.ofFile(root.certificate()).revoking(List.of(foreign));
    assertThat(
            catchThrowableOfType(
                TlsRefusal.class, () -> trust(authorities, null, maker.leaf(root, SOUND))))
        .hasMessageContaining("No list of revoked certificates");
  }

  @Test
  void theSystemsRootsAreFound() throws Exception {
    assertThat(Authorities.ofSystem(Map.of()).roots()).hasSizeGreaterThan(20);
    Map<String, String> named = Map.of("SSL_CERT_FILE", root.certificate().toString());
    assertThat(Authorities.ofSystem(named).roots()).containsExactly(root.x509());
  }

  @Test
  void aFileWithoutCertificatesIsNamed() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertThat(catchThrowableOfType(TlsRefusal.class, () -> Authorities.ofFile(empty)))
        .hasMessageContaining(empty.toString());
  }
}
