package dev.tusk.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.tusk.app.architecture.planted.swing.editor.PlantedPresenter;
import dev.tusk.app.architecture.planted.swing.editor.SeesResult;
import dev.tusk.app.architecture.planted.swing.editor.SelectsAtOnce;
import dev.tusk.app.architecture.planted.swing.editor.StartsWork;
import dev.tusk.app.architecture.planted.swing.editor.TouchesWindow;
import dev.tusk.app.architecture.planted.swing.editor.WaitsForEvents;
import dev.tusk.app.architecture.planted.swing.kit.KnowsFeature;
import dev.tusk.app.architecture.planted.swing.kit.KnowsShell;
import dev.tusk.app.architecture.planted.swing.shell.KnowsEditor;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;
import javax.swing.text.JTextComponent;

/// How the window's parts stand to each other and to its threads (rules 4 and 7).
final class SwingRules {
  /// What only the kit may call: an empty set stands for everything of that class. The rest of
  /// `SwingUtilities` (mouse buttons, ancestors) has nothing to do with threads.
  private static final Map<String, Set<String>> THREADS =
      Map.of(
          Thread.class.getName(),
              Set.of("<init>", "start", "ofVirtual", "ofPlatform", "startVirtualThread", "sleep"),
          SwingUtilities.class.getName(),
              Set.of("invokeLater", "invokeAndWait", "isEventDispatchThread"),
          EventQueue.class.getName(), Set.of("invokeLater", "invokeAndWait", "isDispatchThread"),
          CompletableFuture.class.getName(), Set.of("runAsync", "supplyAsync"),
          SwingWorker.class.getName(), Set.of(),
          javax.swing.Timer.class.getName(), Set.of(),
          Timer.class.getName(), Set.of(),
          Executors.class.getName(), Set.of(),
          ExecutorService.class.getName(), Set.of(),
          ForkJoinPool.class.getName(), Set.of());

  private SwingRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of("features of the window are strangers", SwingRules::strangers, SeesResult.class),
        Rule.of(
            "kit and shell import no feature",
            SwingRules::noFeature,
            KnowsFeature.class,
            KnowsEditor.class),
        Rule.of("the kit stands alone", SwingRules::kitAlone, KnowsShell.class),
        Rule.of("the window stays in the shell", SwingRules::noMainFrame, TouchesWindow.class),
        Rule.of("presenters know no Swing", SwingRules::presenters, PlantedPresenter.class),
        Rule.of(
            "threads only in the kit", SwingRules::threads, StartsWork.class, WaitsForEvents.class),
        Rule.of(
            "selection and clipboard only by the kit",
            SwingRules::clipboards,
            SelectsAtOnce.class));
  }

  static ArchRule strangers(Tree tree) {
    return slices()
        .assignedFrom(features(tree))
        .should()
        .notDependOnEachOther()
        .because("features speak through UiIntents, so that each can be taken out");
  }

  private static SliceAssignment features(Tree tree) {
    Pattern below = Pattern.compile(Pattern.quote(tree.at("swing")) + "\\.(\\w+).*");
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        Matcher name = below.matcher(type.getPackageName());
        return !name.matches() || Set.of("kit", "shell").contains(name.group(1))
            ? SliceIdentifier.ignore()
            : SliceIdentifier.of(name.group(1));
      }

      @Override
      public String getDescription() {
        return "features of the window";
      }
    };
  }

  static ArchRule noFeature(Tree tree) {
    return noClasses()
        .that()
        .resideInAnyPackage(tree.in("swing.kit"), tree.in("swing.shell"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(tree.in("swing"))
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(tree.in("swing.kit"), tree.in("swing.shell")))))
        .because("a feature is added by contributing, never by being known");
  }

  static ArchRule kitAlone(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.in("swing.kit"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(tree.in("swing.shell")))
        .because("the shell is built from the kit");
  }

  static ArchRule noMainFrame(Tree tree) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(tree.in("swing.shell"))
        .should()
        .dependOnClassesThat()
        .haveSimpleName("MainFrame")
        .because("features see the window through Shell and Contributions");
  }

  static ArchRule presenters(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.in("swing"))
        .and()
        .haveNameMatching(".*Presenter(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.swing..", "java.awt..")
        .because("what a feature does is tested without a display");
  }

  static ArchRule threads(Tree tree) {
    return noClasses()
        .that()
        .resideInAPackage(tree.in("swing"))
        .and()
        .resideOutsideOfPackage(tree.in("swing.kit"))
        .should()
        .callCodeUnitWhere(
            describe("start threads or queue events", call -> touches(call.getTargetOwner(), call)))
        .because("UiExecutor is the only door between the event thread and all others");
  }

  static ArchRule clipboards(Tree tree) {
    return noClasses()
        .that()
        .resideInAnyPackage(tree.in("swing"), tree.in("app"))
        .and()
        .resideOutsideOfPackage(tree.in("swing.kit"))
        .should()
        .callCodeUnitWhere(
            describe("set the selection on the event thread", SwingRules::takesSelection))
        .because("X11 makes who takes it wait: Clipboards and the kit's text components do not");
  }

  private static boolean takesSelection(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    return switch (call.getTarget().getName()) {
      case "getSystemClipboard", "getSystemSelection" -> owner.isAssignableTo(Toolkit.class);
      case "<init>" ->
          owner.isAssignableTo(JTextComponent.class) && owner.getPackageName().startsWith("javax.");
      default -> false;
    };
  }

  private static boolean touches(JavaClass owner, JavaCall<?> call) {
    return THREADS.entrySet().stream()
        .filter(each -> owner.isAssignableTo(each.getKey()))
        .anyMatch(
            each ->
                each.getValue().isEmpty() || each.getValue().contains(call.getTarget().getName()));
  }
}
