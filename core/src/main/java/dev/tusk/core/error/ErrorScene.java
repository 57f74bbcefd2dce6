package dev.tusk.core.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of an error beyond the error itself, so that its hint can name things.
///
/// @param name what stands at the marked place of the statement, as it is written there; null when
///     no place is marked
/// @param nearest names of what exists and is spelled alike, as SQL, the nearest first
public record ErrorScene(@Nullable String name, List<String> nearest) {
  /// Nothing is known.
  public static final ErrorScene NONE = new ErrorScene(null, List.of());

  public ErrorScene {
    nearest = List.copyOf(nearest);
  }
}
