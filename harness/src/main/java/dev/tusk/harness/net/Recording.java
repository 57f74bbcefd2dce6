package dev.tusk.harness.net;

import dev.tusk.harness.net.FaultProxy.Direction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What went over the wire, in the order in which it was passed on. Thread-safe.
public final class Recording {
  private final List<Passage> passages = new ArrayList<>();
  private final Set<Direction> directions;

  /// Some bytes that were passed on at once.
  ///
  /// @param connection 1 for the first that the proxy accepted, and so on
  /// @param nanos `System.nanoTime` right before they were passed on
  /// @param bytes what was passed on; not to be changed
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a copy would cost
  public record Passage(int connection, Direction direction, long nanos, byte[] bytes) {}

  Recording(Set<Direction> directions) {
    this.directions = directions;
  }

  boolean wants(Direction direction) {
    return directions.contains(direction);
  }

  synchronized void add(Passage passage) {
    passages.add(passage);
  }

  /// Everything so far.
  public synchronized List<Passage> passages() {
    return List.copyOf(passages);
  }

  /// The first passage so far that contains a text of ASCII characters; a text that two passages
  /// share is not found.
  public Optional<Passage> first(Direction direction, String text) {
    return passages().stream()
        .filter(passage -> passage.direction == direction)
        .filter(passage -> new String(passage.bytes, StandardCharsets.ISO_8859_1).contains(text))
        .findFirst();
  }

  /// The bytes of one direction of one connection so far, one after the other.
  ///
  /// @param connection 1 for the first that the proxy accepted; 0 for all of them
  public byte[] bytes(int connection, Direction direction) {
    var all = new ByteArrayOutputStream();
    for (Passage passage : passages()) {
      if (passage.direction == direction && (connection == 0 || connection == passage.connection)) {
        all.writeBytes(passage.bytes);
      }
    }
    return all.toByteArray();
  }
}
