package dev.tusk.core.kernel;

import java.util.UUID;

/// Identifies an editor tab.
public record TabId(UUID value) {
  public static TabId parse(String text) {
    return new TabId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
