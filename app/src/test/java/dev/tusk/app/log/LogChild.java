package dev.tusk.app.log;

import ch.qos.logback.classic.Level;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A process that logs as the program does: FOLDER, WINDOW or COMMAND, threads, events a thread
/// (-n: until the date changes, and n more), the pause between them in milliseconds, and how it
/// ends. Says each event on standard output once its call has returned.
final class LogChild {
  private LogChild() {}

  /// How the process ends.
  enum End {
    /// The main method returns, as the program's does: by [dev.tusk.app] `Exit`.
    EXIT,
    /// Another thread calls `System.exit`.
    SYSTEM_EXIT,
    /// It goes on until somebody ends it.
    NEVER
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    long before = System.nanoTime();
    Logs logs =
        Logs.start(
            Path.of(arguments[0]),
            Level.INFO,
            Logs.Run.valueOf(arguments[1]),
            new FileOutputStream(FileDescriptor.err),
            trouble -> out.println("trouble " + trouble));
    log("start", 0);
    out.println("started_us " + (System.nanoTime() - before) / 1_000);
    out.flush();
    Runtime.getRuntime().addShutdownHook(new Thread(logs::flush));
    int count = Integer.parseInt(arguments[3]);
    long pause = Long.parseLong(arguments[4]);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < Integer.parseInt(arguments[2]); t++) {
      String name = ProcessHandle.current().pid() + "-" + t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    LocalDate first = LocalDate.now(ZoneId.systemDefault());
                    int last = count < 0 ? Integer.MAX_VALUE : count;
                    for (int i = 0; i < last; i++) {
                      if (last == Integer.MAX_VALUE
                          && !LocalDate.now(ZoneId.systemDefault()).equals(first)) {
                        last = i - count;
                      }
                      log(name, i);
                      if (pause > 0) {
                        out.println("logged " + name + " " + i + " " + micros());
                        out.flush();
                        sleep(pause);
                      }
                    }
                  }));
    }
    for (Thread each : threads) {
      each.join();
    }
    out.println("done");
    out.flush();
    switch (End.valueOf(arguments[5])) {
      case EXIT -> {}
      case SYSTEM_EXIT -> {
        Thread.ofPlatform().start(() -> System.exit(0)).join();
      }
      case NEVER -> Thread.sleep(60_000);
    }
  }

  private static void log(String name, int number) {
    System.getLogger("dev.tusk.LogChild")
        .log(System.Logger.Level.INFO, "event " + name + " " + number + " " + micros() + " end");
  }

  /// The wall clock in microseconds: parent and child can compare it.
  static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
