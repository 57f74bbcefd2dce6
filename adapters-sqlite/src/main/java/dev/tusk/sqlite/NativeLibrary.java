package dev.tusk.sqlite;

import dev.tusk.sqlite.recovery.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// Keeps SQLite's native library unpacked in a directory of the user's own.
///
/// The driver would unpack it into the world-writable temporary directory, and again at every
/// start (190 to 450 ms).
final class NativeLibrary {
  private static final System.Logger LOG = System.getLogger(NativeLibrary.class.getName());
  private static final String PATH = "org.sqlite.lib.path";
  private static final String UNPACK = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /// Makes the driver load the library from `directory`, unpacking it there once per version.
  ///
  /// Does nothing when somebody has chosen a place already. When `directory` cannot be written, the
  /// driver unpacks into a private temporary directory.
  static synchronized void useFrom(Path directory) {
    if (System.getProperty(PATH) != null || System.getProperty(UNPACK) != null) {
      return;
    }
    try {
      Path own = directory.resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
      PrivateFiles.directories(own);
      String name = LibraryLoaderUtil.getNativeLibName();
      Path library = own.resolve(name);
      if (!Files.exists(library)) {
        unpack(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name, library);
      }
      System.setProperty(PATH, own.toString());
      System.setProperty(UNPACK, own.toString());
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.DEBUG, "SQLite's library goes to a temporary directory", failure);
      try {
        // Java makes this one readable for its owner only.
        Path temporary = Files.createTempDirectory("tusk-sqlite");
        temporary.toFile().deleteOnExit();
        System.setProperty(UNPACK, temporary.toString());
      } catch (IOException none) {
        LOG.log(System.Logger.Level.WARNING, "No private directory for SQLite's library", none);
      }
    }
  }

  /// Moved into place whole: another process never loads half a library.
  private static void unpack(String resource, Path library) throws IOException {
    Path part = Files.createTempFile(library.getParent(), "unpack", ".part");
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("SQLite brings no library for this system: " + resource);
      }
      // Into the file that is there: a new one would be readable for others.
      try (OutputStream out = Files.newOutputStream(part)) {
        in.transferTo(out);
      }
      Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
