package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every player of the role must do; it is a [SpillFile]'s contract as well.
public interface SpillFilesContract {
  SpillFiles spillFiles();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  default void whatWasAppendedIsReadFromAnyPlace() {
    try (SpillFile file = spillFiles().create()) {
      assertThat(file.size()).isZero();
      assertThat(file.append(List.of(bytes("abc"), bytes(""), bytes("de")))).isZero();
      assertThat(file.append(List.of())).isEqualTo(5);
      assertThat(file.append(List.of(bytes("fgh")))).isEqualTo(5);

      assertThat(file.size()).isEqualTo(8);
      assertThat(file.read(0, 8)).isEqualTo(bytes("abcdefgh"));
      assertThat(file.read(3, 4)).isEqualTo(bytes("defg"));
      assertThat(file.read(8, 0)).isEmpty();
    }
  }

  @Test
  default void filesDoNotMix() {
    try (SpillFile one = spillFiles().create();
        SpillFile other = spillFiles().create()) {
      one.append(List.of(bytes("one")));
      other.append(List.of(bytes("other")));

      assertThat(one.read(0, 3)).isEqualTo(bytes("one"));
      assertThat(other.read(0, 5)).isEqualTo(bytes("other"));
    }
  }

  @Test
  default void aClosedFileRefusesEverything() {
    SpillFile file = spillFiles().create();
    file.append(List.of(bytes("abc")));

    file.close();
    file.close();

    assertThatThrownBy(() -> file.read(0, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> file.append(List.of(bytes("x"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void manyReadWhileOneAppends() throws InterruptedException {
    byte[] block = new byte[10_000];
    new Random(1).nextBytes(block);
    try (SpillFile file = spillFiles().create()) {
      file.append(List.of(block));
      List<Throwable> wrong = new ArrayList<>();
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(
            Thread.ofPlatform()
                .uncaughtExceptionHandler((thread, failure) -> note(wrong, failure))
                .start(
                    () -> {
                      for (int round = 0; round < 200; round++) {
                        long blocks = file.size() / block.length;
                        byte[] read = file.read((blocks - 1) * block.length, block.length);
                        assertThat(Arrays.equals(read, block)).isTrue();
                      }
                    }));
      }
      for (int i = 0; i < 100; i++) {
        file.append(List.of(block));
      }
      for (Thread reader : readers) {
        reader.join();
      }
      assertThat(wrong).isEmpty();
    }
  }

  private static void note(List<Throwable> wrong, Throwable failure) {
    synchronized (wrong) {
      wrong.add(failure);
    }
  }

  @Test
  default void anInterruptedReaderHarmsNobody() {
    try (SpillFile file = spillFiles().create()) {
      file.append(List.of(bytes("abc")));
      Thread.currentThread().interrupt();
      try {
        assertThat(file.read(0, 3)).isEqualTo(bytes("abc"));
        file.append(List.of(bytes("d")));
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(file.read(0, 4)).isEqualTo(bytes("abcd"));
    }
  }
}
