package dev.tusk.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import dev.tusk.app.architecture.planted.app.TakesRows;
import dev.tusk.app.architecture.planted.cli.OpensWindow;
import dev.tusk.app.architecture.planted.core.query.SpeaksSql;
import dev.tusk.app.architecture.planted.demo.LogsByLibrary;
import dev.tusk.app.architecture.planted.sqlite.SpeaksPostgres;
import dev.tusk.app.architecture.planted.swing.editor.ReadsOptions;
import java.util.List;
import java.util.stream.Stream;

/// Which part of Tusk may know which library (rule 6).
final class LibraryRules {
  private LibraryRules() {}

  static List<Rule> all() {
    return List.of(
        confined(
            "JDBC and jOOQ",
            List.of("java.sql..", "javax.sql..", "org.jooq.."),
            List.of("postgres", "sqlite"),
            SpeaksSql.class),
        confined(
            "the PostgreSQL driver, its pool and SSH",
            List.of("org.postgresql..", "com.zaxxer..", "com.jcraft.."),
            List.of("postgres"),
            SpeaksPostgres.class),
        confined("the SQLite driver", List.of("org.sqlite.."), List.of("sqlite"), TakesRows.class),
        confined(
            "Swing, AWT and their libraries",
            List.of(
                "javax.swing..", "java.awt..", "com.formdev..", "org.fife..", "net.miginfocom.."),
            List.of("swing", "app"),
            OpensWindow.class),
        confined("picocli", List.of("picocli.."), List.of("cli", "app"), ReadsOptions.class),
        confined(
            "SLF4J and Logback",
            List.of("org.slf4j..", "ch.qos.logback.."),
            List.of("app"),
            LogsByLibrary.class),
        confined(
            "the keyring's libraries",
            List.of("com.github.javakeyring..", "org.freedesktop..", "com.sun.jna.."),
            List.of("keyring"),
            TakesRows.class),
        confined(
            "archives",
            List.of("org.apache.commons.compress..", "org.tukaani.."),
            List.of("demo"),
            TakesRows.class),
        Rule.of("no JDBC type leaves its adapter", LibraryRules::nothingLeaks, TakesRows.class));
  }

  private static Rule confined(
      String what, List<String> packages, List<String> layers, Class<?> planted) {
    return Rule.of(
        what + " only in " + String.join(" and ", layers),
        tree -> confine(tree, what, packages, layers),
        planted);
  }

  private static ArchRule confine(
      Tree tree, String what, List<String> packages, List<String> layers) {
    // The harness is for tests: it looks at a server past the adapter that is being tested.
    String[] allowed =
        Stream.concat(layers.stream(), Stream.of("harness")).map(tree::in).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(tree.root() + "..")
        .and()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages.toArray(String[]::new))
        .because(what + " can be replaced only while one part knows it");
  }

  static ArchRule nothingLeaks(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.root() + "..")
        .and()
        .resideOutsideOfPackages(tree.in("postgres"), tree.in("sqlite"), tree.in("harness"))
        .should()
        .callCodeUnitWhere(describe("take or give a JDBC type", LibraryRules::speaksJdbc))
        .because("whoever holds a ResultSet must know when its connection is given back");
  }

  private static boolean speaksJdbc(JavaCall<?> call) {
    return Stream.concat(
            call.getTarget().getRawParameterTypes().stream(),
            Stream.of(call.getTarget().getRawReturnType()))
        .map(JavaClass::getPackageName)
        .anyMatch(name -> name.equals("java.sql") || name.equals("javax.sql"));
  }
}
