package dev.tusk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneWindowTest {
  @Test
  void aSecondStartKnocksAtTheFirst(@TempDir Path data) throws Exception {
    CountDownLatch knocked = new CountDownLatch(1);
    try (OneWindow first = OneWindow.take(data).orElseThrow()) {
      first.answer(knocked::countDown);
      Awaitility.await()
          .until(
              () -> {
                assertThat(OneWindow.take(data)).isEmpty();
                return knocked.await(50, TimeUnit.MILLISECONDS);
              });
    }
  }

  @Test
  void thePlaceIsFreeAgainAfterTheEnd(@TempDir Path data) throws IOException {
    OneWindow.take(data).orElseThrow().close();
    Optional<OneWindow> again = OneWindow.take(data);
    assertThat(again).isPresent();
    again.orElseThrow().close();
  }
}
