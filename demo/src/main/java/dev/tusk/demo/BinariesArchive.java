package dev.tusk.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks a `.txz` of server programs.
final class BinariesArchive {
  private static final int ANY_EXECUTE = 0111;

  private BinariesArchive() {}

  /// Unpacks into a new folder: every folder and program may be entered and run by every user,
  /// because as root the server runs as another one. Static libraries are left out.
  ///
  /// @param xz the archive; not closed
  /// @throws IOException when an entry would leave the folder, or on any failure to read or write
  static void unpack(InputStream xz, Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    makeFolder(root);
    var tar = new TarArchiveInputStream(new XZInputStream(xz));
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path target = root.resolve(entry.getName()).normalize();
      if (!target.startsWith(root)) {
        throw new IOException("The archive has an entry outside its folder: " + entry.getName());
      }
      if (entry.isDirectory()) {
        makeFolder(target);
      } else if (!entry.getName().endsWith(".a")) {
        Path parent = target.getParent();
        if (parent != null) {
          makeFolder(parent);
        }
        unpack(tar, entry, root, target);
      }
    }
  }

  private static void unpack(
      TarArchiveInputStream tar, TarArchiveEntry entry, Path root, Path target) throws IOException {
    if (entry.isSymbolicLink()) {
      Path link = Path.of(entry.getLinkName());
      if (!target.resolveSibling(link).normalize().startsWith(root)) {
        throw new IOException("The archive has a link out of its folder: " + entry.getName());
      }
      Files.createSymbolicLink(target, link);
    } else if (entry.isLink()) {
      Path original = root.resolve(entry.getLinkName()).normalize();
      if (!original.startsWith(root)) {
        throw new IOException("The archive has a link out of its folder: " + entry.getName());
      }
      Files.createLink(target, original);
    } else {
      Files.copy(tar, target);
      boolean program = (entry.getMode() & ANY_EXECUTE) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
