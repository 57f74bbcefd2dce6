package dev.tusk.app.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Encryption with a key that everybody can read in the source protects nobody: passwords are in
/// the system's keyring, under its owner's own key, or nowhere.
class NoBuiltInKeyTest {
  private static final Pattern CRYPTO =
      Pattern.compile("javax\\.crypto|SecretKeySpec|Cipher\\.getInstance|KeyStore\\.getInstance");

  /// The salt of a hashed host name is no secret; the others read keys and certificates that other
  /// programs have written, with the passphrase that a person gives.
  private static final Set<String> READERS =
      Set.of("KnownHosts.java", "PrivateKeys.java", "ClientIdentity.java", "Authorities.java");

  @Requirement({"C-21", "FR-018"})
  @Test
  void noSourceOfTuskEncryptsAnything() throws IOException {
    List<Path> using = new ArrayList<>();
    int looked = 0;
    try (var modules = Files.newDirectoryStream(Path.of(".."), Files::isDirectory)) {
      for (Path module : modules) {
        Path main = module.resolve("src").resolve("main").resolve("java");
        if (!Files.isDirectory(main) || module.endsWith("harness")) {
          continue;
        }
        try (var files = Files.walk(main)) {
          for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
            looked++;
            String text = Files.readString(file);
            boolean encrypts = text.contains("ENCRYPT_MODE");
            if (CRYPTO.matcher(text).find()
                && (encrypts || !READERS.contains(file.getFileName().toString()))) {
              using.add(file);
            }
          }
        }
      }
    }
    assertThat(looked).isGreaterThan(300);
    assertThat(using).isEmpty();
    assertThat(CRYPTO.matcher("import javax.crypto.Cipher;").find()).as("the twin").isTrue();
  }
}
