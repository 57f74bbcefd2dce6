package dev.tusk.swing.shell;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the title bar says.
///
/// @param document the tab in front; empty for none
/// @param connection its connection; empty for none
/// @param production whether it is a production server: badge and red frame
public record WindowTitle(String document, String connection, boolean production) {
  /// Only the product's name.
  public static final WindowTitle PLAIN = new WindowTitle("", "", false);

  /// What the desktop shows of it.
  String text() {
    return Stream.of(document, connection, "Tusk")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" – "));
  }
}
