package dev.tusk.keyring;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A process of its own that uses the keyring as Tusk does, and ends as Tusk does.
final class KeyringChild {
  private KeyringChild() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    ConnectionId id = new ConnectionId(new UUID(42, 42));
    KeyringCredentials credentials = KeyringCredentials.system();
    for (String step : args) {
      long start = System.nanoTime();
      String said =
          switch (step) {
            case "store" -> {
              credentials.store(id, Secret.of("first é🐘"));
              yield "stored";
            }
            case "replace" -> {
              credentials.store(id, Secret.of("second\n\"q\""));
              yield "replaced";
            }
            case "retrieve" -> retrieve(credentials, id);
            case "delete" -> {
              credentials.delete(id);
              yield "deleted";
            }
            case "warning" -> credentials.warning().orElse("no warning");
            default -> throw new IllegalArgumentException(step);
          };
      long millis = (System.nanoTime() - start) / 1_000_000;
      out.println(step + " | " + said.replace("\n", "\\n") + " | " + millis);
    }
    out.println("end");
    credentials.close();
    System.exit(7);
  }

  private static String retrieve(KeyringCredentials credentials, ConnectionId id) {
    try (Secret found = credentials.retrieve(id)) {
      return found.<String>reveal(String::new);
    } catch (TuskException failure) {
      return failure.error().getClass().getSimpleName();
    }
  }
}
