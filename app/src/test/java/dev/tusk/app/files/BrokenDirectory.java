package dev.tusk.app.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.harness.files.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// A data directory that cannot be used, broken for real beneath a home directory.
public final class BrokenDirectory implements AutoCloseable {
  /// What is wrong with the directory.
  public enum Fault {
    FORBIDDEN_PARENT("You may not write", true),
    FORBIDDEN("You may not write", true),
    READ_ONLY_DISK("read-only", false),
    FULL_DISK("is full", false),
    A_FILE("is a file", false),
    UNDER_A_FILE("cannot be made", false),
    DANGLING_LINK("is a link to a place that does not exist", false),
    LINK_LOOP("is a link to a place that does not exist", false),
    NAME_TOO_LONG("cannot be made", false),
    ANOTHERS("belongs to nobody", false);

    private final String words;
    private final boolean unprivileged;

    Fault(String words, boolean unprivileged) {
      this.words = words;
      this.unprivileged = unprivileged;
    }

    /// What Tusk says of it.
    public String words() {
      return words;
    }
  }

  private final Fault fault;
  private final Path home;
  private final Path path;
  private @Nullable SmallDisk disk;

  private BrokenDirectory(Fault fault, Path home) throws Exception {
    this.fault = fault;
    this.home = home;
    this.path = provoke(home.resolve("data"));
  }

  /// Makes one; skips the test where this machine cannot.
  public static BrokenDirectory make(Fault fault, Path home) throws Exception {
    assumeTrue(
        !fault.unprivileged || JavaProcess.canGiveUpPrivileges(),
        "needs root and setpriv, to give up root's privileges");
    return new BrokenDirectory(fault, home);
  }

  public Fault fault() {
    return fault;
  }

  public Path path() {
    return path;
  }

  /// Has a process keep its data there; without the privileges that would let it.
  public void applyTo(JavaProcess tusk) {
    tusk.with("TUSK_DATA_DIR", path.toString()).with("HOME", home.toString());
    if (fault.unprivileged) {
      tusk.unprivileged();
    }
  }

  private Path provoke(Path data) throws Exception {
    switch (fault) {
      case FORBIDDEN_PARENT -> {
        Path parent = Files.createDirectory(home.resolve("locked"));
        only(parent, "r-x------");
        return parent.resolve("tusk");
      }
      case FORBIDDEN -> only(Files.createDirectory(data), "r-x------");
      case READ_ONLY_DISK -> mount(data).readOnly(true);
      case FULL_DISK -> mount(data);
      case A_FILE -> Files.writeString(data, "mine");
      case UNDER_A_FILE -> {
        Files.writeString(data, "mine");
        return data.resolve("tusk");
      }
      case DANGLING_LINK -> Files.createSymbolicLink(data, home.resolve("nowhere"));
      case LINK_LOOP -> Files.createSymbolicLink(data, data);
      case NAME_TOO_LONG -> {
        return data.resolve("n".repeat(256));
      }
      case ANOTHERS -> {
        Files.createDirectory(data);
        only(data, "rwxrwxrwx");
        assumeTrue(
            new ProcessBuilder("chown", "nobody", data.toString()).start().waitFor() == 0,
            "needs root, to give a directory away");
      }
    }
    return data;
  }

  private SmallDisk mount(Path at) throws IOException {
    assumeTrue(SmallDisk.refusal().isEmpty(), "needs root, to mount a small disk");
    SmallDisk small = SmallDisk.mount(Files.createDirectory(at), 256);
    disk = small;
    return small;
  }

  private static void only(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Override
  public void close() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }
}
