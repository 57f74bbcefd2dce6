package dev.tusk.keyring;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.tusk.core.connection.CloseConnection;
import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryDatabase;
import dev.tusk.core.testkit.InMemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Opens a connection that wants a password, an SSH key's passphrase and a TLS key's, over the real
/// keyring, and looks for what is left of them.
final class SecretsOpening {
  private static final String PLAIN = "postgresql canary of the secrets' places";

  private static final int BLOCK = 1 << 20;

  private final ConnectionConfig config;
  private final InMemoryDatabase database;
  private final KeyringCredentials credentials;
  private final InMemoryStorage storage = new InMemoryStorage();
  private final OpenConnections open = new OpenConnections();
  private int asked;

  /// @param mode `ask`, `session` or `keyring`
  SecretsOpening(KeyringCredentials credentials, String mode) {
    this.config =
        connection("place " + mode)
            .set(Setting.SECRETS, mode)
            .set(Setting.SSLKEY, "/client.key")
            .build();
    this.database = InMemoryDatabase.at(config, null);
    this.credentials = credentials;
    storage.connections().save(config);
  }

  /// Opens and closes it.
  ///
  /// @return how many questions a person had to answer
  int open() {
    asked = 0;
    new OpenConnection(
            server(),
            credentials,
            storage.connections(),
            database.environment(),
            open,
            new FixedClock())
        .open(config, null, new Person(), Cancellation.create());
    new CloseConnection(open).close(config.id());
    return asked;
  }

  /// The keyring's accounts of this connection that have something.
  String kept() {
    return "password "
        + credentials.exists(config.id())
        + ", passphrases "
        + credentials.exists(config.id().part("ssh"));
  }

  /// What saving it with another mode leaves behind.
  String changeTo(String mode) {
    var _ =
        new ManageConnections(storage.connections(), credentials, open)
            .save(config.withSettings(config.settings().with(Setting.SECRETS, mode)), null);
    return kept();
  }

  void end() {
    open.close();
  }

  /// How often the secret is in the memory of this process.
  static int copiesInMemory(Path directory) throws IOException {
    Path dump = directory.resolve("heap-" + ProcessHandle.current().pid() + ".hprof");
    Files.deleteIfExists(dump);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    String secret = new String(canary());
    StringBuilder wide = new StringBuilder();
    secret.chars().forEach(each -> wide.append('\0').append((char) each));
    int found = 0;
    try (InputStream in = Files.newInputStream(dump)) {
      String before = "";
      for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
        String text = before + new String(block, StandardCharsets.ISO_8859_1);
        found += count(text, secret) + count(text, wide.toString());
        before = text.substring(Math.max(0, text.length() - wide.length() + 1));
      }
    }
    Files.delete(dump);
    return found;
  }

  private static int count(String text, String part) {
    int found = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      found++;
    }
    return found;
  }

  /// Not written anywhere as it is.
  private static char[] canary() {
    char[] chars = PLAIN.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ('A' + (chars[i] * 7 + i) % 26);
    }
    return chars;
  }

  private Connector server() {
    return (config, password, cancellation, dialogue) -> {
      for (String file : new String[] {"/id_ed25519", "/client.key"}) {
        try (Secret passphrase =
            dialogue
                .secret(new SecretQuestion(SecretQuestion.Kind.PASSPHRASE, file, "", false, false))
                .orElseThrow()) {
          if (passphrase.isEmpty()) {
            throw new IllegalStateException("No passphrase");
          }
        }
      }
      if (password == null) {
        throw new TuskException(
            new TuskError.LoginRefused(ServerError.of("28P01", "no password"), "ada"));
      }
      return database.connector().open(config, null, cancellation, dialogue);
    };
  }

  private final class Person implements ConnectInteraction {
    @Override
    public Optional<PasswordAnswer> password(ConnectionConfig about, boolean refused) {
      return answer();
    }

    @Override
    public Optional<PasswordAnswer> secret(ConnectionConfig about, SecretQuestion question) {
      return answer();
    }

    /// Would have all remembered, if that were to be asked.
    private Optional<PasswordAnswer> answer() {
      asked++;
      char[] typed = canary();
      Secret secret = Secret.of(typed);
      Arrays.fill(typed, '\0');
      return Optional.of(new PasswordAnswer(secret, true));
    }
  }
}
