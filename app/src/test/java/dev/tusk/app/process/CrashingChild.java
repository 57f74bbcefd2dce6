package dev.tusk.app.process;

import ch.qos.logback.classic.Level;
import dev.tusk.app.log.Logs;
import java.awt.EventQueue;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/// Logs into the folder that is named, and lets an exception with a secret in its cause end a
/// thread of each kind.
final class CrashingChild {
  private CrashingChild() {}

  public static void main(String[] arguments) throws Exception {
    Logs logs =
        Logs.start(
            Path.of(arguments[0]),
            Level.TRACE,
            Logs.Run.WINDOW,
            new FileOutputStream(FileDescriptor.err),
            trouble -> {});
    String secret = arguments[1];
    Thread.ofPlatform().name("platform").start(() -> fail(secret)).join();
    Thread.ofPlatform().daemon().name("daemon").start(() -> fail(secret)).join();
    Thread.ofVirtual().name("virtual").start(() -> fail(secret)).join();
    EventQueue.invokeLater(() -> fail(secret));
    EventQueue.invokeAndWait(() -> {});
    new Timer("timer")
        .schedule(
            new TimerTask() {
              @Override
              public void run() {
                fail(secret);
              }
            },
            0);
    ForkJoinTask<?> task = ForkJoinPool.commonPool().submit(() -> fail(secret));
    task.quietlyJoin();
    Thread.sleep(300);
    logs.flush();
    System.exit(0);
  }

  private static void fail(String secret) {
    throw new IllegalStateException(
        "cannot connect to postgresql://u:" + secret + "@h/d",
        new IllegalArgumentException(
            "conninfo host=h password=" + secret + " dbname=d",
            new IllegalStateException("statement ALTER ROLE u PASSWORD '" + secret + "'")));
  }
}
