package dev.tusk.app.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers which directory a person chose in place of one that could not be used.
///
/// A text file, a line each: the usual directory, a tab, the chosen one. Removing the line, or
/// choosing the usual one again, takes the choice back.
public final class ChosenDirectories {
  private static final System.Logger LOG = System.getLogger(ChosenDirectories.class.getName());

  private final @Nullable Path file;

  /// Remembers nothing: the system has no place for it.
  public ChosenDirectories() {
    file = null;
  }

  /// Remembers in `file`, made when it is missing.
  public ChosenDirectories(Path file) {
    this.file = file;
  }

  /// The directory to use instead of `usual`; `usual` itself when nothing was chosen or the file
  /// cannot be read.
  public Path insteadOf(Path usual) {
    try {
      String chosen = read().get(usual.toString());
      return chosen == null ? usual : Path.of(chosen);
    } catch (IOException | InvalidPathException unreadable) {
      LOG.log(System.Logger.Level.DEBUG, "The chosen directories cannot be read", unreadable);
      return usual;
    }
  }

  /// Remembers `chosen` for the next start.
  ///
  /// @throws IOException when it cannot be written; nothing has changed then
  public void remember(Path usual, Path chosen) throws IOException {
    Path target = file;
    Path folder = target == null ? null : target.toAbsolutePath().getParent();
    if (target == null || folder == null) {
      throw new IOException("there is no home directory to remember it in");
    }
    Map<String, String> all = read();
    all.remove(usual.toString());
    if (!usual.equals(chosen)) {
      all.put(usual.toString(), chosen.toString());
    }
    OwnFiles.directories(folder);
    StringBuilder text =
        new StringBuilder("# Written by Tusk: a data directory and what replaces it.\n");
    all.forEach((from, to) -> text.append(from).append('\t').append(to).append('\n'));
    Path part = Files.createTempFile(folder, "data-directories", ".part");
    try {
      Files.writeString(part, text, StandardCharsets.UTF_8);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    if (file == null) {
      return all;
    }
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int tab = line.indexOf('\t');
        if (!line.startsWith("#") && tab > 0) {
          all.put(line.substring(0, tab), line.substring(tab + 1));
        }
      }
    } catch (NoSuchFileException none) {
      // nobody has chosen anything
    }
    return all;
  }
}
