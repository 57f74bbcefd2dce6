package dev.tusk.harness.net;

import dev.tusk.harness.net.FaultProxy.Direction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes down what passes, while somebody wants it. Thread-safe.
final class Wiretap {
  private volatile @Nullable Recording recording;

  Recording begin() {
    var begun = new Recording();
    recording = begun;
    return begun;
  }

  void note(int connection, Direction direction, byte[] bytes, int from, int to) {
    Recording current = recording;
    if (current != null) {
      current.add(
          new Recording.Passage(
              connection, direction, System.nanoTime(), Arrays.copyOfRange(bytes, from, to)));
    }
  }
}
