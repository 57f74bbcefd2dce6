package dev.tusk.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.tusk.app.architecture.planted.app.ThrowsAnything;
import dev.tusk.app.architecture.planted.cli.PrintsByItself;
import dev.tusk.app.architecture.planted.demo.Serialises;
import dev.tusk.app.architecture.planted.postgres.AbstractThing;
import dev.tusk.app.architecture.planted.postgres.StartsVirtualThread;
import dev.tusk.app.architecture.planted.postgres.ThingManager;
import dev.tusk.app.architecture.planted.sqlite.IThing;
import dev.tusk.app.architecture.planted.sqlite.LogsTheOldWay;
import dev.tusk.app.architecture.planted.sqlite.ThingImpl;
import dev.tusk.app.architecture.planted.stray.NoLayer;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import javax.sql.CommonDataSource;
import org.jspecify.annotations.NullMarked;

/// What no class of Tusk does, whatever its layer (rules 9 and 10, and the names).
final class HygieneRules {
  private static final String REFUSED_NAMES =
      "(.*(Impl|Manager|Helper|Helpers|Util|Utils)|Abstract[A-Z].*|I[A-Z].*)";

  private HygieneRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of("no standard streams", HygieneRules::noStandardStreams, PrintsByItself.class),
        Rule.of("no generic exceptions", HygieneRules::noGenericExceptions, ThrowsAnything.class),
        Rule.of("no java.util.logging", HygieneRules::noJavaLogging, LogsTheOldWay.class),
        Rule.of("no Java serialisation", HygieneRules::noSerialisation, Serialises.class),
        Rule.of("no virtual threads", HygieneRules::noVirtualThreads, StartsVirtualThread.class),
        Rule.of(
            "names that say something",
            HygieneRules::names,
            ThingImpl.class,
            ThingManager.class,
            AbstractThing.class,
            IThing.class),
        Rule.of("every package is null-marked", HygieneRules::nullMarked, NoLayer.class));
  }

  /// The command line gets its streams from `app.Main`, which opens them from the descriptors.
  static ArchRule noStandardStreams(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.root() + "..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .because("standard output carries results and nothing else; the rest is logged");
  }

  static ArchRule noGenericExceptions(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.root() + "..")
        .should()
        .callConstructorWhere(describe("make a generic exception", HygieneRules::generic))
        .because("an error that names no cause cannot be shown, counted or handled");
  }

  private static boolean generic(JavaConstructorCall call) {
    JavaClass made = call.getTargetOwner();
    boolean general =
        List.of(Throwable.class, Exception.class, RuntimeException.class, Error.class).stream()
            .anyMatch(made::isEquivalentTo);
    // An exception class of our own calls its parent's constructor.
    return general && !call.getOriginOwner().isAssignableTo(Throwable.class);
  }

  /// The bridge in `app` is called by its SLF4J name and needs no exemption.
  static ArchRule noJavaLogging(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.root() + "..")
        .and()
        // javax.sql prescribes a method that returns a java.util.logging.Logger.
        .areNotAssignableTo(CommonDataSource.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .because("System.Logger reaches the log file; java.util.logging prints past it");
  }

  static ArchRule noSerialisation(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.root() + "..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Externalizable.class)
        .orShould(
            ArchCondition.from(
                describe(
                    "implement Serializable by themselves",
                    type ->
                        type.getRawInterfaces().stream()
                            .anyMatch(each -> each.isEquivalentTo(Serializable.class)))))
        .because("what is read back years later needs a format that is written down");
  }

  static ArchRule noVirtualThreads(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.root() + "..")
        .and()
        .resideOutsideOfPackage(tree.root() + ".harness..")
        .should()
        .callMethodWhere(
            describe(
                "start virtual threads",
                call ->
                    List.of("ofVirtual", "startVirtualThread", "newVirtualThreadPerTaskExecutor")
                        .contains(call.getName())))
        .because(
            "the first that waits for a socket starts a poller in native code, for which the JVM"
                + " waits 0.3 s when it ends");
  }

  static ArchRule names(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.root() + "..")
        .should(
            ArchCondition.from(
                describe(
                    "be named " + REFUSED_NAMES,
                    type -> type.getSimpleName().matches(REFUSED_NAMES))))
        .because("a name says what a class is in the words of the domain");
  }

  static ArchRule nullMarked(Tree tree) {
    return classes()
        .that()
        .resideInAPackage(tree.root() + "..")
        .should(beInNullMarkedPackages())
        .because("NullAway checks only what is marked");
  }

  private static ArchCondition<JavaClass> beInNullMarkedPackages() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type,
                marked,
                type.getName() + " is in " + type.getPackageName() + ", @NullMarked: " + marked));
      }
    };
  }
}
