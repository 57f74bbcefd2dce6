package dev.tusk.postgres.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The servers whose keys are known, from files in OpenSSH's format (`sshd(8)`), and what they say
/// of one server's key. Read anew for each look-up: `ssh` may have added to them meanwhile.
///
/// A line that makes no sense is passed over, as `ssh` does it.
final class KnownHosts {
  private static final System.Logger LOG = System.getLogger(KnownHosts.class.getName());
  private static final String HASH = "|1|";

  private final List<Path> own;
  private final List<Path> all;

  /// @param own a person's files; the first takes new keys
  /// @param shared the computer's
  KnownHosts(List<Path> own, List<Path> shared) {
    this.own = own;
    this.all = new ArrayList<>(own);
    this.all.addAll(shared);
  }

  /// What a line is for.
  enum Marker {
    KEY(""),
    AUTHORITY("@cert-authority"),
    REVOKED("@revoked");

    private final String word;

    Marker(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /// A line that is about the server in question.
  ///
  /// @param key in Base64
  /// @param line from 1
  record Entry(Marker marker, String key, Path file, int line) {
    byte[] blob() {
      return Base64.getDecoder().decode(key);
    }

    String place() {
      return file + ", line " + line;
    }
  }

  /// What is to be made of a key.
  sealed interface Verdict {
    record Known() implements Verdict {}

    record Unknown() implements Verdict {}

    /// Other keys are known for this server, and not this one.
    ///
    /// @param entry the first that is of the same kind, or else the first
    record Changed(Entry entry) implements Verdict {}

    record Revoked(Entry entry) implements Verdict {}
  }

  /// What the files say of the key of a server.
  Verdict check(SshHost host, byte[] key) {
    List<Entry> others = new ArrayList<>();
    boolean known = false;
    String text = Base64.getEncoder().encodeToString(key);
    for (Entry entry : about(host)) {
      boolean same = entry.key().equals(text);
      switch (entry.marker()) {
        case REVOKED -> {
          if (same) {
            return new Verdict.Revoked(entry);
          }
        }
        case KEY -> {
          known |= same;
          others.add(entry);
        }
        case AUTHORITY -> {}
      }
    }
    if (known) {
      return new Verdict.Known();
    }
    if (others.isEmpty()) {
      return new Verdict.Unknown();
    }
    return new Verdict.Changed(
        others.stream()
            .filter(entry -> type(entry.blob()).equals(type(key)))
            .findFirst()
            .orElse(others.getFirst()));
  }

  /// All lines about a server. An authority, and what is revoked, is also looked up by the bare
  /// name: they are about a name, whatever the port is.
  List<Entry> about(SshHost host) {
    String name = host.keyName().toLowerCase(Locale.ROOT);
    List<Entry> found = new ArrayList<>();
    for (Path file : all) {
      int number = 0;
      for (String text : lines(file)) {
        number++;
        @Nullable Line line = parse(text);
        if (line == null) {
          continue;
        }
        boolean about =
            names(line.hosts(), name)
                || (line.marker() != Marker.KEY
                    && host.keyAlias() == null
                    && names(line.hosts(), host.hostName()));
        if (about) {
          found.add(new Entry(line.marker(), line.key(), file, number));
        }
      }
    }
    return found;
  }

  /// Where a new key goes; null when no file takes it.
  @Nullable Path takesNew() {
    return own.isEmpty() ? null : own.getFirst();
  }

  /// Writes a key down as `ssh` does.
  ///
  /// @throws IOException when it cannot be written
  void add(SshHost host, byte[] key) throws IOException {
    Path file = takesNew();
    if (file == null) {
      return;
    }
    @Nullable Path folder = file.getParent();
    if (folder != null && !Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException usual) {
      // It keeps its rights.
    }
    String name = host.keyName().toLowerCase(Locale.ROOT);
    String line =
        (host.hashNames() ? hashed(name) : name)
            + " "
            + type(key)
            + " "
            + Base64.getEncoder().encodeToString(key)
            + "\n";
    byte[] before = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    boolean open = before.length > 0 && before[before.length - 1] != '\n';
    Files.writeString(
        file, (open ? "\n" : "") + line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  /// `SHA256:…`, as `ssh-keygen -l` prints it.
  static String fingerprint(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every JDK has SHA-256", missing);
    }
  }

  /// The name of a key's algorithm, which it begins with; empty when it does not.
  static String type(byte[] key) {
    if (key.length < 4) {
      return "";
    }
    int length = ByteBuffer.wrap(key).getInt();
    return length <= 0 || length > Math.min(64, key.length - 4)
        ? ""
        : new String(key, 4, length, StandardCharsets.US_ASCII);
  }

  /// Whether it consists of nothing but fields that say how long they are.
  private static boolean isWhole(byte[] key) {
    ByteBuffer rest = ByteBuffer.wrap(key);
    while (rest.remaining() >= 4) {
      int length = rest.getInt();
      if (length < 0 || length > rest.remaining()) {
        return false;
      }
      rest.position(rest.position() + length);
    }
    return !rest.hasRemaining();
  }

  private record Line(Marker marker, String hosts, String key) {}

  private static @Nullable Line parse(String text) {
    String line = text.strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return null;
    }
    Marker marker = Marker.KEY;
    String[] words = line.split("[ \t]+", -1);
    int at = 0;
    if (words[0].startsWith("@")) {
      if (words[0].equals(Marker.AUTHORITY.word())) {
        marker = Marker.AUTHORITY;
      } else if (words[0].equals(Marker.REVOKED.word())) {
        marker = Marker.REVOKED;
      } else {
        return null;
      }
      at = 1;
    }
    if (words.length < at + 3) {
      return null;
    }
    try {
      byte[] key = Base64.getDecoder().decode(words[at + 2]);
      return type(key).equals(words[at + 1]) && isWhole(key)
          ? new Line(marker, words[at], Base64.getEncoder().encodeToString(key))
          : null;
    } catch (IllegalArgumentException corrupt) {
      return null;
    }
  }

  private static boolean names(String hosts, String name) {
    return hosts.startsWith(HASH)
        ? isHashOf(hosts, name)
        : Patterns.match(List.of(hosts.toLowerCase(Locale.ROOT).split(",", -1)), name);
  }

  private static boolean isHashOf(String hashed, String name) {
    String[] parts = hashed.split("\\|", -1);
    try {
      return parts.length == 4
          && MessageDigest.isEqual(
              Base64.getDecoder().decode(parts[3]),
              hmac(Base64.getDecoder().decode(parts[2]), name));
    } catch (IllegalArgumentException corrupt) {
      return false;
    }
  }

  private static String hashed(String name) {
    byte[] salt = new byte[20];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return HASH + base64.encodeToString(salt) + "|" + base64.encodeToString(hmac(salt, name));
  }

  private static byte[] hmac(byte[] salt, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalArgumentException("Not a salt", missing);
    }
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      LOG.log(System.Logger.Level.WARNING, "Known hosts can't be read: " + file, unreadable);
      return List.of();
    }
  }
}
