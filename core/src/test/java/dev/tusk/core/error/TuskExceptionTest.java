package dev.tusk.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TuskExceptionTest {
  @Test
  void errorIsFoundBeneathWrappers() {
    TuskError error = new TuskError.OutcomeUnknown("m");
    Throwable wrapped =
        new IllegalStateException(new RuntimeException(new TuskException(error, null)));
    assertThat(TuskException.errorOf(wrapped)).isSameAs(error);
  }

  @Test
  void cyclicCausesEndAsABug() {
    var first = new IllegalStateException("first");
    var second = new IllegalArgumentException("second", first);
    first.initCause(second);
    assertThat(TuskException.errorOf(first))
        .isEqualTo(new TuskError.Bug("IllegalStateException: first"));
  }

  @Test
  void veryDeepChainEnds() {
    Throwable failure = new IllegalStateException("root");
    for (int depth = 0; depth < 10_000; depth++) {
      failure = new IllegalStateException("level", failure);
    }
    assertThat(TuskException.errorOf(failure)).isInstanceOf(TuskError.Bug.class);
  }

  @Test
  void lackOfMemoryIsNoBug() {
    assertThat(TuskException.errorOf(new RuntimeException(new OutOfMemoryError("Java heap space"))))
        .isInstanceOf(TuskError.OutOfMemory.class);
  }

  @Test
  void failureWithoutAMessageIsNamedByItsClass() {
    assertThat(TuskException.errorOf(new IllegalStateException()))
        .isEqualTo(new TuskError.Bug("IllegalStateException"));
  }
}
