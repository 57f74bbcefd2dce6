package dev.tusk.postgres.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.tls.CertMaker;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// libpq's rules for the names in a certificate, each with a case on either side.
@Requirement("E-6")
class HostNamesTest {
  @TempDir Path folder;

  private X509Certificate certificate(String commonName, String... names) throws Exception {
    return new CertMaker(folder).selfSigned(CertMaker.server(commonName, names)).x509();
  }

  @Test
  void aNameMatchesWithoutRegardToCase() throws Exception {
    X509Certificate certificate = certificate("x", "DNS:DB.example.org");
    assertThat(HostNames.matches(certificate, "db.EXAMPLE.org")).isTrue();
    assertThat(HostNames.matches(certificate, "adb.example.org")).isFalse();
    assertThat(HostNames.matches(certificate, "x")).isFalse();
  }

  @Test
  void aStarStandsForOneLabelOnTheLeft() throws Exception {
    X509Certificate certificate = certificate("x", "DNS:*.example.org");
    assertThat(HostNames.matches(certificate, "db.example.org")).isTrue();
    assertThat(HostNames.matches(certificate, "a.db.example.org")).isFalse();
    assertThat(HostNames.matches(certificate, "example.org")).isFalse();
    assertThat(HostNames.matches(certificate, ".example.org")).isFalse();
  }

  @Test
  void aStarElsewhereIsAStar() throws Exception {
    assertThat(HostNames.matches(certificate("x", "DNS:d*.example.org"), "db.example.org"))
        .isFalse();
    assertThat(HostNames.matches(certificate("x", "DNS:*"), "localhost")).isFalse();
    assertThat(HostNames.matches(certificate("x", "DNS:*.0.0.1"), "127.0.0.1")).isFalse();
  }

  @Test
  void anAddressIsComparedAsAnAddress() throws Exception {
    X509Certificate certificate = certificate("x", "IP:127.0.0.1", "IP:0:0:0:0:0:0:0:1");
    assertThat(HostNames.matches(certificate, "127.0.0.1")).isTrue();
    assertThat(HostNames.matches(certificate, "::1")).isTrue();
    assertThat(HostNames.matches(certificate, "127.0.0.2")).isFalse();
  }

  @Test
  void theCommonNameCountsOnlyWithoutANameOfTheSameKind() throws Exception {
    assertThat(HostNames.matches(certificate("localhost"), "localhost")).isTrue();
    assertThat(HostNames.matches(certificate("localhost", "DNS:other"), "localhost")).isFalse();
    assertThat(HostNames.matches(certificate("localhost", "IP:127.0.0.1"), "localhost")).isTrue();
    assertThat(HostNames.matches(certificate("127.0.0.1", "DNS:other"), "127.0.0.1")).isTrue();
    assertThat(HostNames.matches(certificate("127.0.0.1", "IP:10.0.0.1"), "127.0.0.1")).isFalse();
  }
}
