package dev.tusk.harness.evil;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Changes recorded answers byte by byte. Confined to one thread.
public final class Mutation {
  private final Random random;

  /// The same seed makes the same changes.
  public Mutation(long seed) {
    this.random = new Random(seed);
  }

  /// The answers with one to four changes.
  public List<byte[]> of(List<byte[]> answers) {
    List<byte[]> changed = new ArrayList<>(answers);
    for (int i = random.nextInt(4); i >= 0 && !changed.isEmpty(); i--) {
      int at = random.nextInt(changed.size());
      switch (random.nextInt(12)) {
        case 0 -> changed.remove(at);
        case 1 -> changed.add(at, changed.get(random.nextInt(changed.size())));
        default -> changed.set(at, of(changed.get(at)));
      }
    }
    return changed;
  }

  private byte[] of(byte[] answer) {
    if (answer.length < 6) {
      return answer;
    }
    byte[] bytes = answer.clone();
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(9)) {
      case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
      case 1 -> with(bytes, at, (byte) random.nextInt(256));
      case 2 -> with(bytes, at, (byte) 0xff);
      case 3 -> with(bytes, at, (byte) 0);
      case 4 -> Arrays.copyOf(bytes, at);
      case 5 -> join(bytes, at, new byte[0], at + 1);
      case 6 -> join(bytes, at, new byte[] {(byte) random.nextInt(256)}, at);
      case 7 -> join(bytes, at, Arrays.copyOfRange(bytes, random.nextInt(at + 1), at), at);
      default -> {
        byte[] extreme =
            Frames.int32(
                new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 3, 1 << 24}
                    [random.nextInt(6)]);
        yield join(bytes, at, extreme, Math.min(bytes.length, at + 4));
      }
    };
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    bytes[at] = value;
    return bytes;
  }

  private static byte[] join(byte[] bytes, int to, byte[] middle, int from) {
    var joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, to);
    joined.writeBytes(middle);
    joined.write(bytes, from, bytes.length - from);
    return joined.toByteArray();
  }
}
