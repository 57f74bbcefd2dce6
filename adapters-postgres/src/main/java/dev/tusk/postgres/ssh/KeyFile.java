package dev.tusk.postgres.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.tusk.core.error.TuskError.Tunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A private key in a file: OpenSSH's own format, PEM, PKCS#8 or PuTTY's, with a passphrase or not.
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
  private final KeyPair pair;

  private KeyFile(Path file, KeyPair pair) {
    this.file = file;
    this.pair = pair;
  }

  /// Reads it; the passphrase is not needed yet.
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
    try {
      String publicFile = Files.isReadable(publicKey) ? publicKey.toString() : null;
      return new KeyFile(file, KeyPair.load(new JSch(), file.toString(), publicFile));
    } catch (JSchException | RuntimeException damaged) {
      throw SshErrors.failed(
          Tunnel.KEY_FILE,
          "The SSH key " + file + " is damaged, or of a kind that Tusk does not know");
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

  Path file() {
    return file;
  }

  @Override
  public boolean setPassphrase(byte @Nullable [] passphrase) {
    return pair.decrypt(passphrase);
  }

  @Override
  public byte @Nullable [] getPublicKeyBlob() {
    return pair.getPublicKeyBlob();
  }

  @Override
  public byte[] getSignature(byte[] data) {
    return pair.getSignature(data);
  }

  @Override
  public byte[] getSignature(byte[] data, String algorithm) {
    return pair.getSignature(data, algorithm);
  }

  @Override
  public String getAlgName() {
    return pair.getKeyTypeString();
  }

  @Override
  public String getName() {
    return file.toString();
  }

  @Override
  public boolean isEncrypted() {
    return pair.isEncrypted();
  }

  @Override
  public void clear() {
    pair.dispose();
  }
}
