package dev.tusk.postgres.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key with the certificate of an authority that lies in a file of its own; who has the key, a
/// file or the agent, signs with it.
final class CertifiedKey implements Identity {
  private static final String SUFFIX = "-cert-v01@openssh.com";

  private final Identity key;
  private final byte[] certificate;
  private final String type;

  private CertifiedKey(Identity key, byte[] certificate, String type) {
    this.key = key;
    this.certificate = certificate;
    this.type = type;
  }

  /// The one of `keys` that a certificate is for, with it; null when it is for another key.
  ///
  /// @throws IOException when the file cannot be read
  /// @throws IllegalArgumentException when it is no certificate
  static @Nullable CertifiedKey of(Path file, List<? extends Identity> keys) throws IOException {
    String[] words = Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("\\s+", 3);
    if (words.length < 2) {
      throw new IllegalArgumentException("no certificate");
    }
    byte[] blob = Base64.getDecoder().decode(words[1]);
    String type;
    ByteBuffer certified = ByteBuffer.wrap(blob);
    try {
      type = new String(field(certified), StandardCharsets.US_ASCII);
      // What makes each certificate another one.
      var _ = field(certified);
    } catch (BufferUnderflowException damaged) {
      throw new IllegalArgumentException("it ends too soon", damaged);
    }
    if (!type.endsWith(SUFFIX)) {
      throw new IllegalArgumentException("no certificate but " + type);
    }
    for (Identity each : keys) {
      byte @Nullable [] plain = each.getPublicKeyBlob();
      if (plain != null && isSame(certified.duplicate(), ByteBuffer.wrap(plain))) {
        return new CertifiedKey(each, blob, type);
      }
    }
    return null;
  }

  /// In both the numbers of the public key stand in the same order.
  private static boolean isSame(ByteBuffer certified, ByteBuffer plain) {
    try {
      var _ = field(plain);
    } catch (BufferUnderflowException | IllegalArgumentException damaged) {
      return false;
    }
    if (plain.remaining() == 0 || plain.remaining() > certified.remaining()) {
      return false;
    }
    certified.limit(certified.position() + plain.remaining());
    return certified.equals(plain);
  }

  private static byte[] field(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException("it ends too soon");
    }
    byte[] field = new byte[length];
    from.get(field);
    return field;
  }

  @Override
  public boolean setPassphrase(byte @Nullable [] passphrase) throws JSchException {
    return key.setPassphrase(passphrase);
  }

  @Override
  public byte[] getPublicKeyBlob() {
    return certificate.clone();
  }

  @Override
  public byte[] getSignature(byte[] data) {
    return key.getSignature(data);
  }

  @Override
  public byte[] getSignature(byte[] data, String algorithm) {
    return key.getSignature(data, algorithm.replace(SUFFIX, ""));
  }

  @Override
  public String getAlgName() {
    return type;
  }

  @Override
  public String getName() {
    return key.getName();
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
