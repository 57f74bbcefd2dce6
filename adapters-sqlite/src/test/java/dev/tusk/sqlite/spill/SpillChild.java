package dev.tusk.sqlite.spill;

import dev.tusk.core.result.SpillFile;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A process of its own that has a spill file until it is killed, or makes and closes many.
final class SpillChild {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private SpillChild() {}

  public static void main(String[] args) throws InterruptedException {
    Path directory = Path.of(args[1]);
    if (args[0].equals("hold")) {
      SpillFile file = new SpillDirectory(directory, 0).create();
      file.append(List.of(new byte[100_000]));
      OUT.println("READY");
      Thread.sleep(60_000);
      OUT.println(file.size());
    } else {
      int rounds = Integer.parseInt(args[2]);
      OUT.println("READY");
      for (int i = 0; i < rounds; i++) {
        try (SpillDirectory each = new SpillDirectory(directory, 0);
            SpillFile file = each.create()) {
          file.append(List.of(new byte[] {1, 2, 3}));
          each.sweep();
          OUT.println("ACK " + file.read(0, 3)[2]);
        }
      }
    }
  }
}
