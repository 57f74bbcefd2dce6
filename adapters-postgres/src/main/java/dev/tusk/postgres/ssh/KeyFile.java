package dev.tusk.postgres.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import dev.tusk.core.error.TuskError.Tunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A private key in a file: OpenSSH's own format, PEM, PKCS#8 or PuTTY's, with a passphrase or not,
/// and with the certificate of an authority or not.
final class KeyFile implements Identity {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Path file;
  private final Identity key;

  private KeyFile(Path file, Identity key) {
    this.file = file;
    this.key = key;
  }

  /// Reads the key by itself; the passphrase is not needed yet.
  ///
  /// @throws dev.tusk.core.error.TuskException with a TunnelFailed that says what is wrong with it
  static KeyFile load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw SshErrors.failed(Tunnel.KEY_FILE, "The SSH key " + file + " is not there");
    }
    @Nullable String rights = tooOpen(file);
    if (rights != null) {
      throw SshErrors.failed(
          Tunnel.KEY_FILE,
          "The SSH key " + file + " can be read by others (" + rights + "), so it is not used");
    }
    if (!Files.isReadable(file)) {
      throw SshErrors.failed(Tunnel.KEY_FILE, "The SSH key " + file + " can't be read");
    }
    Path publicKey = file.resolveSibling(file.getFileName() + ".pub");
    return read(file, Files.isReadable(publicKey) ? publicKey : null, "The SSH key " + file);
  }

  /// The key with the certificate that lies beside it, if there is one.
  ///
  /// @throws dev.tusk.core.error.TuskException with a TunnelFailed when the certificate is damaged
  static Optional<KeyFile> certified(Path file) {
    Path certificate = file.resolveSibling(file.getFileName() + "-cert.pub");
    return Files.isReadable(certificate)
        ? Optional.of(read(file, certificate, "The certificate " + certificate))
        : Optional.empty();
  }

  private static KeyFile read(Path file, @Nullable Path publicPart, String what) {
    try {
      JSch reader = new JSch();
      if (publicPart == null) {
        // By its bytes: by its name the library would take a certificate that lies beside it.
        reader.addIdentity(file.toString(), Files.readAllBytes(file), null, null);
      } else {
        reader.addIdentity(file.toString(), publicPart.toString(), (byte[]) null);
      }
      return new KeyFile(file, reader.getIdentityRepository().getIdentities().getFirst());
    } catch (JSchException | IOException | RuntimeException damaged) {
      throw SshErrors.failed(
          Tunnel.KEY_FILE, what + " is damaged, or of a kind that Tusk does not know");
    }
  }

  /// As `ssh` judges it: only files of one's own are judged.
  private static @Nullable String tooOpen(Path file) {
    try {
      boolean mine = Files.getOwner(file).getName().equals(System.getProperty("user.name", ""));
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      boolean open = rights.stream().anyMatch(OTHERS::contains);
      return mine && open ? PosixFilePermissions.toString(rights) : null;
    } catch (IOException | UnsupportedOperationException none) {
      return null;
    }
  }

  @Override
  public boolean setPassphrase(byte @Nullable [] passphrase) throws JSchException {
    return key.setPassphrase(passphrase);
  }

  @Override
  public byte @Nullable [] getPublicKeyBlob() {
    return key.getPublicKeyBlob();
  }

  @Override
  public byte[] getSignature(byte[] data) {
    return key.getSignature(data);
  }

  @Override
  public byte[] getSignature(byte[] data, String algorithm) {
    return key.getSignature(data, algorithm);
  }

  @Override
  public String getAlgName() {
    return key.getAlgName();
  }

  @Override
  public String getName() {
    return file.toString();
  }

  @Override
  public boolean isEncrypted() {
    return key.isEncrypted();
  }

  @Override
  public void clear() {
    key.clear();
  }
}
