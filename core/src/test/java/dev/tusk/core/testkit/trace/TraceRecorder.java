package dev.tusk.core.testkit.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Notes for every test that carries a [Requirement] what became of it, and every [Figure].
///
/// Writes `target/trace/PID.tsv`, or into the folder that the system property `tusk.trace` names:
/// `test`, id, class.method, outcome (`passed`, `failed`, `skipped`); `figure`, ids, name, value,
/// bound. Registered with the JUnit platform as a service, so it sees the tests of every engine.
// Tests run one after the other; figures belong to the running test.
public final class TraceRecorder implements TestExecutionListener {
  private static volatile Set<String> running = new TreeSet<>();
  private TestPlan plan;

  /// Made by the platform.
  @SuppressWarnings("NullAway.Init") // the platform names the plan before the first test
  public TraceRecorder() {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    this.plan = plan;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    running = ids(test);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    note(test, "skipped");
    for (TestIdentifier child : plan.getDescendants(test)) {
      note(child, "skipped");
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (test.isTest()) {
          note(test, "passed");
        }
      }
      case ABORTED -> note(test, "skipped");
      case FAILED -> note(test, "failed");
    }
  }

  /// Called by [Figure].
  static void figure(String name, String value, String bound) {
    write(List.of(String.join("\t", "figure", String.join(",", running), name, value, bound)));
  }

  private void note(TestIdentifier test, String outcome) {
    List<String> lines = new ArrayList<>();
    for (String id : ids(test)) {
      lines.add(String.join("\t", "test", id, name(test), outcome));
    }
    write(lines);
  }

  private static String name(TestIdentifier test) {
    return switch (test.getSource().orElse(null)) {
      case MethodSource method -> method.getClassName() + "." + method.getMethodName();
      case ClassSource type -> type.getClassName();
      case null, default -> test.getLegacyReportingName();
    };
  }

  private Set<String> ids(TestIdentifier test) {
    Set<String> ids = new TreeSet<>();
    for (Optional<TestIdentifier> at = Optional.of(test);
        at.isPresent();
        at = plan.getParent(at.get())) {
      switch (at.get().getSource().orElse(null)) {
        case MethodSource method -> {
          add(ids, method.getJavaMethod());
          add(ids, method.getJavaClass());
        }
        case ClassSource type -> {
          for (Class<?> c = type.getJavaClass(); c != null; c = c.getEnclosingClass()) {
            add(ids, c);
          }
        }
        case null, default -> {
          // ArchUnit names a rule by its field, which needs ArchUnit to read.
          for (String id : fieldIds(at.get())) {
            ids.add(id);
          }
        }
      }
    }
    return ids;
  }

  private List<String> fieldIds(TestIdentifier test) {
    Optional<Class<?>> type =
        plan.getParent(test)
            .flatMap(TestIdentifier::getSource)
            .filter(ClassSource.class::isInstance)
            .map(source -> ((ClassSource) source).getJavaClass());
    if (type.isEmpty()) {
      return List.of();
    }
    return ReflectionSupport.findFields(
            type.get(),
            field -> field.getName().equals(test.getDisplayName()),
            org.junit.platform.commons.support.HierarchyTraversalMode.TOP_DOWN)
        .stream()
        .flatMap(field -> AnnotationSupport.findAnnotation(field, Requirement.class).stream())
        .flatMap(mark -> Arrays.stream(mark.value()))
        .toList();
  }

  private static void add(Set<String> ids, AnnotatedElement element) {
    AnnotationSupport.findAnnotation(element, Requirement.class)
        .ifPresent(mark -> ids.addAll(Arrays.asList(mark.value())));
  }

  private static void write(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    Path file =
        Path.of(
            System.getProperty("tusk.trace", "target/trace"),
            ProcessHandle.current().pid() + ".tsv");
    synchronized (TraceRecorder.class) {
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException("The trace of the requirements cannot be written", e);
      }
    }
  }
}
