package dev.tusk.postgres.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options that OpenSSH's configuration files have for one host: the first value wins.
///
/// `Match` knows `all`, `host`, `originalhost`, `user` and `localuser`; a block with any other
/// criterion, such as `exec`, is passed over.
final class SshOptions {
  private static final int DEEPEST_INCLUDE = 16;

  private final Path home;
  private final String alias;
  private final @Nullable String user;
  private final Map<String, List<String>> values = new HashMap<>();

  /// @param alias the host as it was asked for
  /// @param user as it was asked for; null for none
  SshOptions(Path home, String alias, @Nullable String user) {
    this.home = home;
    this.alias = alias;
    this.user = user;
  }

  /// Adds what a file says; one that is not there says nothing.
  void read(Path file) {
    read(file, 0);
  }

  /// The first value; null when there is none.
  @Nullable String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.getFirst();
  }

  String first(String name, String otherwise) {
    @Nullable String value = first(name);
    return value == null ? otherwise : value;
  }

  /// Every value; more than one only for `IdentityFile` and `CertificateFile`.
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  private void read(Path file, int depth) {
    boolean active = true;
    for (String line : lines(file)) {
      String text = line.strip();
      int end = 0;
      while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
        end++;
      }
      if (text.startsWith("#") || end == 0) {
        continue;
      }
      String name = text.substring(0, end).toLowerCase(Locale.ROOT);
      String rest = text.substring(end).strip();
      rest = rest.startsWith("=") ? rest.substring(1).strip() : rest;
      List<String> words = words(rest);
      switch (name) {
        case "host" -> active = Patterns.match(words, alias);
        case "match" -> active = matches(words);
        case "include" -> {
          if (active) {
            words.forEach(word -> include(file, word, depth));
          }
        }
        case "identityfile", "certificatefile" -> {
          if (active && !words.isEmpty()) {
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(words.getFirst());
          }
        }
        case "userknownhostsfile", "globalknownhostsfile" -> put(active, name, rest);
        default -> put(active, name, words.isEmpty() ? "" : words.getFirst());
      }
    }
  }

  private void put(boolean active, String name, String value) {
    if (active && !value.isEmpty()) {
      values.computeIfAbsent(name, key -> new ArrayList<>(List.of(value)));
    }
  }

  private boolean matches(List<String> words) {
    boolean all = !words.isEmpty();
    for (int i = 0; i < words.size() && all; i++) {
      boolean negated = words.get(i).startsWith("!");
      String criterion = words.get(i).substring(negated ? 1 : 0).toLowerCase(Locale.ROOT);
      if (criterion.equals("all")) {
        all = !negated;
        continue;
      }
      String argument = i + 1 < words.size() ? words.get(++i) : "";
      @Nullable String subject =
          switch (criterion) {
            case "host" -> first("hostname", alias).replace("%h", alias);
            case "originalhost" -> alias;
            case "user" -> user != null ? user : first("user", localUser());
            case "localuser" -> localUser();
            default -> null;
          };
      all = subject != null && Patterns.match(List.of(argument.split(",", -1)), subject) != negated;
    }
    return all;
  }

  private static String localUser() {
    return System.getProperty("user.name", "");
  }

  private void include(Path from, String word, int depth) {
    if (depth >= DEEPEST_INCLUDE) {
      throw SshErrors.settings(from + " includes too many files in each other");
    }
    String plain = word.startsWith("~/") ? home + word.substring(1) : word;
    Path base = from.getParent();
    Path whole = SshErrors.path(plain);
    whole = whole.isAbsolute() || base == null ? whole : base.resolve(whole);
    @Nullable Path folder = whole.getParent();
    @Nullable Path name = whole.getFileName();
    if (folder == null || name == null) {
      return;
    }
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, name.toString())) {
        matching.forEach(found::add);
      } catch (IOException unreadable) {
        throw SshErrors.settings(folder + " can't be read: " + unreadable.getMessage());
      }
    }
    found.sort(null);
    found.forEach(each -> read(each, depth + 1));
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      // Bytes of another encoding must not keep the rest from being read.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw SshErrors.settings(file + " can't be read: " + unreadable.getMessage());
    }
  }

  /// Splits at spaces, keeps quoted words whole, and stops at a comment.
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean any = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped =
          c == '\\' && i + 1 < text.length() && "\"'\\".indexOf(text.charAt(i + 1)) >= 0;
      if (escaped) {
        word.append(text.charAt(++i));
        any = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        any = true;
      } else if (c == ' ' || c == '\t') {
        if (any) {
          words.add(word.toString());
          word.setLength(0);
          any = false;
        }
      } else if (c == '#' && !any) {
        break;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return words;
  }
}
