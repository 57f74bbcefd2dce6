package dev.tusk.app.process;

import dev.tusk.app.Main;
import java.util.stream.Collectors;

/// Tusk, which names the threads that are left when it ends.
final class EndingChild {
  private EndingChild() {}

  public static void main(String[] arguments) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    System.out.println(
                        Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .collect(Collectors.joining(", ", "left: ", "."))),
                "last words"));
    Main.main(arguments);
  }
}
