package dev.tusk.sqlite.recovery;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes files and directories that only their owner can read, where the system knows owners.
public final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /// Creates `directory` and what is missing above it.
  public static void directories(Path directory) throws IOException {
    Files.createDirectories(directory, attributes("rwx------"));
  }

  /// Creates `file` if it is not there, and takes it away from everybody else.
  public static void file(Path file) throws IOException {
    try {
      Files.createFile(file, forOwner());
    } catch (FileAlreadyExistsException there) {
      if (POSIX && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(file)) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  /// What [Files#createFile] takes so that only the owner can read the file.
  static FileAttribute<?>[] forOwner() {
    return attributes("rw-------");
  }

  /// Refuses to write through a link that stands where Tusk keeps a file of its own.
  ///
  /// @throws LinkException when `file` is a symbolic link
  public static void refuseLink(Path file) throws LinkException {
    if (Files.isSymbolicLink(file)) {
      throw new LinkException(file);
    }
  }

  /// A file of Tusk's is a symbolic link.
  public static final class LinkException extends FileSystemException {
    private static final long serialVersionUID = 1;

    LinkException(Path file) {
      super(file.toString(), null, "it is a symbolic link");
    }
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
