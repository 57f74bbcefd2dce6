package dev.tusk.postgres.error;

import java.util.Random;

/// Text as people and attackers write it; without zero characters, which no server text can hold.
final class RandomText {
  private static final String[] PIECES = {
    "a",
    "Z",
    "0",
    " ",
    "'",
    "\"",
    "\\",
    "$",
    "$$",
    ";",
    "--",
    "/*",
    "%",
    "\n",
    "\r\n",
    "\t",
    "é",
    "e\u0301",
    "ß",
    "İ",
    "ﬁ",
    "中",
    "한",
    "😀",
    "🐘",
    "👨‍👩‍👧",
    "\u202e",
    "\u2066",
    "\u200b",
    "العربية",
    "עברית",
    "\ud834\udd1e",
    "\u0001",
    "\u001b[31m",
    "<html>",
    "&amp;",
    "\uffff",
    "\ufeff",
    "\u2028",
    "{0}",
    "[x|y]"
  };

  private final Random random;

  RandomText(Random random) {
    this.random = random;
  }

  /// A text of up to `most` pieces, never blank.
  String next(int most) {
    StringBuilder text = new StringBuilder("m");
    int pieces = random.nextInt(most) + 1;
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
