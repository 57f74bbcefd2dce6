package dev.tusk.postgres.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.ssh.SshServer;
import dev.tusk.harness.ssh.SshServer.Asks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of an SSH server that is open to Terrapin (CVE-2023-48795), and only of that one.
@Requirement("D-16")
final class TerrapinTest {
  @TempDir private Path folder;
  private SshBench bench;

  @BeforeEach
  void prepare() throws Exception {
    bench = new SshBench(folder);
  }

  @AfterEach
  void clean() throws Exception {
    bench.end();
  }

  @Test
  void aServerWithoutStrictKeyExchangeIsCalledOld() throws Exception {
    ScriptedSsh old = bench.closing(new ScriptedSsh(false));

    assertThat(warnings(old.address()))
        .singleElement()
        .asString()
        .contains("is old", "CVE-2023-48795", "Ask its administrator to update it");
  }

  @Test
  void aServerWithItIsNot() throws Exception {
    ScriptedSsh scripted = bench.closing(new ScriptedSsh(true));
    SshServer real = bench.server(Asks.NOTHING);

    assertThat(warnings(scripted.address())).isEmpty();
    assertThat(warnings(real.address())).isEmpty();
  }

  /// The attack needs ChaCha20-Poly1305, or CBC with a sum of what is encrypted.
  @Test
  void theCiphersThatItNeedsAreNotOffered() {
    for (String direction : List.of("cipher.c2s", "cipher.s2c")) {
      assertThat(List.of(JSch.getConfig(direction).split(",", -1)))
          .isNotEmpty()
          .allMatch(cipher -> cipher.contains("-gcm") || cipher.endsWith("-ctr"));
    }
  }

  private List<String> warnings(String ssh) {
    Person person = new Person(true);
    bench.tunnel(bench.config(ssh), person);
    return person.warnings;
  }
}
