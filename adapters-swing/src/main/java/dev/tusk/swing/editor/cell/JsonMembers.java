package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Finds what is inside a JSON value, one level at a time, by going through its text. Makes no
/// objects of the values: a number of any length stays the text that it is. What is not JSON gives
/// some nodes or none. Confined to one thread.
final class JsonMembers {
  /// As many nodes are shown side by side; more come in groups.
  static final int SIDE_BY_SIDE = 1000;

  private static final int SHOWN = 200;

  private final ValueBytes value;
  private final Cancellation cancellation;

  JsonMembers(ValueBytes value, Cancellation cancellation) {
    this.value = value;
    this.cancellation = cancellation;
  }

  /// The whole value.
  JsonNode root() {
    var in = new ByteReader(value, 0, cancellation);
    skipBlanks(in);
    return value("", in);
  }

  /// What is right below a node.
  ///
  /// @throws java.util.concurrent.CancellationException when cancelled
  List<JsonNode> below(JsonNode node) {
    var group = node.group();
    return switch (node.kind()) {
      case STRING, WORD -> List.of();
      case OBJECT, ARRAY -> members(node);
      case GROUP ->
          group == null
              ? List.of()
              : group.count() > SIDE_BY_SIDE
                  ? groups(group)
                  : some(group, new ByteReader(value, node.from(), cancellation));
    };
  }

  private List<JsonNode> members(JsonNode node) {
    var in = new ByteReader(value, node.from() + 1, cancellation);
    var first = new ArrayList<JsonNode>();
    var starts = new long[16];
    var count = 0L;
    while (toMember(in)) {
      if (count % SIDE_BY_SIDE == 0) {
        var at = (int) (count / SIDE_BY_SIDE);
        starts = at == starts.length ? Arrays.copyOf(starts, 2 * at) : starts;
        starts[at] = in.position();
      }
      if (count < SIDE_BY_SIDE) {
        first.add(member(node.kind(), count, in));
      } else {
        skipMember(node.kind(), in);
      }
      count++;
    }
    return count <= SIDE_BY_SIDE
        ? first
        : groups(new JsonNode.Group(node.kind(), 0, count, starts));
  }

  /// Cuts many members into groups of a thousand, or a million, or more, so that there are at most
  /// a thousand groups.
  private static List<JsonNode> groups(JsonNode.Group whole) {
    var size = (long) SIDE_BY_SIDE;
    while (whole.count() > size * SIDE_BY_SIDE) {
      size *= SIDE_BY_SIDE;
    }
    var groups = new ArrayList<JsonNode>();
    for (var done = 0L; done < whole.count(); done += size) {
      var first = whole.first() + done;
      var count = Math.min(size, whole.count() - done);
      var from = whole.starts()[(int) (first / SIDE_BY_SIDE)];
      groups.add(
          new JsonNode(
              String.format(Locale.ROOT, "[%,d … %,d]", first, first + count - 1),
              "",
              JsonNode.Kind.GROUP,
              from,
              from,
              new JsonNode.Group(whole.of(), first, count, whole.starts())));
    }
    return groups;
  }

  private List<JsonNode> some(JsonNode.Group group, ByteReader in) {
    var nodes = new ArrayList<JsonNode>();
    for (var i = 0L; i < group.count() && toMember(in); i++) {
      nodes.add(member(group.of(), group.first() + i, in));
    }
    return nodes;
  }

  /// Skips blanks and commas.
  ///
  /// @return false when the object or array ends here
  private static boolean toMember(ByteReader in) {
    while (JsonLayout.isBlank(in.peek()) || in.peek() == ',') {
      var _ = in.next();
    }
    return in.peek() >= 0 && in.peek() != ']' && in.peek() != '}';
  }

  private static void skipBlanks(ByteReader in) {
    while (JsonLayout.isBlank(in.peek())) {
      var _ = in.next();
    }
  }

  private JsonNode member(JsonNode.Kind of, long number, ByteReader in) {
    if (of != JsonNode.Kind.OBJECT) {
      return value("[" + number + "]", in);
    }
    var from = in.position();
    skip(in);
    var key = text(from, in.position());
    toValue(in);
    return value(key, in);
  }

  private static void skipMember(JsonNode.Kind of, ByteReader in) {
    if (of == JsonNode.Kind.OBJECT) {
      skip(in);
      toValue(in);
    }
    skip(in);
  }

  private static void toValue(ByteReader in) {
    skipBlanks(in);
    if (in.peek() == ':') {
      var _ = in.next();
    }
    skipBlanks(in);
  }

  private JsonNode value(String label, ByteReader in) {
    var kind =
        switch (in.peek()) {
          case '{' -> JsonNode.Kind.OBJECT;
          case '[' -> JsonNode.Kind.ARRAY;
          case '"' -> JsonNode.Kind.STRING;
          default -> JsonNode.Kind.WORD;
        };
    var from = in.position();
    skip(in);
    return new JsonNode(label, text(from, in.position()), kind, from, in.position(), null);
  }

  private String text(long from, long to) {
    var bytes = value.read(from, (int) Math.min(to - from, 4 * SHOWN));
    var text = new String(bytes, StandardCharsets.UTF_8);
    var shown = text.length() > SHOWN ? text.substring(0, SHOWN) : text;
    return shown.length() < text.length() || bytes.length < to - from ? shown + "…" : shown;
  }

  /// Skips a value.
  private static void skip(ByteReader in) {
    var depth = 0L;
    do {
      var c = in.next();
      if (c < 0) {
        return;
      }
      switch (c) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> skipString(in);
        default -> {
          while (depth == 0 && JsonLayout.isWord(in.peek())) {
            var _ = in.next();
          }
        }
      }
    } while (depth > 0);
  }

  private static void skipString(ByteReader in) {
    for (var c = in.next(); c >= 0 && c != '"'; c = in.next()) {
      if (c == '\\') {
        var _ = in.next();
      }
    }
  }
}
