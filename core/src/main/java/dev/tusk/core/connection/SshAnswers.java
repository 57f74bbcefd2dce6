package dev.tusk.core.connection;

import dev.tusk.core.kernel.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SSH passwords and passphrases of one connection, kept together as one secret. Not
/// thread-safe.
///
/// As text it is a line for each: what was asked, a tab, the answer, with `\` before what would
/// break a line.
final class SshAnswers implements AutoCloseable {
  private final Map<String, Secret> answers = new LinkedHashMap<>();

  /// Adds what [#toSecret] made; what does not look like it is passed over.
  void addAll(Secret together) {
    List<String> lines = together.reveal(text -> List.of(new String(text).split("\n", -1)));
    for (String line : lines) {
      List<String> cells = cells(line);
      if (cells.size() == 2) {
        put(cells.getFirst(), Secret.of(cells.getLast()));
      }
    }
  }

  /// A copy that the caller owns; empty when there is none.
  Optional<Secret> find(SecretQuestion question) {
    @Nullable Secret found = answers.get(key(question));
    return found == null ? Optional.empty() : Optional.of(found.copy());
  }

  /// Keeps a copy.
  void put(SecretQuestion question, Secret answer) {
    put(key(question), answer.copy());
  }

  private void put(String key, Secret answer) {
    @Nullable Secret old = answers.put(key, answer);
    if (old != null) {
      old.wipe();
    }
  }

  /// All of them in one, owned by the caller.
  Secret toSecret() {
    StringBuilder text = new StringBuilder();
    answers.forEach(
        (key, answer) ->
            text.append(escaped(key))
                .append('\t')
                .append(escaped(answer.reveal(String::new)))
                .append('\n'));
    return Secret.of(text.toString());
  }

  @Override
  public void close() {
    answers.values().forEach(Secret::wipe);
    answers.clear();
  }

  private static String key(SecretQuestion question) {
    return question.kind() + " " + question.about();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        char next = line.charAt(++i);
        cell.append(next == 't' ? '\t' : next == 'n' ? '\n' : next);
      } else if (c == '\t') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
