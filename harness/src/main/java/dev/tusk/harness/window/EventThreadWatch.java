package dev.tusk.harness.window;

import java.awt.EventQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Measures how late the event thread is: posts an empty event every 10 ms, whether the ones before
/// were answered or not, and keeps how long each took to be run. Where the thread was is kept for
/// each stall of more than 50 ms.
///
/// Thread-safe. The posting costs the event thread some 2 µs per event.
public final class EventThreadWatch implements AutoCloseable {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long STALL = TimeUnit.MILLISECONDS.toNanos(50);

  private final Thread poster = new Thread(this::post, "event thread watch");
  private final RunQueue queue = new RunQueue("AWT-EventQueue-");
  private final ArrayDeque<Asked> waiting = new ArrayDeque<>();
  private final List<Double> delays = new ArrayList<>();
  private final List<Stall> stalls = new ArrayList<>();
  private @Nullable Thread eventThread;
  private @Nullable String caught;
  private long machine;
  private double own;
  private volatile boolean closed;

  /// An event that was posted.
  ///
  /// @param waited what the [RunQueue] said then
  private record Asked(long nanos, long waited) {}

  /// The event thread answered nobody for a while.
  ///
  /// @param millis for how long
  /// @param stack where it was after the first 50 ms
  public record Stall(double millis, String stack) {}

  /// What was measured between two calls of [#take].
  ///
  /// @param delays of all events, in milliseconds
  /// @param stalls the longest first
  /// @param machineMillis how much too late the posting thread, which has nothing to do with the
  ///     window, was woken at worst: what the machine adds by itself
  /// @param ownMillis the longest delay without the time in which the event thread was ready to run
  ///     while the processors were busy with others
  public record Delays(
      List<Double> delays, List<Stall> stalls, double machineMillis, double ownMillis) {
    /// The longest delay in milliseconds; 0 when nothing was measured.
    public double max() {
      return delays.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /// The stalls as text, for the message of a failed test.
    public String where() {
      return stalls.stream()
          .limit(5)
          .map(s -> Math.round(s.millis()) + " ms at\n" + s.stack())
          .collect(Collectors.joining("\n"));
    }
  }

  /// Starts to measure.
  public EventThreadWatch() {
    poster.setDaemon(true);
    poster.start();
  }

  /// What was measured since the last call, and forgets it.
  public synchronized Delays take() {
    List<Stall> found = new ArrayList<>(stalls);
    found.sort(Comparator.comparingDouble(Stall::millis).reversed());
    Delays taken = new Delays(List.copyOf(delays), List.copyOf(found), machine / 1e6, own);
    delays.clear();
    stalls.clear();
    machine = 0;
    own = 0;
    return taken;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void post() {
    while (!closed) {
      long asleep = System.nanoTime();
      LockSupport.parkNanos(PERIOD);
      long now = System.nanoTime();
      long waited = queue.waitedNanos();
      synchronized (this) {
        machine = Math.max(machine, now - asleep - PERIOD);
        Asked first = waiting.peekFirst();
        Thread busy = eventThread;
        if (first != null && now - first.nanos > STALL && caught == null && busy != null) {
          caught =
              Arrays.stream(busy.getStackTrace())
                  .limit(40)
                  .map(frame -> "    " + frame)
                  .collect(Collectors.joining("\n"));
        }
        waiting.addLast(new Asked(now, waited));
      }
      EventQueue.invokeLater(this::answer);
    }
  }

  private synchronized void answer() {
    Asked asked = waiting.removeFirst();
    double late = (System.nanoTime() - asked.nanos) / 1e6;
    own = Math.max(own, late - (queue.waitedNanos() - asked.waited) / 1e6);
    eventThread = Thread.currentThread();
    delays.add(late);
    if (caught != null) {
      stalls.add(new Stall(late, caught));
      caught = null;
    }
  }
}
