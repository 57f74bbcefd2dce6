package dev.tusk.postgres.tls;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError.Tls;
import dev.tusk.core.kernel.Secret;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// Makes the TLS of one connection's links: whom to trust, what to show, which versions to speak.
///
/// Files are read when they are first needed and kept; a connection that is opened again reads them
/// again. Thread-safe; owns the passphrase.
public final class TlsClient implements AutoCloseable {
  /// What PostgreSQL is called in the list of protocols (ALPN).
  private static final String PROTOCOL = "postgresql";

  private static final int ATTEMPTS = 3;

  private final TlsSettings settings;
  private final Map<String, String> environment;
  private @Nullable Authorities authorities;
  private @Nullable ClientIdentity identity;
  private @Nullable Secret passphrase;
  private boolean asked;
  private boolean read;

  /// Reads nothing yet.
  ///
  /// @param environment where `SSL_CERT_FILE` is looked up
  public TlsClient(TlsSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /// Asks for the passphrase of the client certificate's key when it has one; once for all links.
  public synchronized void unlock(ConnectDialogue dialogue) {
    if (asked || settings.mode() == SslMode.DISABLE) {
      return;
    }
    asked = true;
    @Nullable Path key = ClientIdentity.locked(settings);
    for (int attempt = 0; key != null && attempt < ATTEMPTS; attempt++) {
      Optional<Secret> answer =
          dialogue.secret(
              new SecretQuestion(
                  SecretQuestion.Kind.PASSPHRASE, key.toString(), "", false, attempt > 0));
      if (answer.isEmpty()) {
        return;
      }
      if (passphrase != null) {
        passphrase.wipe();
      }
      passphrase = answer.get();
      if (ClientIdentity.isOpenedBy(settings, passphrase)) {
        return;
      }
    }
  }

  public TlsSettings settings() {
    return settings;
  }

  /// TLS over a connected socket, its handshake not begun.
  ///
  /// @param host the name or address that was asked for, without brackets
  /// @throws SSLException when the settings or files do not allow it; a [TlsRefusal] is its cause
  public SSLSocket over(Socket socket, String host, int port) throws IOException {
    try {
      read();
      boolean name = settings.mode() == SslMode.VERIFY_FULL;
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          identity == null ? null : new KeyManager[] {identity},
          new TrustManager[] {new ServerTrust(authorities, name ? host : null)},
          null);
      SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
      tls.setUseClientMode(true);
      tls.setSSLParameters(parameters(tls, host));
      return tls;
    } catch (TlsRefusal refusal) {
      throw new SSLException(refusal.getMessage(), refusal);
    } catch (GeneralSecurityException | IllegalArgumentException failure) {
      throw new SSLException("TLS is not possible here: " + failure.getMessage(), failure);
    }
  }

  /// Makes sure after the handshake that the peer means PostgreSQL.
  public void checkProtocol(SSLSocket tls) throws SSLException {
    String agreed = tls.getApplicationProtocol();
    boolean none = agreed == null || agreed.isEmpty();
    if (none ? settings.direct() : !agreed.equals(PROTOCOL)) {
      String message =
          "The server does not say that it speaks PostgreSQL's protocol over TLS (ALPN)";
      throw new SSLException(message, new TlsRefusal(Tls.OTHER, message));
    }
  }

  /// What it means that the server hung up right after the handshake; null when it means nothing
  /// for TLS. A server that does not like our certificate says so and hangs up, and what it said
  /// is lost when we were writing meanwhile.
  public synchronized @Nullable TlsRefusal afterHangUp() {
    return identity != null && identity.isShown()
        ? new TlsRefusal(
            Tls.CLIENT_CERTIFICATE,
            "The server hung up after it was shown the client certificate "
                + settings.certificate().file()
                + "; perhaps it does not know its authority")
        : null;
  }

  @Override
  public synchronized void close() {
    if (passphrase != null) {
      passphrase.wipe();
    }
  }

  private synchronized void read() throws TlsRefusal {
    if (!read) {
      authorities = trusted();
      identity = ClientIdentity.of(settings, passphrase);
      read = true;
    }
  }

  /// Null when any server will do.
  private @Nullable Authorities trusted() throws TlsRefusal {
    if (settings.system()) {
      return revoking(Authorities.ofSystem(environment), false);
    }
    Path root = settings.root().file();
    boolean insists = settings.mode().compareTo(SslMode.REQUIRE) > 0;
    if (!Files.exists(root)) {
      if (insists || (settings.root().named() && settings.mode() == SslMode.REQUIRE)) {
        throw new TlsRefusal(
            Tls.UNKNOWN_CA,
            "There is no file of root certificates "
                + root
                + " to check the server with. Put your authority's certificate there, name"
                + " another file (sslrootcert), or trust the system's (sslrootcert=system)");
      }
      return null;
    }
    return revoking(Authorities.ofFile(root), true);
  }

  /// @param usual whether libpq's default file counts, as long as nothing is named
  private Authorities revoking(Authorities trusted, boolean usual) throws TlsRefusal {
    Path file = settings.crl().file();
    @Nullable Path folder = settings.crlFolder();
    List<Path> lists = new ArrayList<>();
    if (settings.crl().named() || (usual && folder == null && Files.exists(file))) {
      lists.add(file);
    }
    if (folder != null) {
      lists.addAll(Authorities.listsIn(folder));
    }
    return lists.isEmpty() ? trusted : trusted.revoking(lists);
  }

  private SSLParameters parameters(SSLSocket tls, String host) {
    SSLParameters parameters = tls.getSSLParameters();
    List<String> possible = Arrays.asList(tls.getSupportedProtocols());
    parameters.setProtocols(
        settings.versions().stream().filter(possible::contains).toArray(String[]::new));
    parameters.setApplicationProtocols(new String[] {PROTOCOL});
    parameters.setServerNames(
        settings.sni() && !HostNames.isAddress(host)
            ? List.of(new SNIHostName(host.getBytes(StandardCharsets.UTF_8)))
            : List.of());
    return parameters;
  }
}
