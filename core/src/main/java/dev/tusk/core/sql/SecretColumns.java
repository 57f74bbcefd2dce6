package dev.tusk.core.sql;

import java.util.BitSet;

/// Which values stand in columns that keep secrets: `(name, password) values ('…', '…'), (…)` and
/// `set (name, password) = ('…', '…')`.
final class SecretColumns {
  private static final int NONE = -1;

  private final BitSet collected = new BitSet();
  private final BitSet columns = new BitSet();
  private int listDepth = NONE;
  private int valueDepth = NONE;
  private int item;
  private boolean valuesFollow;

  /// A parenthesis opened, which is the `depth`th.
  void open(int depth, String lastWord) {
    if (valueDepth != NONE) {
      return;
    }
    item = 0;
    if (!columns.isEmpty() && (valuesFollow || lastWord.equals("values"))) {
      valueDepth = depth;
      listDepth = NONE;
    } else {
      listDepth = depth;
      collected.clear();
    }
    valuesFollow = false;
  }

  /// A comma, straight behind a name of a secret or not.
  void comma(int depth, boolean afterName) {
    if (depth == valueDepth) {
      item++;
    } else if (depth == listDepth) {
      collected.set(item, afterName);
      item++;
    } else if (valueDepth == NONE) {
      // The next row of values, or the next assignment: only the former begins with a parenthesis.
      valuesFollow = !columns.isEmpty();
    }
  }

  /// The `depth`th parenthesis closed.
  void close(int depth, boolean afterName) {
    if (depth == valueDepth) {
      valueDepth = NONE;
    } else if (depth == listDepth) {
      collected.set(item, afterName);
      columns.clear();
      columns.or(collected);
      listDepth = NONE;
    }
  }

  void equal() {
    valuesFollow = !columns.isEmpty() && valueDepth == NONE;
  }

  /// A statement ended.
  void forget() {
    columns.clear();
    listDepth = NONE;
    valueDepth = NONE;
    valuesFollow = false;
  }

  boolean valueIsSecret() {
    return valueDepth != NONE && columns.get(item);
  }
}
