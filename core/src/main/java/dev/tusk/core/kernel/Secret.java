package dev.tusk.core.kernel;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A password or passphrase that never prints itself and can be wiped.
///
/// The text is kept in a `char[]` of its own; [#wipe] overwrites it. What a driver makes of it is
/// beyond our reach: pgjdbc keeps one `String` copy while a pool lives. Thread-safe.
public final class Secret implements AutoCloseable {
  private final char[] text;
  private boolean wiped;

  private Secret(char[] text) {
    this.text = text;
  }

  /// Copies `text`; the caller keeps ownership of its array and should wipe it.
  public static Secret of(char[] text) {
    return new Secret(text.clone());
  }

  /// Copies `text`. Prefer [#of(char\[\])] where the source is not already a `String`.
  public static Secret of(String text) {
    return new Secret(text.toCharArray());
  }

  /// Hands the text to `use` as a copy that is wiped as soon as `use` returns.
  ///
  /// @throws IllegalStateException when this secret has been wiped
  public synchronized <T extends @Nullable Object> T reveal(Function<char[], T> use) {
    if (wiped) {
      throw new IllegalStateException("This secret has been wiped");
    }
    char[] copy = text.clone();
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, '\0');
    }
  }

  /// A second secret with the same text, wiped independently of this one.
  public Secret copy() {
    return reveal(Secret::of);
  }

  public synchronized boolean isEmpty() {
    return text.length == 0;
  }

  /// Overwrites the text; later calls of [#reveal] fail.
  public synchronized void wipe() {
    Arrays.fill(text, '\0');
    wiped = true;
  }

  @Override
  public void close() {
    wipe();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Secret that)) {
      return false;
    }
    if (this == that) {
      return true;
    }
    char[] mine = reveal(char[]::clone);
    char[] theirs = that.reveal(char[]::clone);
    int difference = mine.length ^ theirs.length;
    for (int i = 0; i < mine.length && i < theirs.length; i++) {
      difference |= mine[i] ^ theirs[i];
    }
    Arrays.fill(mine, '\0');
    Arrays.fill(theirs, '\0');
    return difference == 0;
  }

  /// The same for all secrets, so that no hash of a password is ever kept.
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
