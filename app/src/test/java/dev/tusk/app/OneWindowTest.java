package dev.tusk.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requirement("E-25")
class OneWindowTest {
  @Test
  void aSecondStartKnocksAtTheFirst(@TempDir Path data) throws Exception {
    CountDownLatch knocked = new CountDownLatch(1);
    try (OneWindow first = first(data)) {
      first.answer(knocked::countDown);
      assertThat(OneWindow.take(data)).isEqualTo(new OneWindow.Second(true));
      assertThat(knocked.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aKnockBeforeTheWindowIsThereIsAnsweredWhenItIs(@TempDir Path data) throws Exception {
    CountDownLatch knocked = new CountDownLatch(1);
    try (OneWindow first = first(data)) {
      assertThat(OneWindow.take(data)).isEqualTo(new OneWindow.Second(true));
      first.answer(knocked::countDown);
      assertThat(knocked.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whereNoSocketCanBeTheLockStillHolds(@TempDir Path folder) throws IOException {
    Path deep = folder;
    while (deep.toString().length() < 110) {
      deep = deep.resolve("a-long-name");
    }
    Files.createDirectories(deep);
    try (OneWindow first = first(deep)) {
      first.answer(() -> {});
      assertThat(OneWindow.take(deep)).isEqualTo(new OneWindow.Second(false));
    }
  }

  @Test
  void thePlaceIsFreeAgainAfterTheEnd(@TempDir Path data) throws IOException {
    first(data).close();
    first(data).close();
  }

  private static OneWindow first(Path data) throws IOException {
    if (OneWindow.take(data) instanceof OneWindow.First(OneWindow place)) {
      return place;
    }
    throw new AssertionError("another window has " + data);
  }
}
