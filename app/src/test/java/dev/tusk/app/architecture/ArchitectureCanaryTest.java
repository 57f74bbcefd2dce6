package dev.tusk.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Sings while the rules look at the whole of Tusk; without it an empty import would pass them all.
class ArchitectureCanaryTest {
  private static final Pattern LAYER = Pattern.compile("^dev\\.tusk\\.(\\w+).*");

  @Test
  void theRulesLookAtEveryFileOfEveryModule() {
    Set<String> imported =
        ArchitectureTest.TUSK.stream().map(JavaClass::getName).collect(Collectors.toSet());

    assertThat(SourceTree.here().shippedTypes()).isNotEmpty().isSubsetOf(imported);
  }

  @Test
  void theRulesLookAtEveryLayer() {
    Set<String> layers =
        ArchitectureTest.TUSK.stream()
            .map(type -> LAYER.matcher(type.getPackageName()).replaceFirst("$1"))
            .collect(Collectors.toSet());

    assertThat(layers)
        .containsExactlyInAnyOrder(
            "core", "postgres", "sqlite", "keyring", "swing", "cli", "demo", "app", "harness");
  }

  @Test
  void theRulesLookAtNoTest() {
    assertThat(ArchitectureTest.TUSK)
        .noneMatch(type -> type.getName().endsWith("Test") || type.getName().contains("InMemory"));
  }

  @Test
  void everyRuleIsThereOnce() {
    assertThat(ArchitectureTest.rules()).hasSizeGreaterThan(30);
    assertThat(ArchitectureTest.rules()).extracting(Rule::name).doesNotHaveDuplicates();
  }
}
