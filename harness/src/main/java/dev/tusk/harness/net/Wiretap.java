package dev.tusk.harness.net;

import dev.tusk.harness.net.FaultProxy.Direction;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes down what passes, while somebody wants it. Thread-safe.
final class Wiretap {
  private volatile @Nullable Recording recording;

  Recording begin(Set<Direction> directions) {
    var begun = new Recording(directions);
    recording = begun;
    return begun;
  }

  void note(int connection, Direction direction, byte[] bytes, int from, int to) {
    Recording current = recording;
    if (current != null && current.wants(direction)) {
      current.add(
          new Recording.Passage(
              connection, direction, System.nanoTime(), Arrays.copyOfRange(bytes, from, to)));
    }
  }
}
