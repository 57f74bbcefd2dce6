package dev.tusk.app.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.regex.Pattern;

/// A tree of packages that the rules can be asked about: Tusk's own, or the planted one.
///
/// The planted tree repeats the names of the layers below this package, so that the very same rule
/// that guards Tusk is seen to fail there.
record Tree(String root) {
  static final Tree TUSK = new Tree("dev.tusk");
  static final Tree PLANTED = new Tree("dev.tusk.app.architecture.planted");

  /// Class files of tests: a folder of the build, or the jar that carries the core's fakes.
  private static final Pattern TESTS = Pattern.compile(".*(/test-classes/|-tests\\.jar).*");

  /// The pattern of a package and all below it.
  String in(String name) {
    return root + "." + name + "..";
  }

  /// The pattern of one package alone.
  String at(String name) {
    return root + "." + name;
  }

  /// Every class of the tree on the class path; of Tusk's own, only those that are shipped and the
  /// harness.
  JavaClasses load() {
    ClassFileImporter importer = new ClassFileImporter();
    return equals(PLANTED)
        ? importer.importPackages(root)
        : importer.withImportOption(Tree::shipped).importPackages(root);
  }

  private static boolean shipped(Location location) {
    return !location.matches(TESTS);
  }
}
