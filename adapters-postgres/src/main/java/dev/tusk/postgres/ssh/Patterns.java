package dev.tusk.postgres.ssh;

/// OpenSSH's patterns: `*` and `?` are wildcards, `!` negates.
final class Patterns {
  private Patterns() {}

  /// Whether one of `patterns` matches `name` and none of the negated ones does.
  static boolean match(Iterable<String> patterns, String name) {
    boolean found = false;
    for (String pattern : patterns) {
      boolean negated = pattern.startsWith("!");
      if (matches(negated ? pattern.substring(1) : pattern, name)) {
        if (negated) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  private static boolean matches(String p, String n) {
    int at = 0;
    int in = 0;
    int star = -1;
    int retry = 0;
    while (in < n.length()) {
      if (at < p.length() && p.charAt(at) == '*') {
        star = at++;
        retry = in;
      } else if (at < p.length() && (p.charAt(at) == '?' || p.charAt(at) == n.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++retry;
      } else {
        return false;
      }
    }
    while (at < p.length() && p.charAt(at) == '*') {
      at++;
    }
    return at == p.length();
  }
}
