package dev.tusk.postgres.error;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.NextStep;
import dev.tusk.harness.postgres.PgServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// What a fault must become: a line of `faults.tsv`.
///
/// @param where `all`, `17` for servers since that version, `local` for the system's server
/// @param hint a pattern found in the hint; `-` for a fault without one on purpose
record GoldenRow(
    String fault,
    String where,
    String category,
    String code,
    boolean recoverable,
    List<NextStep> next,
    String hint) {

  static Map<String, GoldenRow> table() {
    Map<String, GoldenRow> rows = new LinkedHashMap<>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(GoldenRow.class.getResourceAsStream("faults.tsv")),
                StandardCharsets.UTF_8))) {
      for (String line : lines.lines().filter(each -> !each.startsWith("#")).toList()) {
        String[] cell = line.split("\t", -1);
        List<NextStep> next =
            cell[5].equals("-")
                ? List.of()
                : Arrays.stream(cell[5].split(",", -1)).map(NextStep::valueOf).toList();
        rows.put(
            cell[0],
            new GoldenRow(
                cell[0], cell[1], cell[2], cell[3], Boolean.parseBoolean(cell[4]), next, cell[6]));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return rows;
  }

  boolean isFor(PgServer server, boolean local) {
    return switch (where) {
      case "all" -> true;
      case "local" -> local;
      default -> server.major() >= Integer.parseInt(where);
    };
  }

  /// In what the shown error differs from what it must be; empty when in nothing.
  List<String> differences(ErrorInfo info) {
    List<String> different = new ArrayList<>();
    compare(different, "category", category, info.category());
    compare(different, "code", code, info.sqlState());
    compare(different, "recoverable", recoverable, info.recoverable());
    compare(different, "next steps", next, info.next());
    String shown = info.suggestion();
    if (hint.equals("-")) {
      compare(different, "hint", "none", shown == null ? "none" : shown);
    } else if (shown == null || !Pattern.compile(hint).matcher(shown).find()) {
      different.add(fault + ": hint must match /" + hint + "/, is " + shown);
    }
    if (info.message().isBlank()) {
      different.add(fault + ": no message");
    }
    if (shown != null
        && (shown.length() > 200 || shown.contains("\n") || shown.contains("\tat "))) {
      different.add(fault + ": no short sentence: " + shown);
    }
    if ((shown + info.message()).contains(FaultBench.PASSWORD)) {
      different.add(fault + ": shows the password");
    }
    return different;
  }

  private void compare(List<String> different, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      different.add(fault + ": " + what + " must be " + expected + ", is " + actual);
    }
  }
}
