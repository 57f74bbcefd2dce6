package dev.tusk.sqlite.recovery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The good copies of a store: one of each of the last three days on which Tusk's window was open.
///
/// A directory `copies` beside the file. A copy is checked before it counts, and gets its name only
/// when it is whole and on the disk.
public final class Copies {
  private static final int KEPT = 3;
  private static final Pattern NAME = Pattern.compile("tusk-(\\d{4}-\\d{2}-\\d{2})\\.db");

  private final Path directory;

  public Copies(Path file) {
    this.directory = file.resolveSibling("copies");
  }

  /// A copy, and the day (UTC) that it shows.
  public record Copy(Path file, LocalDate day) {}

  /// All of them, the newest first.
  public List<Copy> all() throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(Copies::copy)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(Copy::day).reversed())
          .toList();
    }
  }

  /// Makes today's copy of the store behind `connection`, unless there is one.
  ///
  /// @param connection outside of a transaction
  /// @return whether one was made
  public boolean keep(Connection connection, Instant now) throws IOException, SQLException {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    tidy();
    if (all().stream().anyMatch(copy -> copy.day().equals(today))) {
      return false;
    }
    Path kept = make(connection, today);
    // By name, and never the one just made: a clock may be set back.
    all().stream()
        .filter(copy -> !copy.file().equals(kept))
        .skip(KEPT - 1)
        .forEach(copy -> delete(copy.file()));
    return true;
  }

  /// Replaces all copies by one of now: what a person has cleared must not stay in them.
  public void replace(Connection connection, Instant now) throws IOException, SQLException {
    List<Copy> before = all();
    if (!before.isEmpty()) {
      Path kept = make(connection, LocalDate.ofInstant(now, ZoneOffset.UTC));
      before.stream()
          .filter(copy -> !copy.file().equals(kept))
          .forEach(copy -> delete(copy.file()));
    }
  }

  /// Takes away what a killed attempt has left, with its journal, under whichever day.
  private void tidy() throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.list(directory)) {
        files.filter(each -> each.toString().contains(".db.part")).forEach(Copies::delete);
      }
    }
  }

  private Path make(Connection connection, LocalDate day) throws IOException, SQLException {
    PrivateFiles.refuseLink(directory);
    PrivateFiles.directories(directory);
    tidy();
    Path part = directory.resolve("tusk-" + day + ".db.part");
    Files.createFile(part, PrivateFiles.forOwner());
    try {
      vacuumInto(connection, part);
      Optional<String> wrong = Damage.check(part);
      if (wrong.isPresent()) {
        throw new IOException("The copy is not good: " + wrong.get());
      }
      Path copy = directory.resolve("tusk-" + day + ".db");
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Writes the whole store to `target`, an empty file, and onto the disk.
  static void vacuumInto(Connection connection, Path target) throws IOException, SQLException {
    try (PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
      vacuum.setString(1, target.toString());
      vacuum.execute();
    }
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static Optional<Copy> copy(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches()
        ? Optional.of(new Copy(file, LocalDate.parse(matcher.group(1))))
        : Optional.empty();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      System.getLogger(Copies.class.getName())
          .log(System.Logger.Level.WARNING, "An old copy stays: " + file, failure);
    }
  }
}
