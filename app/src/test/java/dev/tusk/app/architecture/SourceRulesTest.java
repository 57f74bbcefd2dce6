package dev.tusk.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.kernel.DrivenPort;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.result.SpillFile;
import dev.tusk.core.result.SpillFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rule 10 and what else only the text of all modules can answer, each with a planted violation.
class SourceRulesTest {
  /// A pool is made by a connector only, so the connector's contract proves it as well; a spill
  /// file by spill files.
  private static final Map<String, String> SHARED =
      Map.of(
          ConnectionPool.class.getName(), Connector.class.getName(),
          SpillFile.class.getName(), SpillFiles.class.getName());

  /// The one module that is exempt: its planted classes are in a package that is not marked.
  private static final String PLANTED_UNMARKED = Tree.PLANTED.at("stray");

  private static final SourceTree TUSK = SourceTree.here();

  @TempDir Path folder;

  static List<String> roles() {
    return Stream.concat(
            ArchitectureTest.TUSK.stream()
                .filter(type -> type.isAnnotatedWith(DrivenPort.class))
                .map(JavaClass::getName),
            // ClockPort is a TimeSource and nothing else.
            Stream.of(TimeSource.class.getName()))
        .sorted()
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("roles")
  void everyDrivenRoleHasAContractThatTheFakeAndTheRealAdapterKeep(String role)
      throws ClassNotFoundException {
    Class<?> contract = Class.forName(SHARED.getOrDefault(role, role) + "Contract");

    assertThat(contract).isInterface();
    assertThat(brokenPromise(TUSK.implementersOf(contract.getSimpleName()))).isEmpty();
  }

  private static String brokenPromise(Set<String> modules) {
    if (!modules.contains("core")) {
      return "no fake in the core's tests keeps it";
    }
    return modules.stream().anyMatch(each -> each.startsWith("adapters-") || each.equals("app"))
        ? ""
        : "no real adapter's test keeps it";
  }

  @Test
  void aContractThatOnlyTheFakeKeepsIsNoticed() throws IOException {
    write("pom.xml", "<module>core</module><module>adapters-x</module>");
    write("core/src/test/java/A.java", "package a;\nclass Fake implements ThingContract {}");
    write("adapters-x/src/test/java/B.java", "package b;\nclass Other implements Contract {}");
    SourceTree planted = new SourceTree(folder);

    assertThat(brokenPromise(planted.implementersOf("ThingContract"))).contains("real adapter");
    assertThat(brokenPromise(planted.implementersOf("Contract"))).contains("fake");

    write("adapters-x/src/test/java/C.java", "package b;\nclass Real implements ThingContract {}");
    assertThat(brokenPromise(planted.implementersOf("ThingContract"))).isEmpty();
  }

  @Test
  void everyPackageIsNullMarkedInTestsToo() {
    assertThat(TUSK.unmarkedPackages()).containsExactly(PLANTED_UNMARKED);
  }

  @Test
  void noMockingLibraryIsUsed() {
    assertThat(TUSK.mocking()).isEmpty();
  }

  @Test
  void aMockingLibraryIsNoticed() throws IOException {
    write("pom.xml", "<module>core</module>");
    write("core/pom.xml", "");
    write("core/src/test/java/A.java", "package a;\nimport org.mockito.Mockito;\n");

    assertThat(new SourceTree(folder).mocking()).hasSize(1);
  }

  @Test
  void theMainWindowStaysSmall() {
    assertThat(TUSK.lines("adapters-swing/src/main/java/dev/tusk/swing/shell/MainFrame.java"))
        .as("lines of MainFrame; what grows belongs to a feature")
        .isLessThanOrEqualTo(250);
  }

  private void write(String file, String text) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.resolveSibling("."));
    Files.writeString(target, text);
  }
}
