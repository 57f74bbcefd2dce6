package dev.tusk.core.kernel;

import java.util.UUID;

/// Where fresh ids come from: random in the program, counted in tests. Thread-safe.
@FunctionalInterface
public interface IdSource {
  UUID next();
}
