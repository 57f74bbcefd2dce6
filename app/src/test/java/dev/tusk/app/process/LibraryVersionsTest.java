package dev.tusk.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import java.io.File;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// No library may be older than the release that closed its holes.
@Requirement("D-21")
class LibraryVersionsTest {
  /// Library, and the oldest version without a known hole that concerns us.
  private static final Map<String, int[]> FLOORS =
      Map.of(
          // CVE-2026-42198 (SCRAM iterations), CVE-2026-54291 (channel binding)
          "postgresql", new int[] {42, 7, 12},
          // CVE-2026-1225, CVE-2025-11226 (code from configuration files)
          "logback-classic", new int[] {1, 5, 25},
          "logback-core", new int[] {1, 5, 25},
          // CVE-2023-32697 (code through a JDBC URL)
          "sqlite-jdbc", new int[] {3, 41, 2});

  @Test
  void everyLibraryIsAtLeastAtItsFloor() {
    String classPath = JavaProcess.classPath();
    FLOORS.forEach(
        (library, floor) -> {
          int[] found = version(classPath, library);
          assertThat(Arrays.compare(found, floor))
              .as(library + " " + Arrays.toString(found) + " against " + Arrays.toString(floor))
              .isNotNegative();
        });
  }

  @Test
  void anOlderOneIsNoticed() {
    assertThat(
            Arrays.compare(
                version("/m/postgresql-42.7.11.jar", "postgresql"), FLOORS.get("postgresql")))
        .isNegative();
  }

  private static int[] version(String classPath, String library) {
    MatchResult match =
        Pattern.compile(Pattern.quote(File.separator + library) + "-(\\d+(?:\\.\\d+)+)\\.jar")
            .matcher(classPath)
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError(library + " is not on the class path"));
    return Pattern.compile("\\.")
        .splitAsStream(match.group(1))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
