package dev.tusk.swing.editor.run;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A replacement of the marked token that the server's hint names.
///
/// @param wrong the token as it stands
/// @param right what to put there
public record SuggestedFix(String wrong, String right) {
  private static final Pattern COLUMN =
      Pattern.compile("Perhaps you meant to reference the column \"([^\"]+)\"");
  private static final Pattern KEPT_AS_IS = Pattern.compile("[a-z_][a-z0-9_$]*");

  /// Reads `Perhaps you meant to reference the column "c.email".`
  ///
  /// @param token the marked token
  /// @param hint null when the server sent none
  public static Optional<SuggestedFix> of(String token, @Nullable String hint) {
    if (hint == null || token.isEmpty()) {
      return Optional.empty();
    }
    var found = COLUMN.matcher(hint);
    if (!found.find()) {
      return Optional.empty();
    }
    var named = found.group(1);
    var right = token.indexOf('.') < 0 ? named.substring(named.lastIndexOf('.') + 1) : named;
    // a name that needs quotes cannot be told from one with dots in it: better no fix than a wrong
    for (var part : right.split("\\.", -1)) {
      if (!KEPT_AS_IS.matcher(part).matches()) {
        return Optional.empty();
      }
    }
    return right.equals(token) ? Optional.empty() : Optional.of(new SuggestedFix(token, right));
  }
}
