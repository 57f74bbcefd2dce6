package dev.tusk.harness.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes certificates by the `openssl` program: valid ones and every kind of broken one.
///
/// Each takes 20 to 60 ms. Not thread-safe; its files stay in the folder that it was given.
public final class CertMaker {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private int made;

  /// @param folder exists already, and is this maker's alone
  public CertMaker(Path folder) {
    this.folder = folder;
  }

  /// Whether the program is there.
  public static boolean isAvailable() {
    try {
      return new ProcessBuilder("openssl", "version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// What a certificate says, and how it is made.
  ///
  /// @param subject for example `/CN=localhost`
  /// @param extensions lines of an OpenSSL extension section
  /// @param key `ec` (P-256), `ed25519`, or `rsa:2048` and its like
  /// @param digest `sha256`, `sha1`
  /// @param from when it begins to be valid
  /// @param until when it ends to be valid
  public record Spec(
      String subject,
      List<String> extensions,
      String key,
      String digest,
      Instant from,
      Instant until) {
    public Spec {
      extensions = List.copyOf(extensions);
    }

    /// The same, valid from and until other times.
    public Spec valid(Instant newFrom, Instant newUntil) {
      return new Spec(subject, extensions, key, digest, newFrom, newUntil);
    }

    /// The same with another key and digest.
    public Spec by(String newKey, String newDigest) {
      return new Spec(subject, extensions, newKey, newDigest, from, until);
    }

    /// The same with other extensions.
    public Spec with(String... lines) {
      return new Spec(subject, List.of(lines), key, digest, from, until);
    }
  }

  /// A sound server certificate for names such as `DNS:localhost` and `IP:127.0.0.1`.
  public static Spec server(String commonName, String... names) {
    List<String> lines = new ArrayList<>(List.of("extendedKeyUsage=serverAuth"));
    if (names.length > 0) {
      lines.add("subjectAltName=" + String.join(",", names));
    }
    return spec(commonName, lines);
  }

  /// A sound client certificate.
  public static Spec client(String commonName) {
    return spec(commonName, List.of("extendedKeyUsage=clientAuth"));
  }

  private static Spec spec(String commonName, List<String> lines) {
    Instant now = Instant.now();
    return new Spec(
        "/CN=" + commonName,
        lines,
        "ec",
        "sha256",
        now.minusSeconds(86_400),
        now.plusSeconds(30L * 86_400));
  }

  /// A new authority.
  public Certificate authority(String name) {
    return authority(name, "ec");
  }

  /// A new authority with a key of a kind as in [Spec].
  public Certificate authority(String name, String key) {
    Certificate authority = files(stem());
    newKey(key, authority.key());
    openssl(
        "req",
        "-x509",
        "-new",
        "-key",
        authority.key().toString(),
        "-subj",
        "/CN=" + name,
        "-days",
        "30",
        "-addext",
        "keyUsage=critical,keyCertSign,cRLSign",
        "-out",
        authority.certificate().toString());
    return authority;
  }

  /// A certificate that its own key has signed.
  public Certificate selfSigned(Spec spec) {
    Certificate leaf = files(stem());
    newKey(spec.key(), leaf.key());
    List<String> command = new ArrayList<>(List.of("req", "-x509", "-new", "-key"));
    command.addAll(List.of(leaf.key().toString(), "-subj", spec.subject(), "-days", "30"));
    spec.extensions().forEach(line -> command.addAll(List.of("-addext", line)));
    command.addAll(List.of("-out", leaf.certificate().toString()));
    openssl(command.toArray(String[]::new));
    return leaf;
  }

  /// A certificate that `authority` has signed, sound or not.
  public Certificate leaf(Certificate authority, Spec spec) {
    Path stem = stem();
    Certificate leaf = files(stem);
    newKey(spec.key(), leaf.key());
    Path request = Path.of(stem + ".csr");
    Path configuration = Path.of(stem + ".cnf");
    Path index = Path.of(stem + ".index");
    openssl(
        "req",
        "-new",
        "-key",
        leaf.key().toString(),
        "-subj",
        spec.subject(),
        "-out",
        request.toString());
    write(index, "");
    // `openssl ca` alone can choose both ends of the time that a certificate is valid.
    write(
        configuration,
        """
        [ca]
        default_ca=this
        [this]
        database=%s
        new_certs_dir=%s
        rand_serial=yes
        unique_subject=no
        default_md=%s
        policy=any
        x509_extensions=leaf
        [any]
        commonName=optional
        [leaf]
        basicConstraints=CA:FALSE
        %s
        """
            .formatted(index, folder, spec.digest(), String.join("\n", spec.extensions())));
    openssl(
        "ca",
        "-batch",
        "-notext",
        "-config",
        configuration.toString(),
        "-cert",
        authority.certificate().toString(),
        "-keyfile",
        authority.key().toString(),
        "-startdate",
        TIME.format(spec.from()),
        "-enddate",
        TIME.format(spec.until()),
        "-in",
        request.toString(),
        "-out",
        leaf.certificate().toString());
    return leaf;
  }

  /// How a key is written.
  public enum KeyForm {
    /// PEM, as OpenSSL writes it today.
    PKCS8,
    /// PEM of PKCS#1 (RSA) or SEC 1 (EC), as OpenSSL wrote it earlier.
    TRADITIONAL,
    /// PKCS#8 without PEM around it.
    DER
  }

  /// The key of `leaf` in another form, readable by us alone.
  ///
  /// @param passphrase null for none; DER has none
  public Path key(Certificate leaf, KeyForm form, @Nullable String passphrase) {
    Path key = Path.of(stem() + "-" + form + ".key");
    List<String> command = new ArrayList<>();
    switch (form) {
      case PKCS8 -> command.addAll(List.of("pkcs8", "-topk8"));
      case TRADITIONAL -> command.addAll(List.of("pkey", "-traditional"));
      case DER -> command.addAll(List.of("pkcs8", "-topk8", "-outform", "DER"));
    }
    command.addAll(List.of("-in", leaf.key().toString(), "-out", key.toString()));
    if (passphrase == null) {
      if (form != KeyForm.TRADITIONAL) {
        command.add("-nocrypt");
      }
    } else {
      if (form == KeyForm.TRADITIONAL) {
        command.add("-aes256");
      }
      command.addAll(List.of("-passout", "pass:" + passphrase));
    }
    openssl(command.toArray(String[]::new));
    readableByUsAlone(key);
    return key;
  }

  /// `leaf` and its key as PKCS#12.
  ///
  /// @param passphrase may be empty
  public Path store(Certificate leaf, String passphrase) {
    Path store = Path.of(stem() + ".p12");
    openssl(
        "pkcs12",
        "-export",
        "-in",
        leaf.certificate().toString(),
        "-inkey",
        leaf.key().toString(),
        "-passout",
        "pass:" + passphrase,
        "-out",
        store.toString());
    readableByUsAlone(store);
    return store;
  }

  /// A list by `authority` on which `leaf` is revoked.
  public Path revoke(Certificate authority, Certificate leaf) {
    Path stem = stem();
    Path list = Path.of(stem + ".crl");
    Path index = Path.of(stem + ".index");
    Path configuration = Path.of(stem + ".cnf");
    write(index, "");
    write(
        configuration,
        """
        [ca]
        default_ca=this
        [this]
        database=%s
        default_md=sha256
        default_crl_days=30
        """
            .formatted(index));
    String[] common = {
      "ca",
      "-config",
      configuration.toString(),
      "-cert",
      authority.certificate().toString(),
      "-keyfile",
      authority.key().toString()
    };
    List<String> revoke = new ArrayList<>(List.of(common));
    revoke.addAll(List.of("-revoke", leaf.certificate().toString()));
    openssl(revoke.toArray(String[]::new));
    List<String> write = new ArrayList<>(List.of(common));
    write.addAll(List.of("-gencrl", "-out", list.toString()));
    openssl(write.toArray(String[]::new));
    return list;
  }

  /// A new directory of these lists, by the hashes of their authorities' names.
  public Path hashed(Path folder, Path... lists) {
    try {
      Files.createDirectory(folder);
      for (Path list : lists) {
        Files.copy(list, folder.resolve(list.getFileName()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot fill " + folder, e);
    }
    openssl("rehash", folder.toString());
    return folder;
  }

  private void newKey(String kind, Path key) {
    if (kind.equals("ec")) {
      openssl(
          "genpkey",
          "-algorithm",
          "EC",
          "-pkeyopt",
          "ec_paramgen_curve:P-256",
          "-out",
          key.toString());
    } else if (kind.equals("ed25519")) {
      openssl("genpkey", "-algorithm", "ED25519", "-out", key.toString());
    } else {
      String bits = kind.substring(kind.indexOf(':') + 1);
      openssl(
          "genpkey",
          "-algorithm",
          "RSA",
          "-pkeyopt",
          "rsa_keygen_bits:" + bits,
          "-out",
          key.toString());
    }
    readableByUsAlone(key);
  }

  private static void readableByUsAlone(Path key) {
    try {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new IllegalStateException("The key's mode cannot be set", e);
    }
  }

  private Path stem() {
    return folder.resolve("c" + ++made);
  }

  private static Certificate files(Path stem) {
    return new Certificate(Path.of(stem + ".crt"), Path.of(stem + ".key"));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write " + file, e);
    }
  }

  private void openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("openssl.out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            String.join(" ", command) + " failed: " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new IllegalStateException("openssl does not run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Making a certificate was interrupted", e);
    }
  }
}
