package dev.tusk.keyring;

import com.github.javakeyring.Keyring;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A process of its own that uses the keyring as Tusk does, and ends as Tusk does. Does what the
/// lines of its standard input say, and answers each with `result | milliseconds`.
final class KeyringChild {
  static final int EXIT_CODE = 7;

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final KeyringCredentials CREDENTIALS = KeyringCredentials.system();

  private static @Nullable Keyring naive;
  private static @Nullable SecretsOpening opening;

  private KeyringChild() {}

  public static void main(String[] args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("return")) {
        // What a program does that does not know of the library's thread.
        CREDENTIALS.close();
        return;
      }
      long start = System.nanoTime();
      String said;
      try {
        said = perform(line.split(" ", -1));
      } catch (RuntimeException | Error failure) {
        // The keyring's thread would keep the process alive, and whoever asks waiting.
        failure.printStackTrace();
        System.exit(1);
        return;
      }
      OUT.println(said.replace("\n", "\\n") + " | " + (System.nanoTime() - start) / 1_000_000);
    }
    CREDENTIALS.close();
    System.exit(EXIT_CODE);
  }

  private static String perform(String[] words) throws Exception {
    ConnectionId id = new ConnectionId(new UUID(42, words.length > 1 ? words[1].hashCode() : 0));
    return switch (words[0]) {
      case "warmup" -> {
        CREDENTIALS.warmUp();
        yield "begun";
      }
      case "store" -> {
        CREDENTIALS.store(id, Secret.of(words[2]));
        yield "stored";
      }
      case "retrieve" -> retrieve(id);
      case "exists" -> Boolean.toString(CREDENTIALS.exists(id));
      case "place" -> CREDENTIALS.place(id).name();
      case "delete" -> Boolean.toString(CREDENTIALS.delete(id));
      case "warning" -> CREDENTIALS.takeWarning().orElse("");
      case "savable" -> Integer.toString(CREDENTIALS.savable());
      case "saveall" -> Integer.toString(CREDENTIALS.saveAll());
      case "naive-store" -> naiveStore(id, words[2]);
      case "naive-retrieve" -> naiveRetrieve(id);
      case "open" -> {
        opening = new SecretsOpening(CREDENTIALS, words[1]);
        yield Integer.toString(opening.open());
      }
      case "again" -> Integer.toString(opening().open());
      case "kept" -> opening().kept();
      case "change" -> opening().changeTo(words[1]);
      case "copies" -> Integer.toString(SecretsOpening.copiesInMemory(Path.of(words[1])));
      case "shut" -> {
        opening().end();
        yield "shut";
      }
      case "load" -> KeyringLoad.run(Integer.parseInt(words[1]));
      case "accounts" -> KeyringLoad.accounts(SystemVault.open());
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private static SecretsOpening opening() {
    return Objects.requireNonNull(opening);
  }

  private static String retrieve(ConnectionId id) {
    try (Secret found = CREDENTIALS.retrieve(id)) {
      return found.<String>reveal(String::new);
    } catch (TuskException failure) {
      return failure.error().getClass().getSimpleName();
    }
  }

  /// The broken twin that believes the library.
  private static String naiveStore(ConnectionId id, String text) {
    try {
      naive().setPassword("dev.tusk", id.toString(), text);
      return "stored";
    } catch (Exception failure) {
      return failure.getClass().getSimpleName();
    }
  }

  private static String naiveRetrieve(ConnectionId id) {
    try {
      return naive().getPassword("dev.tusk", id.toString());
    } catch (Exception failure) {
      return failure.getClass().getSimpleName();
    }
  }

  private static Keyring naive() throws Exception {
    Keyring open = naive;
    if (open == null) {
      open = Keyring.create();
      naive = open;
    }
    return open;
  }
}
