package dev.tusk.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two real processes that want the window of one data directory at the same moment.
@Requirement("E-25")
class OneWindowProcessTest {
  @TempDir Path home;

  /// Reads `take DIR` and answers `first`, `second true` or `second false`; `release` gives the
  /// place back. `mutant DIR` takes a place by looking before it writes, without a lock.
  static final class Child {
    public static void main(String[] arguments) throws Exception {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
      FileOutputStream out = new FileOutputStream(FileDescriptor.out);
      OneWindow held = null;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", 2);
        String answer = "released";
        switch (words[0]) {
          case "take" -> {
            switch (OneWindow.take(Path.of(words[1]))) {
              case OneWindow.First(OneWindow place) -> {
                held = place;
                answer = "first";
              }
              case OneWindow.Second(boolean heard) -> answer = "second " + heard;
            }
          }
          case "mutant" -> answer = lookThenWrite(Path.of(words[1]).resolve("pid"));
          default -> {
            if (held != null) {
              held.close();
              held = null;
            }
          }
        }
        out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    private static String lookThenWrite(Path file) throws IOException {
      if (Files.exists(file)) {
        return "second true";
      }
      Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
      return "first";
    }
  }

  private record Peer(Process process, BufferedReader out, BufferedWriter in) {
    void say(String line) throws IOException {
      in.write(line + "\n");
      in.flush();
    }
  }

  @Test
  void ofTwoAtOnceExactlyOneGetsTheWindow() throws Exception {
    int rounds = 100;
    Peer one = peer();
    Peer two = peer();
    int wrong = 0;
    double[] second = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Path data = Files.createDirectory(home.resolve("r" + round));
      long began = System.nanoTime();
      one.say("take " + data);
      two.say("take " + data);
      String first = one.out().readLine();
      String other = two.out().readLine();
      second[round] = (System.nanoTime() - began) / 1e6;
      wrong +=
          (first + " " + other).replace(" true", "").matches("first second|second first") ? 0 : 1;
      one.say("release");
      two.say("release");
      var _ = one.out().readLine();
      var _ = two.out().readLine();
    }
    Figure.exactly("one_window_wrong_winners_of_100", wrong, 0);
    Figure.atMost("one_window_second_knows_p99_ms", Figure.percentile(second, 0.99), 1_000);
    Figure.atLeast("one_window_wrong_winners_without_lock", mutants(one, two), 1);
    end(one);
    end(two);
  }

  private int mutants(Peer one, Peer two) throws IOException {
    int wrong = 0;
    for (int round = 0; round < 400 && wrong == 0; round++) {
      Path data = Files.createDirectory(home.resolve("m" + round));
      one.say("mutant " + data);
      two.say("mutant " + data);
      wrong += one.out().readLine().equals("first") && two.out().readLine().equals("first") ? 1 : 0;
    }
    return wrong;
  }

  @Test
  void aKilledHolderLeavesNothingInTheWay() throws Exception {
    Path data = Files.createDirectory(home.resolve("data"));
    Peer one = peer();
    Peer two = peer();
    one.say("take " + data);
    assertThat(one.out().readLine()).isEqualTo("first");
    two.say("take " + data);
    assertThat(two.out().readLine()).isEqualTo("second true");
    one.process().toHandle().destroyForcibly();
    one.process().waitFor();
    assertThat(data.resolve("window.sock")).as("what a killed process leaves").exists();
    two.say("take " + data);
    assertThat(two.out().readLine()).isEqualTo("first");
    end(two);
  }

  @Test
  void aHolderThatIsStoppedIsSaidWithinASecond() throws Exception {
    Path data = Files.createDirectory(home.resolve("data"));
    Peer one = peer();
    one.say("take " + data);
    assertThat(one.out().readLine()).isEqualTo("first");
    String pid = Long.toString(one.process().pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    // The best of three, each as cold as the first: others work on this machine, too.
    double best = asked(data);
    for (int again = 0; again < 2 && best > 1_000; again++) {
      best = Math.min(best, asked(data));
    }
    Figure.atMost("one_window_holder_hangs_ms", best, 1_000);
    one.process().toHandle().destroyForcibly();
  }

  /// How long a process of its own waits for a holder that hangs, in milliseconds.
  private double asked(Path data) throws Exception {
    Peer second = peer();
    long began = System.nanoTime();
    second.say("take " + data);
    assertThat(second.out().readLine()).isEqualTo("second false");
    double millis = (System.nanoTime() - began) / 1e6;
    end(second);
    return millis;
  }

  private Peer peer() throws IOException {
    Process process = new JavaProcess(home).start(Child.class.getName());
    return new Peer(process, process.inputReader(), process.outputWriter());
  }

  private static void end(Peer peer) throws Exception {
    peer.in().close();
    assertThat(peer.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
  }
}
