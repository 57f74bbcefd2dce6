package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns a value into coloured pieces: what repeats is dimmed, what cannot be seen is marked. Only
/// for painting; the data is never touched.
final class CellRuns {
  /// No cell is painted longer than this.
  static final int MAX_CHARS = 500;

  /// `\\x` and 32 bytes: a hash shows whole.
  private static final int MAX_HEX = 66;

  private static final String NO_ELEMENT = "NULL";

  private static final List<CellRun> NULL = List.of(new CellRun("NULL", ColorRole.TEXT3, true));
  private static final List<CellRun> EMPTY = List.of(CellRun.dim("''"));

  private CellRuns() {}

  /// The pieces of a value.
  ///
  /// @param value its text, or the start of it; null for NULL
  public static List<CellRun> of(Kind kind, @Nullable String value) {
    if (value == null) {
      return NULL;
    }
    if (value.isEmpty()) {
      return EMPTY;
    }
    var cut =
        value.length() > MAX_CHARS && Character.isHighSurrogate(value.charAt(MAX_CHARS - 1))
            ? MAX_CHARS - 1
            : MAX_CHARS;
    var shown = value.length() > cut ? value.substring(0, cut) : value;
    return switch (kind) {
      case BOOLEAN -> List.of(isFalse(shown) ? CellRun.dim(word(shown)) : CellRun.of(word(shown)));
      case TIME -> time(shown);
      case UUID -> split(shown, shown.indexOf('-'));
      case JSON -> json(shown);
      case NUMBER, ENUM -> List.of(CellRun.of(visible(shown)));
      case ARRAY -> array(shown);
      case OTHER -> shown.equals("empty") ? List.of(CellRun.dim(shown)) : text(shown);
      case TEXT, BYTES -> text(shown);
    };
  }

  /// The first bytes of a `bytea` and how many it has; nothing of that where they are escaped.
  ///
  /// @param start of its text
  /// @param length of the whole text
  static List<CellRun> bytes(String start, int length) {
    if (!start.startsWith("\\x")) {
      return of(Kind.BYTES, start);
    }
    var cut = start.length() > MAX_HEX || start.length() < length;
    var shown = start.substring(0, Math.min(start.length(), MAX_HEX));
    return List.of(
        CellRun.of(cut ? shown + "…" : shown),
        CellRun.dim("  " + Figures.bytes((length - 2L) / 2)));
  }

  /// All pieces as one text.
  static String text(List<CellRun> runs) {
    if (runs.size() == 1) {
      return runs.getFirst().text();
    }
    var text = new StringBuilder();
    runs.forEach(run -> text.append(run.text()));
    return text.toString();
  }

  private static boolean isFalse(String value) {
    return value.equals("f") || value.equals("false");
  }

  /// The server prints `t` and `f`; people read words.
  private static String word(String value) {
    return switch (value) {
      case "t" -> "true";
      case "f" -> "false";
      default -> value;
    };
  }

  /// Dims the fraction of seconds and the zone: `14:02:11` `.407+01`.
  private static List<CellRun> time(String value) {
    var dot = value.indexOf('.');
    if (dot > 0) {
      return split(value, dot);
    }
    for (var i = value.lastIndexOf(':') + 1; i > 0 && i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '+' || c == '-') {
        return split(value, i);
      }
    }
    return List.of(CellRun.of(visible(value)));
  }

  private static List<CellRun> split(String value, int at) {
    return at <= 0
        ? List.of(CellRun.of(visible(value)))
        : List.of(
            CellRun.of(visible(value.substring(0, at))), CellRun.dim(visible(value.substring(at))));
  }

  /// Marks line breaks, tabs and spaces at the end, as they would not be seen.
  private static List<CellRun> text(String value) {
    var runs = new ArrayList<CellRun>();
    var end = value.length();
    while (end > 0 && value.charAt(end - 1) == ' ') {
      end--;
    }
    var from = 0;
    for (var i = 0; i < end; i++) {
      var mark =
          switch (value.charAt(i)) {
            case '\n' -> "↵";
            case '\r' -> "␍";
            case '\t' -> "→";
            default -> "";
          };
      if (!mark.isEmpty()) {
        add(runs, value.substring(from, i));
        runs.add(CellRun.dim(mark));
        from = i + 1;
      }
    }
    add(runs, value.substring(from, end));
    if (end < value.length()) {
      runs.add(CellRun.dim("·".repeat(value.length() - end)));
    }
    return runs;
  }

  /// An element that is NULL is as a cell that is; the text `NULL` has quotes around it.
  private static List<CellRun> array(String value) {
    var runs = new ArrayList<CellRun>();
    var from = 0;
    var quoted = false;
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && isNoElement(value, i)) {
        runs.addAll(text(value.substring(from, i)));
        runs.addAll(NULL);
        from = i + NO_ELEMENT.length();
      }
    }
    runs.addAll(text(value.substring(from)));
    return runs;
  }

  private static boolean isNoElement(String value, int at) {
    var end = at + NO_ELEMENT.length();
    return at > 0
        && end < value.length()
        && value.startsWith(NO_ELEMENT, at)
        && "{,;".indexOf(value.charAt(at - 1)) >= 0
        && "},;".indexOf(value.charAt(end)) >= 0;
  }

  private static void add(List<CellRun> runs, String text) {
    var visible = visible(text);
    if (!visible.isEmpty()) {
      runs.add(CellRun.of(visible));
    }
  }

  /// One line, names in text, strings green, numbers brown, words blue, signs dim.
  private static List<CellRun> json(String value) {
    var runs = new ArrayList<CellRun>();
    var i = 0;
    while (i < value.length()) {
      var c = value.charAt(i);
      var end = i + 1;
      if (c == '"') {
        while (end < value.length() && value.charAt(end) != '"') {
          end += value.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end + 1, value.length());
        var name = end < value.length() && value.charAt(end) == ':';
        runs.add(piece(value, i, end, name ? ColorRole.TEXT2 : ColorRole.SYNTAX_STRING));
      } else if (c == '-' || Character.isDigit(c)) {
        while (end < value.length() && "0123456789.eE+-".indexOf(value.charAt(end)) >= 0) {
          end++;
        }
        runs.add(piece(value, i, end, ColorRole.SYNTAX_NUMBER));
      } else if (Character.isLetter(c)) {
        while (end < value.length() && Character.isLetter(value.charAt(end))) {
          end++;
        }
        runs.add(piece(value, i, end, ColorRole.SYNTAX_KEYWORD));
      } else {
        while (end < value.length()
            && value.charAt(end) != '"'
            && value.charAt(end) != '-'
            && !Character.isLetterOrDigit(value.charAt(end))) {
          end++;
        }
        runs.add(piece(value, i, end, ColorRole.TEXT2));
      }
      i = end;
    }
    return runs;
  }

  private static CellRun piece(String value, int start, int end, ColorRole color) {
    return new CellRun(visible(value.substring(start, end)), color, false);
  }

  /// What cannot be seen would disguise the value.
  private static String visible(String text) {
    return SafeText.visible(text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
  }
}
