package dev.tusk.keyring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A keyring in memory that can fail and hang as the real ones do.
final class ScriptedVault implements Vault {
  final Map<String, String> entries = new ConcurrentHashMap<>();
  volatile @Nullable RuntimeException failure;
  volatile @Nullable CountDownLatch gate;
  volatile boolean swallowsOverwrites;
  volatile boolean closed;

  @Override
  public void set(String account, String password) throws InterruptedException {
    behave();
    if (!swallowsOverwrites || !entries.containsKey(account)) {
      entries.put(account, password);
    }
  }

  @Override
  public @Nullable String get(String account) throws InterruptedException {
    behave();
    return entries.get(account);
  }

  @Override
  public @Nullable String glance(String account) throws InterruptedException {
    return get(account);
  }

  @Override
  public void delete(String account) throws InterruptedException {
    behave();
    entries.remove(account);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void behave() throws InterruptedException {
    CountDownLatch wait = gate;
    if (wait != null) {
      wait.await();
    }
    RuntimeException planned = failure;
    if (planned != null) {
      throw planned;
    }
  }
}
