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
  private long machineTotal;
  private long asleep = System.nanoTime();
  private double own;
  private double waited;
  private volatile boolean closed;

  /// An event that was posted.
  ///
  /// @param times what the [RunQueue] said then
  /// @param machine how late the posting thread had been until then, in sum
  private record Asked(long nanos, RunQueue.Times times, long machine) {}

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
  /// @param ownMillis the longest delay without what the machine took of it: the time in which the
  ///     event thread was ready to run while the processors were busy with others, and that in
  ///     which the posting thread should have run and did not, as while the collector stops all
  /// @param waitedMillis the longest that the event thread waited in one delay: what it computed is
  ///     taken out of `ownMillis` as well, so that a slow machine does not count
  public record Delays(
      List<Double> delays,
      List<Stall> stalls,
      double machineMillis,
      double ownMillis,
      double waitedMillis) {
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
    Delays taken = new Delays(List.copyOf(delays), List.copyOf(found), machine / 1e6, own, waited);
    delays.clear();
    stalls.clear();
    machine = 0;
    own = 0;
    waited = 0;
    return taken;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void post() {
    while (!closed) {
      synchronized (this) {
        // The machine, or a stop of the process, may have come between the two.
        long now = System.nanoTime();
        machineTotal += now - asleep;
        asleep = now;
      }
      LockSupport.parkNanos(PERIOD);
      RunQueue.Times times = queue.times();
      synchronized (this) {
        long now = System.nanoTime();
        long late = Math.max(0, now - asleep - PERIOD);
        machine = Math.max(machine, late);
        machineTotal += late;
        Asked first = waiting.peekFirst();
        Thread busy = eventThread;
        if (first != null && now - first.nanos > STALL && caught == null && busy != null) {
          caught =
              Arrays.stream(busy.getStackTrace())
                  .limit(40)
                  .map(frame -> "    " + frame)
                  .collect(Collectors.joining("\n"));
        }
        waiting.addLast(new Asked(now, times, machineTotal));
        asleep = now;
      }
      EventQueue.invokeLater(this::answer);
    }
  }

  private synchronized void answer() {
    Asked asked = waiting.removeFirst();
    long now = System.nanoTime();
    double late = (now - asked.nanos) / 1e6;
    RunQueue.Times times = queue.times().since(asked.times);
    long stopped = machineTotal - asked.machine + Math.max(0, now - asleep - PERIOD);
    double mine = late - (times.waited() + stopped) / 1e6;
    own = Math.max(own, mine);
    waited = Math.max(waited, mine - times.ran() / 1e6);
    eventThread = Thread.currentThread();
    delays.add(late);
    if (caught != null) {
      stalls.add(new Stall(late, caught));
      caught = null;
    }
  }
}
