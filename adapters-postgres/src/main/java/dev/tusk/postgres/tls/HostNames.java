package dev.tusk.postgres.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/// Whether a certificate is for a host, by libpq's rules (`fe-secure-common.c`).
///
/// The alternative names count. The common name counts only when there is no alternative name of
/// the host's kind, a name or an address. A star stands for one label, the first, and never for a
/// part of an address.
final class HostNames {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private HostNames() {}

  /// Whether `host` is an address and no name.
  static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
  }

  static boolean matches(X509Certificate certificate, String host)
      throws CertificateParsingException {
    boolean address = isAddress(host);
    boolean commonName = true;
    for (List<?> each : alternatives(certificate)) {
      int kind = (Integer) each.get(0);
      commonName &= kind != (address ? ADDRESS : DNS);
      if ((kind == DNS && isName((String) each.get(1), host))
          || (kind == ADDRESS && address && isSame((String) each.get(1), host))) {
        return true;
      }
    }
    @Nullable String name = commonName ? commonName(certificate) : null;
    return name != null && isName(name, host);
  }

  /// Every name that the certificate bears, for people.
  static List<String> of(X509Certificate certificate) throws CertificateParsingException {
    List<String> names = new ArrayList<>();
    for (List<?> each : alternatives(certificate)) {
      int kind = (Integer) each.get(0);
      if (kind == DNS || kind == ADDRESS) {
        names.add((String) each.get(1));
      }
    }
    @Nullable String name = commonName(certificate);
    if (names.isEmpty() && name != null) {
      names.add(name);
    }
    return names;
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate)
      throws CertificateParsingException {
    @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null ? List.of() : names;
  }

  private static boolean isName(String pattern, String host) {
    if (pattern.indexOf('\0') >= 0) {
      return false;
    }
    if (pattern.equalsIgnoreCase(host)) {
      return true;
    }
    if (!pattern.startsWith("*.") || pattern.length() < 3 || isAddress(host)) {
      return false;
    }
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equalsIgnoreCase(pattern.substring(1));
  }

  /// Both are addresses, so that nothing is looked up.
  private static boolean isSame(String one, String other) {
    try {
      int zone = other.indexOf('%');
      return InetAddress.getByName(one)
          .equals(InetAddress.getByName(zone < 0 ? other : other.substring(0, zone)));
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }

  /// The first one, as in OpenSSL; null when there is none.
  private static @Nullable String commonName(X509Certificate certificate) {
    try {
      // From the last to the first.
      List<Rdn> parts = new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
      for (int i = 0; i < parts.size(); i++) {
        Rdn part = parts.get(i);
        if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String name) {
          return name;
        }
      }
      return null;
    } catch (InvalidNameException unreadable) {
      return null;
    }
  }
}
