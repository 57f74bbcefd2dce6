package dev.tusk.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.tusk.app.architecture.planted.cli.CallsPort;
import dev.tusk.app.architecture.planted.core.history.OpenUseCase;
import dev.tusk.app.architecture.planted.core.schema.SeesAdapter;
import dev.tusk.app.architecture.planted.postgres.CallsUseCase;
import dev.tusk.app.architecture.planted.postgres.SeesOtherAdapter;
import dev.tusk.app.architecture.planted.stray.NoLayer;
import dev.tusk.app.architecture.planted.swing.editor.CallsRole;
import dev.tusk.core.kernel.DrivenPort;
import dev.tusk.core.kernel.UseCase;
import java.util.List;

/// Who may see whom across the hexagon (rules 1 and 5 of ARCHITECTURE.md).
final class LayerRules {
  private static final String[] ADAPTERS = {"postgres", "sqlite", "keyring", "swing", "cli"};

  private LayerRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            "layers", LayerRules::layers, SeesAdapter.class, SeesOtherAdapter.class, NoLayer.class),
        Rule.of(
            "driving adapters see no driven role",
            LayerRules::noDrivenRole,
            CallsRole.class,
            CallsPort.class),
        Rule.of("driven adapters call no use case", LayerRules::noUseCaseBelow, CallsUseCase.class),
        Rule.of("use cases are final", LayerRules::finalUseCases, OpenUseCase.class));
  }

  static ArchRule layers(Tree tree) {
    LayeredArchitecture layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(tree.root() + "..")
            // The canary sees to it that no layer is empty.
            .withOptionalLayers(true)
            .layer("core")
            .definedBy(tree.in("core"))
            .layer("demo")
            .definedBy(tree.in("demo"))
            .layer("app")
            .definedBy(tree.in("app"))
            .layer("harness")
            .definedBy(tree.in("harness"));
    for (String adapter : ADAPTERS) {
      layers =
          layers
              .layer(adapter)
              .definedBy(tree.in(adapter))
              .whereLayer(adapter)
              .mayOnlyAccessLayers("core");
    }
    return layers
        .whereLayer("core")
        .mayNotAccessAnyLayer()
        .whereLayer("demo")
        .mayOnlyAccessLayers("core")
        .whereLayer("app")
        .mayOnlyAccessLayers("core", "demo", "postgres", "sqlite", "keyring", "swing", "cli")
        // Fixtures of the tests: nothing that is shipped may lean on them.
        .whereLayer("harness")
        .mayOnlyAccessLayers("core", "demo")
        .ensureAllClassesAreContainedInArchitecture()
        .because("an adapter can be swapped only while nothing but app knows it");
  }

  static ArchRule noDrivenRole(Tree tree) {
    return noClasses()
        .that()
        .resideInAnyPackage(tree.in("swing"), tree.in("cli"))
        .should()
        .dependOnClassesThat(drivenRole(tree))
        .because("a window or a command asks use cases, which keep the order and the history");
  }

  private static DescribedPredicate<JavaClass> drivenRole(Tree tree) {
    return DescribedPredicate.describe(
        "are driven roles or ports",
        type ->
            type.isAnnotatedWith(DrivenPort.class)
                || type.getPackageName().equals(tree.at("core.port")));
  }

  static ArchRule noUseCaseBelow(Tree tree) {
    return noClasses()
        .that()
        .resideInAnyPackage(tree.in("postgres"), tree.in("sqlite"), tree.in("keyring"))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are use cases", type -> type.isAnnotatedWith(UseCase.class)))
        .because("calls go through the core in one direction only");
  }

  static ArchRule finalUseCases(Tree tree) {
    return classes()
        .that()
        .areAnnotatedWith(UseCase.class)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .andShould()
        .resideInAPackage(tree.in("core"))
        .because("a use case is one thing a person can ask for, not a frame to extend");
  }
}
