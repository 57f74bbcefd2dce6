package dev.tusk.postgres.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Reads private keys as OpenSSL writes them: PKCS#8, PKCS#1 and SEC 1, with and without a
/// passphrase, as PEM; and PKCS#8 as DER.
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
  private static final String BY_PARAMETERS = "PBES2";

  private PrivateKeys() {}

  /// Whether the file holds a key that needs a passphrase.
  static boolean isEncrypted(byte[] file) throws IOException {
    for (PemFile.Block block : PemFile.blocks(file)) {
      if (block.label().endsWith("PRIVATE KEY")) {
        return isEncrypted(block);
      }
    }
    return false;
  }

  private static boolean isEncrypted(PemFile.Block block) {
    return block.label().startsWith("ENCRYPTED")
        || block.headers().getOrDefault("Proc-Type", "").contains("ENCRYPTED");
  }

  /// The first key of the file.
  ///
  /// @param passphrase empty when there is none
  /// @throws GeneralSecurityException when the passphrase is wrong, or the kind of key not known
  static PrivateKey read(byte[] file, char[] passphrase)
      throws IOException, GeneralSecurityException {
    byte[] curve = new byte[0];
    for (PemFile.Block block : PemFile.blocks(file)) {
      if (block.label().equals("EC PARAMETERS")) {
        curve = block.content();
      }
      if (block.label().endsWith("PRIVATE KEY")) {
        return ofBlock(block, curve, passphrase);
      }
    }
    return pkcs8(file);
  }

  private static PrivateKey ofBlock(PemFile.Block block, byte[] curve, char[] passphrase)
      throws IOException, GeneralSecurityException {
    byte[] content =
        block.headers().containsKey("DEK-Info") ? traditional(block, passphrase) : block.content();
    return switch (block.label()) {
      case "PRIVATE KEY" -> pkcs8(content);
      case "ENCRYPTED PRIVATE KEY" -> encrypted(content, passphrase);
      case "RSA PRIVATE KEY" -> pkcs8(Der.ofRsa(content));
      case "EC PRIVATE KEY" -> {
        byte[] own = Der.child(content, 0xa0);
        yield pkcs8(Der.ofEc(content, own.length > 0 ? own : curve));
      }
      default ->
          throw new InvalidKeySpecException("a " + block.label() + " is a kind nobody uses here");
    };
  }

  private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException another) {
        // The next one.
      }
    }
    throw new InvalidKeySpecException("it is not a private key that can be used");
  }

  private static PrivateKey encrypted(byte[] der, char[] passphrase)
      throws IOException, GeneralSecurityException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
    // Of PBES2 the parameters print which one it is.
    String algorithm =
        info.getAlgName().equals(BY_PARAMETERS) || info.getAlgName().equals("1.2.840.113549.1.5.13")
            ? info.getAlgParameters().toString()
            : info.getAlgName();
    PBEKeySpec spec = new PBEKeySpec(passphrase);
    try {
      SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
      return pkcs8(info.getKeySpec(cipher).getEncoded());
    } finally {
      spec.clearPassword();
    }
  }

  /// OpenSSL's own encryption before PKCS#8: the key is MD5 over the passphrase and the salt.
  private static byte[] traditional(PemFile.Block block, char[] passphrase)
      throws GeneralSecurityException {
    String[] parts = block.headers().getOrDefault("DEK-Info", "").split(",", 2);
    String cipherName = parts[0].toUpperCase(Locale.ROOT);
    int length =
        switch (cipherName) {
          case "AES-128-CBC" -> 16;
          case "AES-192-CBC", "DES-EDE3-CBC" -> 24;
          case "AES-256-CBC" -> 32;
          default -> 0;
        };
    if (length == 0 || parts.length < 2) {
      throw new InvalidKeySpecException("it is encrypted by " + parts[0] + ", which is not known");
    }
    byte[] iv;
    try {
      iv = HexFormat.of().parseHex(parts[1].strip());
    } catch (IllegalArgumentException damaged) {
      throw new InvalidKeySpecException("it is damaged", damaged);
    }
    byte[] secret = StandardCharsets.UTF_8.encode(java.nio.CharBuffer.wrap(passphrase)).array();
    int used = StandardCharsets.UTF_8.encode(java.nio.CharBuffer.wrap(passphrase)).remaining();
    byte[] key = new byte[0];
    byte[] last = new byte[0];
    while (key.length < length) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(last);
      digest.update(secret, 0, used);
      digest.update(iv, 0, 8);
      last = digest.digest();
      byte[] longer = Arrays.copyOf(key, key.length + last.length);
      System.arraycopy(last, 0, longer, key.length, last.length);
      key = longer;
    }
    Arrays.fill(secret, (byte) 0);
    boolean aes = cipherName.startsWith("AES");
    Cipher cipher = Cipher.getInstance(aes ? "AES/CBC/PKCS5Padding" : "DESede/CBC/PKCS5Padding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, 0, length, aes ? "AES" : "DESede"),
        new IvParameterSpec(iv));
    return cipher.doFinal(block.content());
  }
}
