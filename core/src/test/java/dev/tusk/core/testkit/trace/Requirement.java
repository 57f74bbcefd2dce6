package dev.tusk.core.testkit.trace;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says which requirements a test, or every test of a class, proves.
///
/// The ids are those of `docs/requirements.tsv`: `FR-013a`, `SC-004`, `US4.2`, `EC-3`, and the
/// proofs `C-1`, `D-6`, `E-19`. [TraceRecorder] notes what became of the test;
/// `build/Requirements.java` fails the build for an id without a passing test and for an id that
/// nobody knows.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
public @interface Requirement {
  /// The ids, at least one.
  String[] value();
}
