package dev.tusk.core.guard;

import dev.tusk.core.connection.ConnectionConfig;
import java.util.List;

/// Whether to run statements that change or drop much.
///
/// @param dangers what each of them does, in their order, with its line where there are several
public record GuardQuestion(ConnectionConfig connection, List<String> dangers) {
  public GuardQuestion {
    dangers = List.copyOf(dangers);
  }
}
