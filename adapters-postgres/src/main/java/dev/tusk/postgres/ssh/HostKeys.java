package dev.tusk.postgres.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.error.TuskError.Tunnel;
import dev.tusk.postgres.ssh.KnownHosts.Entry;
import dev.tusk.postgres.ssh.KnownHosts.Marker;
import dev.tusk.postgres.ssh.KnownHosts.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Decides whether a server is the one that is meant. JSch is told yes or no, and asks nobody: it
/// runs with `StrictHostKeyChecking yes`, and what is not known here ends the attempt.
final class HostKeys implements HostKeyRepository {
  private final SshHost host;
  private final KnownHosts known;
  private final ConnectDialogue dialogue;

  HostKeys(SshHost host, KnownHosts known, ConnectDialogue dialogue) {
    this.host = host;
    this.known = known;
    this.dialogue = dialogue;
  }

  /// Whether an authority vouches for this server, so that it may present a certificate.
  boolean hasAuthority() {
    return known.about(host).stream().anyMatch(entry -> entry.marker() == Marker.AUTHORITY);
  }

  /// Decides about a key; a person is asked when it is not known.
  ///
  /// @throws dev.tusk.core.error.TuskException with a TunnelFailed when it is not to be trusted
  @Override
  public int check(String name, byte[] key) {
    return switch (known.check(host, key)) {
      case Verdict.Known _ -> OK;
      case Verdict.Changed changed ->
          throw SshErrors.failed(
              Tunnel.HOST_KEY_CHANGED,
              "The SSH server %s shows another key than before: %s key %s, not %s as known from %s"
                  .formatted(
                      host.place(),
                      label(key),
                      KnownHosts.fingerprint(key),
                      KnownHosts.fingerprint(changed.entry().blob()),
                      changed.entry().place()));
      case Verdict.Revoked revoked ->
          throw SshErrors.failed(
              Tunnel.HOST_KEY_CHANGED,
              "The key of the SSH server "
                  + host.place()
                  + " was revoked by "
                  + revoked.entry().place()
                  + ": it was stolen or replaced");
      case Verdict.Unknown _ -> {
        ask(key);
        yield OK;
      }
    };
  }

  private void ask(byte[] key) {
    @Nullable Path file = known.takesNew();
    String fingerprint = KnownHosts.fingerprint(key);
    SshHostKey question =
        new SshHostKey(
            host.keyName(), label(key), fingerprint, file == null ? "" : file.toString());
    if (host.strict() || !dialogue.trust(question)) {
      throw SshErrors.failed(
          Tunnel.HOST_KEY_UNKNOWN,
          "The SSH server "
              + host.place()
              + " is not known"
              + (host.strict() ? " and StrictHostKeyChecking is yes" : " and was not trusted")
              + "; its "
              + label(key)
              + " key is "
              + fingerprint);
    }
    try {
      known.add(host, key);
    } catch (IOException unwritable) {
      dialogue.warn(
          "The key of " + host.place() + " could not be kept: " + unwritable.getMessage());
    }
  }

  /// `ED25519`, `RSA`, `ECDSA`.
  private static String label(byte[] key) {
    String type = KnownHosts.type(key);
    String plain = type.startsWith("ssh-") ? type.substring(4) : type;
    int dash = plain.indexOf('-');
    return (dash < 0 ? plain : plain.substring(0, dash)).toUpperCase(Locale.ROOT);
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return "known_hosts";
  }

  /// Authorities and revoked keys, which JSch looks through when it is shown a certificate.
  @Override
  public HostKey[] getHostKey() {
    return entries(Marker.AUTHORITY, Marker.REVOKED);
  }

  /// The known keys, of whose kinds the server is asked to show one.
  @Override
  public HostKey[] getHostKey(String name, @Nullable String type) {
    return entries(Marker.KEY);
  }

  private HostKey[] entries(Marker... markers) {
    List<HostKey> keys = new ArrayList<>();
    for (Entry entry : known.about(host)) {
      if (List.of(markers).contains(entry.marker())) {
        try {
          keys.add(
              new HostKey(entry.marker().word(), host.keyName(), HostKey.GUESS, entry.blob(), ""));
        } catch (JSchException odd) {
          // Of a kind that JSch does not know; it cannot be shown such a one either.
        }
      }
    }
    return keys.toArray(HostKey[]::new);
  }

  @Override
  public void add(HostKey key, UserInfo person) {
    // Only done in #check, by a person's word.
  }

  @Override
  public void remove(String name, String type) {
    // Known keys are removed by people.
  }

  @Override
  public void remove(String name, String type, byte[] key) {
    // Known keys are removed by people.
  }
}
