package dev.tusk.core.kernel;

/// What a subscription returns; [#close] ends it. Closing twice is harmless.
@FunctionalInterface
public interface Registration extends AutoCloseable {
  @Override
  void close();
}
