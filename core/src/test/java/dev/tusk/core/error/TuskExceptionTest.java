package dev.tusk.core.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tusk.core.testkit.trace.Requirement;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement("FR-004")
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
  void carrierIsFoundHoweverDeepItLies() {
    TuskError error = new TuskError.OutcomeUnknown("m");
    Throwable failure = new TuskException(error);
    for (int depth = 0; depth < 10_000; depth++) {
      failure = new CompletionException("level", failure);
    }
    assertThat(TuskException.errorOf(failure)).isSameAs(error);
  }

  static List<Arguments> files() {
    return List.of(
        arguments(new AccessDeniedException("f"), TuskError.Disk.READ_ONLY),
        arguments(new NoSuchFileException("f"), TuskError.Disk.MISSING),
        arguments(new NotDirectoryException("f"), TuskError.Disk.MISSING),
        arguments(new FileNotFoundException("f (No such file)"), TuskError.Disk.MISSING),
        arguments(new FileNotFoundException("f (Permission denied)"), TuskError.Disk.READ_ONLY),
        arguments(
            new FileSystemException("f", null, "No space left on device"), TuskError.Disk.FULL),
        arguments(new IOException("No space left on device"), TuskError.Disk.FULL),
        arguments(new FileSystemException("f", null, "Disk quota exceeded"), TuskError.Disk.FULL),
        arguments(
            new FileSystemException("f", null, "Read-only file system"), TuskError.Disk.READ_ONLY),
        arguments(new MalformedInputException(1), TuskError.Disk.CORRUPT),
        arguments(new EOFException(), TuskError.Disk.CORRUPT),
        arguments(new IOException(), TuskError.Disk.OTHER),
        arguments(new UncheckedIOException(new NoSuchFileException("f")), TuskError.Disk.MISSING),
        arguments(
            new ExecutionException(new CompletionException(new AccessDeniedException("f"))),
            TuskError.Disk.READ_ONLY));
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileFailuresAreOfTheStorage(Throwable failure, TuskError.Disk cause) {
    assertThat(TuskException.errorOf(failure))
        .isInstanceOfSatisfying(
            TuskError.StorageFailed.class, error -> assertThat(error.cause()).isEqualTo(cause));
  }

  @Test
  void realFileThatIsNotThereIsMissing(@TempDir Path folder) {
    Throwable failure = catchThrowable(() -> Files.readString(folder.resolve("not there.sql")));
    assertThat(TuskException.errorOf(failure))
        .isInstanceOfSatisfying(
            TuskError.StorageFailed.class,
            error -> {
              assertThat(error.cause()).isEqualTo(TuskError.Disk.MISSING);
              assertThat(error.message()).contains("not there.sql");
            });
  }

  @Test
  void networkFailuresAreOfTheConnection() {
    assertThat(TuskException.errorOf(new SocketException("Connection reset")))
        .isInstanceOf(TuskError.Connection.class);
    assertThat(TuskException.errorOf(new UncheckedIOException(new UnknownHostException("h"))))
        .isInstanceOf(TuskError.Connection.class);
  }

  @Test
  void interruptionIsAStopAndTheThreadStaysInterrupted() {
    assertThat(TuskException.errorOf(new InterruptedException()))
        .isInstanceOf(TuskError.Cancelled.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptionOfAnotherThreadDoesNotInterruptThisOne() {
    assertThat(TuskException.errorOf(new ExecutionException(new InterruptedException())))
        .isInstanceOf(TuskError.Cancelled.class);
    assertThat(TuskException.errorOf(new CancellationException()))
        .isInstanceOf(TuskError.Cancelled.class);
    assertThat(TuskException.errorOf(new ClosedByInterruptException()))
        .isInstanceOf(TuskError.Cancelled.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void endlessRecursionIsABug() {
    assertThat(TuskException.errorOf(new StackOverflowError()))
        .isEqualTo(new TuskError.Bug("StackOverflowError"));
    assertThat(TuskException.errorOf(new UnsatisfiedLinkError("libsecret")))
        .isEqualTo(new TuskError.Bug("UnsatisfiedLinkError: libsecret"));
  }

  @Test
  void hugeMessageIsCutAndOnOneLine() {
    TuskError error = TuskException.errorOf(new IllegalStateException("a\nb".repeat(1_000_000)));
    assertThat(error.message()).hasSizeLessThan(2_100).doesNotContain("\n");
  }

  @Test
  void failureWithoutAMessageIsNamedByItsClass() {
    assertThat(TuskException.errorOf(new IllegalStateException()))
        .isEqualTo(new TuskError.Bug("IllegalStateException"));
  }
}
