package dev.tusk.app.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The project as text: for what bytecode on this module's class path cannot say, since the tests
/// of the adapters are in modules of their own and never reach it.
///
/// @param root the folder of the parent pom
record SourceTree(Path root) {
  private static final Pattern MODULE = Pattern.compile("<module>([\\w-]+)</module>");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern MOCKING =
      Pattern.compile("org\\.(mockito|easymock|jmock|powermock)|io\\.mockk|mockit\\.");

  /// The clone that this test runs in.
  static SourceTree here() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.resolveSibling("..").normalize();
    }
    return new SourceTree(folder);
  }

  List<String> modules() {
    return MODULE
        .matcher(text(root.resolve("pom.xml")))
        .results()
        .map(each -> each.group(1))
        .toList();
  }

  /// The fully qualified names of the types that files of shipped code declare, by their file name.
  Set<String> shippedTypes() {
    Set<String> types = new TreeSet<>();
    for (String module : modules()) {
      // Never on the class path of the program: measurements use it from outside.
      if (module.equals("benchmarks")) {
        continue;
      }
      for (Path file : javaFiles(module, "main")) {
        String name = file.getFileName().toString().replace(".java", "");
        if (!name.equals("package-info")) {
          types.add(packageOf(file) + "." + name);
        }
      }
    }
    return types;
  }

  /// Packages of main or test code without a `package-info.java` that marks them.
  Set<String> unmarkedPackages() {
    Set<String> unmarked = new TreeSet<>();
    for (String module : modules()) {
      Set<String> marked = new TreeSet<>();
      Set<String> all = new TreeSet<>();
      for (Path file : javaFiles(module)) {
        String name = packageOf(file);
        all.add(name);
        if (file.endsWith("package-info.java") && text(file).contains("@NullMarked")) {
          marked.add(name);
        }
      }
      all.removeAll(marked);
      unmarked.addAll(all);
    }
    return unmarked;
  }

  /// Files that name a mocking library.
  List<Path> mocking() {
    List<Path> found = new ArrayList<>();
    for (String module : modules()) {
      Stream.concat(Stream.of(root.resolve(module).resolve("pom.xml")), javaFiles(module).stream())
          .filter(
              file -> !file.endsWith("SourceTree.java") && !file.endsWith("SourceRulesTest.java"))
          .filter(file -> MOCKING.matcher(text(file)).find())
          .forEach(found::add);
    }
    return found;
  }

  /// The modules whose tests hold something to a contract.
  Set<String> implementersOf(String contract) {
    Pattern implementer =
        Pattern.compile("\\bclass\\s+\\w+[^{;]*\\bimplements\\b[^{;]*\\b" + contract + "\\b");
    Set<String> found = new TreeSet<>();
    for (String module : modules()) {
      if (javaFiles(module, "test").stream()
          .anyMatch(file -> implementer.matcher(text(file)).find())) {
        found.add(module);
      }
    }
    return found;
  }

  int lines(String file) {
    return (int) text(root.resolve(file)).lines().count();
  }

  private List<Path> javaFiles(String module) {
    return Stream.concat(javaFiles(module, "main").stream(), javaFiles(module, "test").stream())
        .toList();
  }

  private List<Path> javaFiles(String module, String kind) {
    Path folder = root.resolve(module).resolve("src").resolve(kind).resolve("java");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String packageOf(Path file) {
    return PACKAGE
        .matcher(text(file))
        .results()
        .map((MatchResult each) -> each.group(1))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(file + " has no package"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
