package dev.tusk.harness.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Keys made by `ssh-keygen`, in a folder of their own. Not thread-safe.
public final class SshKeys {
  private final Path folder;
  private int made;

  /// @param folder exists already
  public SshKeys(Path folder) {
    this.folder = folder;
  }

  /// A pair in OpenSSH's own format without a passphrase.
  ///
  /// @param type `ed25519`, `rsa`, `ecdsa`
  /// @return the private key's file; the public one has the same name and `.pub`
  public Path make(String type) {
    return make(type, "", "");
  }

  /// A pair.
  ///
  /// @param type for example `ed25519`, or `ecdsa-384` with its number of bits
  /// @param passphrase empty for none
  /// @param format `PEM`, `PKCS8`, or empty for OpenSSH's own
  public Path make(String type, String passphrase, String format) {
    Path file = folder.resolve("key" + ++made + "_" + type);
    String[] kind = type.split("-", 2);
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-t", kind[0]));
    if (kind.length > 1 || type.equals("rsa")) {
      command.addAll(List.of("-b", kind.length > 1 ? kind[1] : "2048"));
    }
    if (!passphrase.isEmpty() && format.isEmpty()) {
      // Few rounds of bcrypt: the cost is not what is tested.
      command.addAll(List.of("-a", "2"));
    }
    if (!format.isEmpty()) {
      command.addAll(List.of("-m", format));
    }
    command.addAll(List.of("-N", passphrase, "-C", "a test", "-f", file.toString()));
    run(command);
    return file;
  }

  /// Signs a host's key.
  ///
  /// @param authority the authority's private key
  /// @param host the host's private key; its certificate is put beside it
  /// @param names principals, with commas between; empty for every name
  /// @param validity as `-V` of `ssh-keygen` takes it
  public static Path certifyHost(Path authority, Path host, String names, String validity) {
    return certify(authority, host, names, validity, "-h");
  }

  /// Signs a user's key for an hour.
  ///
  /// @param authority the authority's private key
  /// @param user the user's private key; its certificate is put beside it
  /// @param names of accounts, with commas between
  public static Path certifyUser(Path authority, Path user, String names) {
    return certify(authority, user, names, "-1m:+1h");
  }

  private static Path certify(
      Path authority, Path key, String names, String validity, String... more) {
    List<String> command =
        new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority.toString(), "-I", "a test"));
    command.addAll(List.of(more));
    if (!names.isEmpty()) {
      command.addAll(List.of("-n", names));
    }
    command.addAll(List.of("-V", validity, key + ".pub"));
    run(command);
    return Path.of(key + "-cert.pub");
  }

  /// Type and key of a public key's file, as they stand in `known_hosts`.
  public static String publicKey(Path file) {
    String[] words = text(file).split(" ", -1);
    return words[0] + " " + words[1];
  }

  private static String text(Path file) {
    try {
      String name = file.toString();
      return Files.readString(Path.of(name.endsWith(".pub") ? name : name + ".pub")).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Runs a program of OpenSSH and returns what it prints.
  ///
  /// @throws IllegalStateException when it fails
  public static String run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + said);
      }
      return said;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command, interrupted);
    }
  }

  /// The same.
  public static String run(String... command) {
    return run(Arrays.asList(command));
  }
}
