package dev.tusk.app.process;

import dev.tusk.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.Collectors;

/// Tusk, which names the threads that are left when it ends.
final class EndingChild {
  private EndingChild() {}

  public static void main(String[] arguments) {
    nameWhoIsLeft();
    Main.main(arguments);
  }

  /// The twin: a process in which a virtual thread has waited for a socket.
  static final class Polling {
    private Polling() {}

    public static void main(String[] arguments) throws Exception {
      nameWhoIsLeft();
      try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Thread waiting = Thread.startVirtualThread(() -> accept(listener));
        for (int i = 0; i < 6_000 && waiting.getState() != Thread.State.WAITING; i++) {
          Thread.sleep(10);
        }
        new Socket(listener.getInetAddress(), listener.getLocalPort()).close();
        waiting.join();
      }
    }

    private static void accept(ServerSocket listener) {
      try {
        listener.accept().close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static void nameWhoIsLeft() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    System.out.println(
                        Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .collect(Collectors.joining(", ", "left: ", "."))),
                "last words"));
  }
}
