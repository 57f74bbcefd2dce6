package dev.tusk.postgres.session;

/// Reads the number of a command tag.
final class Tags {
  private Tags() {}

  /// The last word of `tag` as a number; 0 where it is none.
  static long count(String tag) {
    int blank = tag.lastIndexOf(' ');
    if (blank < 0) {
      return 0;
    }
    try {
      return Long.parseLong(tag.substring(blank + 1));
    } catch (NumberFormatException word) {
      return 0;
    }
  }
}
