package dev.tusk.postgres.tls;

import dev.tusk.core.error.TuskError.Tls;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks that a server's certificate leads to an authority that is trusted, as OpenSSL does at the
/// security level of today's systems; each refusal has its own words.
final class Chain {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String FOR_SERVERS = "1.3.6.1.5.5.7.3.1";
  private static final int DEEPEST = 10;
  private static final int MOST_TRIES = 200;
  private static final int SHORTEST_RSA = 2048;
  private static final List<String> BROKEN = List.of("MD2", "MD5", "SHA1");

  private final Authorities authorities;
  private final List<X509Certificate> between;
  private final Instant now;
  private int tries;

  /// @param shown what the server sent, its own certificate first
  Chain(Authorities authorities, List<X509Certificate> shown, Instant now) {
    this.authorities = authorities;
    this.now = now;
    this.between = new ArrayList<>(shown.subList(1, shown.size()));
    between.addAll(authorities.others());
  }

  void check(X509Certificate leaf) throws TlsRefusal {
    List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
    if (!complete(chain)) {
      throw unknown(chain.getFirst());
    }
    for (X509Certificate each : chain) {
      checkTime(each, each.equals(leaf));
      checkUse(each);
    }
    checkStrength(chain);
    checkPath(chain);
    if (!authorities.revoked().isEmpty()) {
      checkRevoked(chain);
    }
  }

  /// Appends issuers until a root is reached.
  private boolean complete(List<X509Certificate> chain) {
    X509Certificate last = chain.getLast();
    if (authorities.roots().contains(last)) {
      return true;
    }
    if (chain.size() >= DEEPEST || Authorities.isSelfSigned(last)) {
      return false;
    }
    List<X509Certificate> issuers =
        Stream.concat(authorities.roots().stream(), between.stream())
            .filter(each -> each.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
            .filter(each -> !chain.contains(each))
            .sorted(Comparator.comparing(each -> !isValid(each)))
            .toList();
    for (X509Certificate issuer : issuers) {
      if (++tries > MOST_TRIES) {
        return false;
      }
      if (Authorities.isSignedBy(last, issuer)) {
        chain.add(issuer);
        if (complete(chain)) {
          return true;
        }
        chain.removeLast();
      }
    }
    return false;
  }

  private TlsRefusal unknown(X509Certificate leaf) {
    String trusted = " Tusk trusts what is in " + authorities.source() + ".";
    if (Authorities.isSelfSigned(leaf)) {
      return new TlsRefusal(
          Tls.UNKNOWN_CA,
          "The server's certificate is signed by itself (\""
              + name(leaf)
              + "\") and is not among those that are trusted."
              + trusted);
    }
    X509Certificate top = leaf;
    for (X509Certificate each : between) {
      if (each.getSubjectX500Principal().equals(top.getIssuerX500Principal())
          && !Authorities.isSelfSigned(each)) {
        top = each;
      }
    }
    return new TlsRefusal(
        Tls.UNKNOWN_CA,
        "The server's certificate is signed by \""
            + top.getIssuerX500Principal().getName()
            + "\", an authority that is not trusted."
            + trusted);
  }

  private boolean isValid(X509Certificate certificate) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private void checkTime(X509Certificate certificate, boolean leaf) throws TlsRefusal {
    String what = leaf ? "The server's certificate" : "The authority \"" + name(certificate) + "\"";
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw new TlsRefusal(Tls.EXPIRED, what + " expired on " + TIME.format(until));
    }
    if (now.isBefore(from)) {
      throw new TlsRefusal(Tls.NOT_YET_VALID, what + " is not valid before " + TIME.format(from));
    }
  }

  private static void checkUse(X509Certificate certificate) throws TlsRefusal {
    try {
      @Nullable List<String> uses = certificate.getExtendedKeyUsage();
      if (uses != null && !uses.contains(FOR_SERVERS)) {
        throw new TlsRefusal(
            Tls.OTHER, "The certificate \"" + name(certificate) + "\" is not for servers");
      }
    } catch (CertificateParsingException damaged) {
      throw new TlsRefusal(Tls.OTHER, "The server's certificate is damaged", damaged);
    }
  }

  private static void checkStrength(List<X509Certificate> chain) throws TlsRefusal {
    for (X509Certificate each : chain) {
      if (each.getPublicKey() instanceof RSAKey rsa
          && rsa.getModulus().bitLength() < SHORTEST_RSA) {
        throw new TlsRefusal(
            Tls.WEAK,
            "The RSA key of \""
                + name(each)
                + "\" has only "
                + rsa.getModulus().bitLength()
                + " bits");
      }
      String algorithm = each.getSigAlgName().toUpperCase(Locale.ROOT).replace("-", "");
      if (!each.equals(chain.getLast()) && BROKEN.stream().anyMatch(algorithm::startsWith)) {
        throw new TlsRefusal(
            Tls.WEAK,
            "The certificate \""
                + name(each)
                + "\" is signed by "
                + each.getSigAlgName()
                + ", which counts as broken");
      }
    }
  }

  /// All the rest: constraints of authorities, extensions that nobody understands.
  private static void checkPath(List<X509Certificate> chain) throws TlsRefusal {
    if (chain.size() == 1) {
      return;
    }
    try {
      PKIXParameters parameters =
          new PKIXParameters(Set.of(new TrustAnchor(chain.getLast(), null)));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509")
                  .generateCertPath(chain.subList(0, chain.size() - 1)),
              parameters);
      X509Certificate root = chain.getLast();
      boolean[] usage = root.getKeyUsage();
      if ((root.getVersion() > 2 && root.getBasicConstraints() < 0)
          || (usage != null && !usage[5])) {
        throw new TlsRefusal(
            Tls.UNKNOWN_CA, "\"" + name(root) + "\" must not sign certificates of others");
      }
    } catch (CertPathValidatorException refused) {
      boolean weak = refused.getReason() == BasicReason.ALGORITHM_CONSTRAINED;
      throw new TlsRefusal(
          weak ? Tls.WEAK : Tls.OTHER,
          (weak
                  ? "The server's certificate is too weak to be trusted: "
                  : "The server's certificate breaks a rule: ")
              + refused.getMessage(),
          refused);
    } catch (TlsRefusal refused) {
      throw refused;
    } catch (GeneralSecurityException failure) {
      throw new TlsRefusal(
          Tls.OTHER, "The server's certificate cannot be checked: " + failure, failure);
    }
  }

  private void checkRevoked(List<X509Certificate> chain) throws TlsRefusal {
    for (int i = 0; i < chain.size(); i++) {
      X509Certificate each = chain.get(i);
      X509Certificate issuer = chain.get(Math.min(i + 1, chain.size() - 1));
      List<X509CRL> lists =
          authorities.revoked().stream().filter(list -> isBy(list, issuer)).toList();
      if (lists.isEmpty()) {
        throw new TlsRefusal(
            Tls.OTHER,
            "No list of revoked certificates by \"" + name(issuer) + "\" is there, or it is old");
      }
      if (lists.stream().anyMatch(list -> list.isRevoked(each))) {
        throw new TlsRefusal(
            Tls.REVOKED, "The certificate \"" + name(each) + "\" was revoked by its authority");
      }
    }
  }

  private boolean isBy(X509CRL list, X509Certificate issuer) {
    if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || now.isBefore(list.getThisUpdate().toInstant())
        || (list.getNextUpdate() != null && now.isAfter(list.getNextUpdate().toInstant()))) {
      return false;
    }
    try {
      list.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException other) {
      return false;
    }
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
