package dev.tusk.postgres.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.SSHAgentConnector;
import dev.tusk.core.error.TuskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import org.jspecify.annotations.Nullable;

/// The keys to offer to one server, in `ssh`'s order: those with a certificate that the
/// configuration names, those of the agent that are also in a wanted file, the agent's others, then
/// the files that the agent does not have.
///
/// The agent signs; it is never forwarded to the server.
final class Identities implements IdentityRepository {
  private final List<Identity> identities = new ArrayList<>();
  private final List<KeyFile> files = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final boolean agentOfNoUse;
  private boolean wanted;

  /// @throws TuskException with a TunnelFailed when a key that a person named cannot be used
  Identities(SshHost host) {
    for (Path file : host.keyFiles()) {
      if (!host.keysWanted() && !Files.exists(file)) {
        continue;
      }
      take(
          host,
          () -> {
            KeyFile plain = KeyFile.load(file);
            // As `ssh` offers them: with the certificate first.
            take(host, () -> KeyFile.certified(file).ifPresent(files::add));
            files.add(plain);
          });
    }
    List<Identity> held = agent(host.agent());
    agentOfNoUse = host.agent() != null && held.isEmpty();
    List<KeyFile> onlyInFiles = new ArrayList<>();
    for (KeyFile file : files) {
      @Nullable Identity same = find(held, file.getPublicKeyBlob());
      if (same == null) {
        onlyInFiles.add(file);
      } else {
        identities.add(same);
        held.remove(same);
      }
    }
    if (!host.onlyThese()) {
      identities.addAll(held);
    }
    identities.addAll(onlyInFiles);
    identities.addAll(0, certified(host.certificates()));
  }

  private List<Identity> certified(List<Path> certificates) {
    List<Identity> certified = new ArrayList<>();
    for (Path file : certificates) {
      try {
        @Nullable CertifiedKey key = CertifiedKey.of(file, identities);
        if (key == null) {
          troubles.add("The certificate " + file + " is for another key");
        } else if (find(identities, key.getPublicKeyBlob()) == null) {
          certified.add(key);
        }
      } catch (NoSuchFileException missing) {
        troubles.add("The certificate " + file + " is not there");
      } catch (IOException | IllegalArgumentException unusable) {
        troubles.add("The certificate " + file + " can't be read");
      }
    }
    return certified;
  }

  /// What a person named must be of use; of the rest it is noted what is not.
  private void take(SshHost host, Runnable reader) {
    try {
      reader.run();
    } catch (TuskException unusable) {
      if (host.keysWanted()) {
        throw unusable;
      }
      troubles.add(unusable.error().message());
    }
  }

  private List<Identity> agent(@Nullable Path socket) {
    if (socket == null) {
      troubles.add("there is no SSH agent (SSH_AUTH_SOCK is not set)");
      return new ArrayList<>();
    }
    try {
      SSHAgentConnector connector = new SSHAgentConnector(socket);
      List<Identity> held = new ArrayList<>(new AgentIdentityRepository(connector).getIdentities());
      if (!Files.exists(socket)) {
        troubles.add("no SSH agent answers at " + socket);
      } else if (held.isEmpty()) {
        troubles.add("the SSH agent at " + socket + " holds no key");
      }
      return held;
    } catch (AgentProxyException | RuntimeException dead) {
      troubles.add("no SSH agent answers at " + socket);
      return new ArrayList<>();
    }
  }

  private static @Nullable Identity find(List<Identity> held, byte @Nullable [] key) {
    for (Identity each : held) {
      if (key != null && Arrays.equals(each.getPublicKeyBlob(), key)) {
        return each;
      }
    }
    return null;
  }

  /// What kept keys from being offered, for people.
  List<String> troubles() {
    return List.copyOf(troubles);
  }

  boolean isEmpty() {
    return identities.isEmpty();
  }

  /// Whether there should be an agent, and it does not answer or has no key.
  boolean isAgentOfNoUse() {
    return agentOfNoUse;
  }

  /// Whether the server has asked for a key.
  boolean isWanted() {
    return wanted;
  }

  /// What people know them by: the file's name, or the agent's comment.
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Identity each : identities) {
      // With its certificate it is the same key.
      boolean again = each instanceof KeyFile && names.contains(each.getName());
      if (!again && !(each instanceof CertifiedKey)) {
        names.add(each.getName());
      }
    }
    return names;
  }

  /// The files that nobody has opened by their passphrase.
  List<String> locked() {
    return files.stream().filter(KeyFile::isEncrypted).map(KeyFile::getName).toList();
  }

  /// Forgets the private keys.
  void clear() {
    files.forEach(KeyFile::clear);
  }

  @Override
  public String getName() {
    return "Tusk";
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  public Vector<Identity> getIdentities() {
    wanted = true;
    return new Vector<>(identities);
  }

  @Override
  public boolean add(byte[] identity) {
    return false;
  }

  @Override
  public boolean remove(byte[] key) {
    return false;
  }

  @Override
  public void removeAll() {
    // Nothing here is JSch's to remove.
  }
}
