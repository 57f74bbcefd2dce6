package dev.tusk.core.error;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The causes of a failure, outermost first.
///
/// Chains can be cyclic, and wrappers of wrappers can make them thousands long: a cycle ends (after
/// Brent's algorithm), and so does a chain of more than [#DEEPEST].
public final class Causes {
  /// Far beyond what any stack of libraries makes; walking so many takes well under 1 ms.
  static final int DEEPEST = 20_000;

  private Causes() {}

  /// `failure` and its causes; each at least once, one of a cycle at most twice.
  @SuppressWarnings("ReferenceEquality") // a cycle comes back to the same object
  public static List<Throwable> of(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    Throwable mark = failure;
    int power = 1;
    int steps = 0;
    @Nullable Throwable each = failure;
    while (each != null && chain.size() < DEEPEST) {
      chain.add(each);
      each = each.getCause();
      if (each == mark) {
        break;
      }
      steps++;
      if (steps == power && each != null) {
        mark = each;
        power *= 2;
        steps = 0;
      }
    }
    return chain;
  }
}
