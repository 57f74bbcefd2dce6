package dev.tusk.app.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/// One rule and the proof that it can fail.
///
/// @param rule makes the rule for a tree of packages
/// @param planted classes of the planted tree that break it; each must be named in its report
record Rule(String name, Function<Tree, ArchRule> rule, List<Class<?>> planted) {
  static Rule of(String name, Function<Tree, ArchRule> rule, Class<?>... planted) {
    return new Rule(name, rule, List.of(planted));
  }

  @Override
  public String toString() {
    return name;
  }
}
