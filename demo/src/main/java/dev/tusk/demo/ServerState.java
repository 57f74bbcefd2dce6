package dev.tusk.demo;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/// How to reach the running server: the content of the file that only its owner may read.
///
/// @param port on the loopback address
/// @param user the superuser
/// @param password of this start
/// @param version such as `18.6`
/// @param pid of the postmaster
record ServerState(int port, String user, String password, String version, long pid) {

  /// Writes the file with mode 0600, whole or not at all.
  void write(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    // Born closed: there is no moment in which somebody else could open it.
    Files.createFile(
        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        beside,
        "host=127.0.0.1\nport=%d\nuser=%s\npassword=%s\nversion=%s\npid=%d\n"
            .formatted(port, user, password, version, pid),
        StandardCharsets.UTF_8);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Reads the file; empty when there is none or it is damaged.
  static Optional<ServerState> read(Path file) throws IOException {
    try {
      var properties = new Properties();
      properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
      return Optional.of(
          new ServerState(
              Integer.parseInt(properties.getProperty("port", "")),
              properties.getProperty("user", ""),
              properties.getProperty("password", ""),
              properties.getProperty("version", ""),
              Long.parseLong(properties.getProperty("pid", ""))));
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "ServerState[port=" + port + ", user=" + user + ", pid=" + pid + ", password=***]";
  }
}
