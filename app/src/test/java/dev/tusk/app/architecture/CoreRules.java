package dev.tusk.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import dev.tusk.app.architecture.planted.core.kernel.SeesFeature;
import dev.tusk.app.architecture.planted.core.query.MakesIds;
import dev.tusk.app.architecture.planted.core.query.OneWay;
import dev.tusk.app.architecture.planted.core.query.ReadsTheClock;
import dev.tusk.app.architecture.planted.core.query.RollsDice;
import dev.tusk.app.architecture.planted.core.query.SeesPort;
import dev.tusk.app.architecture.planted.core.query.SpeaksSql;
import dev.tusk.app.architecture.planted.core.query.StartsThread;
import dev.tusk.app.architecture.planted.core.query.WrongPort;
import dev.tusk.app.architecture.planted.core.schema.AndBack;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/// What the core may use and how its features stand to each other (rules 2 and 3).
final class CoreRules {
  /// What makes a run of the core unlike the last one, by owner and name of the method.
  private static final Map<String, Set<String>> UNREPEATABLE =
      Map.of(
          System.class.getName(), Set.of("nanoTime", "currentTimeMillis"),
          UUID.class.getName(), Set.of("randomUUID"),
          Math.class.getName(), Set.of("random"),
          StrictMath.class.getName(), Set.of("random"),
          ThreadLocalRandom.class.getName(), Set.of("current"),
          Clock.class.getName(),
              Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds"),
          Thread.class.getName(),
              Set.of("<init>", "start", "ofVirtual", "ofPlatform", "startVirtualThread", "sleep"),
          Executors.class.getName(), Set.of(),
          Random.class.getName(), Set.of("<init>"));

  private CoreRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of("the core needs nothing", CoreRules::dependencies, SpeaksSql.class),
        Rule.of(
            "the core runs the same way twice",
            CoreRules::repeatable,
            ReadsTheClock.class,
            MakesIds.class,
            RollsDice.class,
            StartsThread.class),
        Rule.of("no cycles in the core", CoreRules::noCycles, OneWay.class, AndBack.class),
        Rule.of("the kernel depends on no feature", CoreRules::kernel, SeesFeature.class),
        Rule.of("no feature sees the ports or the state", CoreRules::onTop, SeesPort.class),
        Rule.of("ports live in one package", CoreRules::portNames, WrongPort.class));
  }

  static ArchRule dependencies(Tree tree) {
    return classes()
        .that()
        .resideInAPackage(tree.in("core"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                tree.in("core"),
                "java.lang",
                "java.lang.annotation",
                "java.lang.ref",
                "java.util..",
                "java.time..",
                "java.nio..",
                "java.math",
                "java.io",
                "org.jspecify.annotations",
                // The planted core marks its roles with the real annotations.
                "dev.tusk.core.kernel"))
        .because("a core without libraries can be tested in milliseconds and outlives them all");
  }

  static ArchRule repeatable(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.in("core"))
        .should()
        .callCodeUnitWhere(unrepeatable())
        .because(
            "time, ids and timers come through ClockPort and IdSource, so that tests own them");
  }

  private static DescribedPredicate<JavaCall<?>> unrepeatable() {
    return describe(
        "read a clock, draw a random value or start a thread",
        call -> {
          String owner = call.getTargetOwner().getName();
          String name = call.getTarget().getName();
          Set<String> names = UNREPEATABLE.get(owner);
          return (names != null && (names.isEmpty() || names.contains(name)))
              || (owner.startsWith("java.time.") && name.equals("now"));
        });
  }

  static ArchRule noCycles(Tree tree) {
    return slices()
        .matching(tree.at("core") + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a feature that can be read alone can be changed alone");
  }

  static ArchRule kernel(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.in("core.kernel"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(tree.in("core"))
                .and(DescribedPredicate.not(resideInAnyPackage(tree.in("core.kernel")))))
        .because("every feature stands on the kernel");
  }

  static ArchRule onTop(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.in("core"))
        .and()
        .resideOutsideOfPackages(tree.in("core.port"), tree.in("core.state"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(tree.in("core.port"), tree.in("core.state")))
        .because("a use case takes the one role it needs; ports and state stand on the features");
  }

  static ArchRule portNames(Tree tree) {
    return classes()
        .that()
        .haveSimpleNameEndingWith("Port")
        .and()
        .areNotAnnotations()
        .should()
        .resideInAPackage(tree.at("core.port"))
        .andShould()
        .beInterfaces()
        .because("a port is one of the four faces; what it hands out is a plain noun");
  }
}
