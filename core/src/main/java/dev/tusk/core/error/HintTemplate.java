package dev.tusk.core.error;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fills hint sentences such as `Column [{object}.{column}|{column}|of the row] must have a value`.
///
/// In brackets stand alternatives, of which the first wins whose placeholders all have a value; so
/// a sentence reads well whatever the server left out. `{?name}` asks for a value without showing
/// it. Placeholders outside brackets are not filled.
final class HintTemplate {
  /// The longest hint, in UTF-16 units.
  static final int LONGEST = 200;

  /// The longest value; 63 is PostgreSQL's longest name.
  static final int LONGEST_VALUE = 63;

  /// How much of a value is shown, tried from the left.
  private static final int[] ROOM = {LONGEST_VALUE, 40, 24, 12};

  private static final Pattern GROUP = Pattern.compile("\\[([^]]*)]");
  private static final Pattern HOLE = Pattern.compile("\\{(\\??)(\\w+)}");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");
  private static final Pattern BAR = Pattern.compile("\\|");

  private HintTemplate() {}

  /// The sentence, at most [#LONGEST] long when the template's own words are.
  ///
  /// @param values by placeholder; blank values and null ones count as missing
  static String fill(String template, Map<String, @Nullable String> values) {
    for (int room : ROOM) {
      String text = render(template, shown(values, room));
      if (text.length() <= LONGEST) {
        return text;
      }
    }
    return render(template, Map.of());
  }

  /// `text` on one line and without invisible characters, cut to `longest` UTF-16 units.
  static String clip(String text, int longest) {
    // Cut first: a server may send megabytes.
    String start = text.substring(0, Math.min(text.length(), longest * 2));
    String line = INVISIBLE.matcher(start).replaceAll(" ").strip();
    if (line.length() <= longest && start.length() == text.length()) {
      return line;
    }
    int end = Math.min(line.length(), longest - 1);
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end).stripTrailing() + "…";
  }

  private static Map<String, String> shown(Map<String, @Nullable String> values, int room) {
    Map<String, String> shown = new HashMap<>();
    values.forEach(
        (name, value) -> {
          String text = value == null ? "" : clip(value, room);
          if (!text.isEmpty()) {
            shown.put(name, text);
          }
        });
    return shown;
  }

  private static String render(String template, Map<String, String> values) {
    return GROUP
        .matcher(template)
        .replaceAll(group -> Matcher.quoteReplacement(choose(group.group(1), values)));
  }

  private static String choose(String alternatives, Map<String, String> values) {
    for (String each : BAR.split(alternatives, -1)) {
      boolean complete =
          HOLE.matcher(each).results().allMatch(hole -> values.containsKey(hole.group(2)));
      if (complete) {
        return HOLE.matcher(each)
            .replaceAll(
                hole ->
                    hole.group(1).isEmpty()
                        ? Matcher.quoteReplacement(values.getOrDefault(hole.group(2), ""))
                        : "");
      }
    }
    return "";
  }
}
