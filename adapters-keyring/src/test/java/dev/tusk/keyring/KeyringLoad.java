package dev.tusk.keyring;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.trace.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many threads that store, fetch, look for and delete passwords of every kind at once.
final class KeyringLoad {
  private static final int THREADS = 10;
  private static final int LONGEST = 4_096;

  /// What is slow is measured, and is no wrong password.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String[] FIXED = {
    "", "\0", "a\0b", "\n", "\r\n\t", "🐘é漢字", "/|:=&?#'\"\\%$`"
  };

  private KeyringLoad() {}

  /// Works, and says `rounds wrong p99 max health`, the times in milliseconds.
  static String run(int rounds) throws Exception {
    try (var credentials = new KeyringCredentials(SystemVault::open, PATIENCE, PATIENCE)) {
      var _ = credentials.exists(new ConnectionId(new UUID(0, 0))); // the first call of all is cold
      return run(credentials, rounds);
    }
  }

  private static String run(KeyringCredentials credentials, int rounds) throws Exception {
    List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    int wrong = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        all.add(threads.submit(() -> work(credentials, number, rounds / THREADS, millis)));
      }
      for (Future<Integer> each : all) {
        wrong += each.get();
      }
    }
    double[] sample = millis.stream().mapToDouble(Double::doubleValue).toArray();
    return String.format(
        Locale.ROOT,
        "%d %d %.0f %.0f %s",
        rounds,
        wrong,
        Figure.percentile(sample, 0.99),
        Figure.percentile(sample, 1),
        credentials.warning().isEmpty() ? "well" : "troubled");
  }

  private static int work(
      KeyringCredentials credentials, int thread, int rounds, List<Double> millis) {
    Random random = new Random(thread);
    int wrong = 0;
    ConnectionId twin = new ConnectionId(new UUID(thread, -1));
    credentials.store(twin, Secret.of("twin of " + thread));
    for (int round = 0; round < rounds; round++) {
      ConnectionId id = new ConnectionId(new UUID(thread, round));
      String text = text(random, round);
      wrong += timed(millis, () -> store(credentials, id, text)) ? 0 : 1;
      wrong += timed(millis, () -> text.equals(fetch(credentials, id))) ? 0 : 1;
      wrong += timed(millis, () -> credentials.exists(id)) ? 0 : 1;
      wrong += timed(millis, () -> credentials.delete(id)) ? 0 : 1;
      if (round % 5 == 0) {
        wrong += timed(millis, () -> "not found".equals(fetch(credentials, id))) ? 0 : 1;
      }
    }
    wrong += ("twin of " + thread).equals(fetch(credentials, twin)) ? 0 : 1;
    credentials.delete(twin);
    return wrong;
  }

  private static boolean timed(List<Double> millis, java.util.function.BooleanSupplier work) {
    long start = System.nanoTime();
    boolean right = work.getAsBoolean();
    millis.add((System.nanoTime() - start) / 1e6);
    return right;
  }

  private static boolean store(KeyringCredentials credentials, ConnectionId id, String text) {
    credentials.store(id, Secret.of(text));
    return true;
  }

  private static String fetch(KeyringCredentials credentials, ConnectionId id) {
    try (Secret found = credentials.retrieve(id)) {
      return found.<String>reveal(String::new);
    } catch (TuskException failure) {
      return failure.error() instanceof TuskError.CredentialNotFound ? "not found" : "failed";
    }
  }

  private static String text(Random random, int round) {
    if (round < FIXED.length) {
      return FIXED[round];
    }
    int length = random.nextInt(LONGEST + 1);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int point = random.nextInt(random.nextBoolean() ? 0x250 : Character.MAX_CODE_POINT + 1);
      // A lone surrogate is no character and has no UTF-8.
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  /// Accounts that a careless key would mix up.
  static String accounts(Vault vault) throws Exception {
    String[] names = {"a/b", "a|b", "a:b", "a", "a/b|c", "a/b:c", "A/B", "a b", "a%2Fb", "ä🐘"};
    for (String name : names) {
      vault.set(name, "of " + name);
    }
    int wrong = 0;
    for (String name : names) {
      wrong += ("of " + name).equals(vault.get(name)) ? 0 : 1;
      vault.delete(name);
      wrong += vault.get(name) == null ? 0 : 1;
    }
    vault.close();
    return Integer.toString(wrong);
  }
}
