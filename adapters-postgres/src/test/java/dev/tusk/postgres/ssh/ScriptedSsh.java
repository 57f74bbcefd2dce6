package dev.tusk.postgres.ssh;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// An SSH server that lets one client in without a question and does nothing else. It speaks as
/// servers did before they knew strict key exchange (Terrapin), or as they do since: an sshd of
/// today can't be told to be old.
final class ScriptedSsh implements AutoCloseable {
  private static final int DISCONNECT = 1;
  private static final int SERVICE_REQUEST = 5;
  private static final int SERVICE_ACCEPT = 6;
  private static final int KEXINIT = 20;
  private static final int NEWKEYS = 21;
  private static final int KEX_ECDH_INIT = 30;
  private static final int KEX_ECDH_REPLY = 31;
  private static final int USERAUTH_REQUEST = 50;
  private static final int USERAUTH_SUCCESS = 52;
  private static final String VERSION = "SSH-2.0-Scripted_1.0";
  private static final String STRICT = ",kex-strict-s-v00@openssh.com";
  private static final int RAW_KEY = 32;
  private static final int BLOCK = 16;

  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final boolean strict;
  private final Thread server;
  private volatile @Nullable Exception failure;

  ScriptedSsh(boolean strict) throws IOException {
    this.strict = strict;
    server = Thread.ofVirtual().name("scripted ssh").start(this::serve);
  }

  String address() {
    return "somebody@127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      server.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Exception met = failure;
    if (met != null) {
      throw new AssertionError("the scripted server met something else", met);
    }
  }

  private void serve() {
    try (Socket client = socket.accept()) {
      client.setSoTimeout(20_000);
      new Conversation(client).run();
    } catch (SocketException | EOFException ended) {
      // The client has gone, or nobody came.
    } catch (IOException | GeneralSecurityException unexpected) {
      failure = unexpected;
    }
  }

  /// What has been agreed on for one direction.
  private static final class Direction {
    final Cipher cipher = cipher();
    final Mac mac = mac();
    boolean sealed;
    int sequence;

    private static Cipher cipher() {
      try {
        return Cipher.getInstance("AES/CTR/NoPadding");
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException(missing);
      }
    }

    private static Mac mac() {
      try {
        return Mac.getInstance("HmacSHA256");
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException(missing);
      }
    }

    byte[] sum(byte[] packet) {
      mac.update(ByteBuffer.allocate(4).putInt(sequence).array());
      return mac.doFinal(packet);
    }
  }

  private final class Conversation {
    private final DataInputStream in;
    private final OutputStream out;
    private final Direction from = new Direction();
    private final Direction to = new Direction();

    Conversation(Socket client) throws IOException {
      in = new DataInputStream(client.getInputStream());
      out = client.getOutputStream();
    }

    void run() throws IOException, GeneralSecurityException {
      out.write((VERSION + "\r\n").getBytes(StandardCharsets.US_ASCII));
      String version = line();
      byte[] ours = proposal();
      send(ours);
      byte[] theirs = receive(KEXINIT);
      agree(version, theirs, ours);
      send(message(SERVICE_ACCEPT, fields(receive(SERVICE_REQUEST)).readString()));
      var _ = receive(USERAUTH_REQUEST);
      send(new byte[] {USERAUTH_SUCCESS});
      var _ = receive(DISCONNECT);
    }

    private String line() throws IOException {
      StringBuilder text = new StringBuilder();
      for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
        text.append((char) next);
      }
      return text.toString().strip();
    }

    private byte[] proposal() {
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.write(KEXINIT);
      packet.writeBytes(new byte[16]);
      for (String names :
          new String[] {
            "curve25519-sha256" + (strict ? STRICT : ""),
            "ssh-ed25519",
            "aes128-ctr",
            "aes128-ctr",
            "hmac-sha2-256",
            "hmac-sha2-256",
            "none",
            "none",
            "",
            ""
          }) {
        packet.writeBytes(string(names.getBytes(StandardCharsets.US_ASCII)));
      }
      packet.writeBytes(new byte[5]);
      return packet.toByteArray();
    }

