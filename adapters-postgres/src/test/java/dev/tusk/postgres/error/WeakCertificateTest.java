package dev.tusk.postgres.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.tls.CertMaker;
import dev.tusk.harness.tls.Certificate;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/// A certificate that breaks the JDK's rules is weak, not of an unknown authority. No server
/// would start with one, so the JDK's own judgement is what is converted.
@Requirement({"FR-001", "FR-003"})
class WeakCertificateTest {
  @Test
  void signatureByMd5IsWeak(@TempDir Path folder) throws Exception {
    assumeTrue(CertMaker.isAvailable(), "openssl is needed to make certificates");
    CertMaker maker = new CertMaker(folder);
    Certificate root = maker.authority("root", "rsa:2048");
    Certificate leaf =
        maker.leaf(root, CertMaker.server("localhost", "DNS:localhost").by("rsa:2048", "md5"));
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.x509(), null)));
    parameters.setRevocationEnabled(false);
    var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf.x509()));
    var judged =
        catchThrowableOfType(
            CertPathValidatorException.class,
            () -> CertPathValidator.getInstance("PKIX").validate(path, parameters));
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX path validation failed");
    handshake.initCause(judged);
    TuskError error =
        ConnectErrors.of(
                new PSQLException("SSL error", PSQLState.CONNECTION_FAILURE, handshake),
                FaultBench.at(5432, SslMode.VERIFY_FULL),
                true)
            .error();
    assertThat(error)
        .isInstanceOfSatisfying(
            TuskError.TlsFailed.class,
            tls -> assertThat(tls.cause()).isEqualTo(TuskError.Tls.WEAK));
  }
}
