package dev.tusk.app.log;

import dev.tusk.app.files.OwnFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of the log files: `tusk-2026-11-23.log`, one per local day, and
/// `tusk-2026-11-23.1.log` with the lines before it when a day had too many. Several processes may
/// use it.
///
/// @param keep the limits beyond which the oldest files go
record LogFolder(Path path, Keep keep) {
  private static final Pattern OURS = Pattern.compile("tusk-\\d{4}-\\d\\d-\\d\\d(\\.1)?\\.log");

  /// What is kept.
  ///
  /// @param files how many
  /// @param bytes how much in all, beyond what is being written
  /// @param partBytes where a file is put aside, and the one put aside before is dropped
  record Keep(int files, long bytes, long partBytes) {
    /// Two weeks, 100 MB; the newest 16 MB of a flood are always there.
    static final Keep USUAL = new Keep(14, 100L << 20, 16L << 20);
  }

  /// One file of the log, as found.
  record Found(Path file, long bytes) {}

  Path file(LocalDate day) {
    return path.resolve("tusk-" + day + ".log");
  }

  /// Makes the folder and opens the file of a day, at its end.
  LogFile open(LocalDate day) throws IOException {
    OwnFiles.directories(path);
    return LogFile.open(file(day));
  }

  /// Puts the file of a day aside when it is still `full`; another process may have done so first.
  void putAside(LocalDate day, LogFile full) throws IOException {
    Path lock = path.resolve(".lock");
    OwnFiles.file(lock);
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && full.isStillThere()) {
        Files.move(
            file(day),
            path.resolve("tusk-" + day + ".1.log"),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /// Removes what is beyond the limits, but never the file of `today`.
  void sweep(LocalDate today) throws IOException {
    List<Found> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        if (OURS.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file)) {
          found.add(new Found(file, Files.size(file)));
        }
      }
    }
    for (Found each : surplus(found, file(today), keep)) {
      Files.deleteIfExists(each.file());
    }
  }

  /// The oldest files beyond the number and the bytes to keep. Pure.
  static List<Found> surplus(List<Found> found, Path current, Keep keep) {
    List<Found> newestFirst =
        found.stream()
            .filter(each -> !each.file().equals(current))
            .sorted(Comparator.comparing((Found each) -> each.file().getFileName()).reversed())
            .toList();
    List<Found> surplus = new ArrayList<>();
    int files = 1;
    long bytes = 0;
    for (Found each : newestFirst) {
      files++;
      bytes += each.bytes();
      if (files > keep.files() || bytes > keep.bytes()) {
        surplus.add(each);
      }
    }
    return surplus;
  }
}