    /// Key exchange by X25519, signed by an Ed25519 host key (RFC 8731, 8709).
    private void agree(String version, byte[] theirs, byte[] ours)
        throws IOException, GeneralSecurityException {
      KeyPair host = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      KeyPair own = KeyPairGenerator.getInstance("X25519").generateKeyPair();
      byte[] theirPoint = fields(receive(KEX_ECDH_INIT)).readString();
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(own.getPrivate());
      var _ = agreement.doPhase(like(own.getPublic(), theirPoint), true);
      byte[] secret = string(new BigInteger(1, agreement.generateSecret()).toByteArray());

      byte[] name = string("ssh-ed25519".getBytes(StandardCharsets.US_ASCII));
      byte[] hostKey = joined(name, string(raw(host.getPublic())));
      byte[] point = raw(own.getPublic());
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  joined(
                      string(version.getBytes(StandardCharsets.US_ASCII)),
                      string(VERSION.getBytes(StandardCharsets.US_ASCII)),
                      string(theirs),
                      string(ours),
                      string(hostKey),
                      string(theirPoint),
                      string(point),
                      secret));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(host.getPrivate());
      signature.update(hash);
      send(message(KEX_ECDH_REPLY, hostKey, point, joined(name, string(signature.sign()))));

      send(new byte[] {NEWKEYS});
      seal(to, Cipher.ENCRYPT_MODE, secret, hash, "BDF");
      var _ = receive(NEWKEYS);
      seal(from, Cipher.DECRYPT_MODE, secret, hash, "ACE");
    }

    private void seal(Direction way, int mode, byte[] secret, byte[] hash, String letters)
        throws GeneralSecurityException {
      byte[][] keys = new byte[3][];
      for (int i = 0; i < keys.length; i++) {
        byte[] letter = {(byte) letters.charAt(i)};
        keys[i] = MessageDigest.getInstance("SHA-256").digest(joined(secret, hash, letter, hash));
      }
      way.cipher.init(
          mode,
          new SecretKeySpec(keys[1], 0, BLOCK, "AES"),
          new IvParameterSpec(keys[0], 0, BLOCK));
      way.mac.init(new SecretKeySpec(keys[2], "HmacSHA256"));
      way.sealed = true;
      if (strict) {
        way.sequence = 0;
      }
    }

    private void send(byte[] payload) throws IOException {
      int padding = 2 * BLOCK - (5 + payload.length) % BLOCK;
      byte[] packet =
          ByteBuffer.allocate(5 + payload.length + padding)
              .putInt(1 + payload.length + padding)
              .put((byte) padding)
              .put(payload)
              .array();
      out.write(to.sealed ? joined(to.cipher.update(packet), to.sum(packet)) : packet);
      out.flush();
      to.sequence++;
    }

    /// The next message, which must be of this kind.
    private byte[] receive(int kind) throws IOException {
      byte[] packet = from.sealed ? unsealed() : open();
      from.sequence++;
      byte[] payload = Arrays.copyOfRange(packet, 5, packet.length - packet[4]);
      if (payload[0] != kind) {
        throw new IOException("message " + payload[0] + " instead of " + kind);
      }
      return payload;
    }

    private byte[] open() throws IOException {
      int length = in.readInt();
      return ByteBuffer.allocate(4 + length).putInt(length).put(in.readNBytes(length)).array();
    }

    private byte[] unsealed() throws IOException {
      byte[] first = new byte[BLOCK];
      in.readFully(first);
      first = from.cipher.update(first);
      byte[] rest = new byte[ByteBuffer.wrap(first).getInt() + 4 - BLOCK];
      in.readFully(rest);
      byte[] packet = rest.length == 0 ? first : joined(first, from.cipher.update(rest));
      byte[] sum = new byte[from.mac.getMacLength()];
      in.readFully(sum);
      if (!MessageDigest.isEqual(sum, from.sum(packet))) {
        throw new IOException("a wrong sum");
      }
      return packet;
    }
  }

  /// Reads what follows the kind of a message.
  private record Fields(ByteBuffer bytes) {
    byte[] readString() {
      byte[] text = new byte[bytes.getInt()];
      bytes.get(text);
      return text;
    }
  }

  private static Fields fields(byte[] payload) {
    return new Fields(ByteBuffer.wrap(payload, 1, payload.length - 1));
  }

  private static byte[] message(int kind, byte[]... strings) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.write(kind);
    for (byte[] each : strings) {
      payload.writeBytes(string(each));
    }
    return payload.toByteArray();
  }

  private static byte[] string(byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] each : parts) {
      all.writeBytes(each);
    }
    return all.toByteArray();
  }

  /// The key itself is the end of what Java writes of it.
  private static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW_KEY, encoded.length);
  }

  private static PublicKey like(PublicKey model, byte[] raw) throws GeneralSecurityException {
    byte[] encoded = model.getEncoded();
    System.arraycopy(raw, 0, encoded, encoded.length - RAW_KEY, RAW_KEY);
    return KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
