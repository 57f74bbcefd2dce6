package dev.tusk.postgres.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.ssh.SshKeys;
import dev.tusk.harness.ssh.SshServer;
import dev.tusk.harness.ssh.SshServer.Asks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What is known of a server decides: against a real one, and beside what `ssh` itself decides.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("D-16")
final class HostKeyCasesTest {
  private Path folder;
  private SshBench bench;
  private SshServer server;
  private SshServer certified;
  private SshServer expired;
  private SshServer elsewhere;
  private Path authority;
  private Path otherAuthority;
  private Path other;
  private Path rsa;

  private enum Outcome {
    /// Connected without a question.
    SILENT,
    /// A person was asked, and it ended when the answer was no.
    ASKED,
    /// It ended without a question.
    STOPPED
  }

  /// @param server that is connected to
  /// @param known lines of `known_hosts`
  /// @param config lines for `~/.ssh/config`
  /// @param expected what has to come of it
  private record Case(SshServer server, List<String> known, String config, Outcome expected) {}

  @BeforeAll
  void prepare(@TempDir Path given) throws Exception {
    folder = given;
    bench = new SshBench(folder);
    other = bench.keys.make("ed25519");
    rsa = bench.keys.make("rsa");
    authority = bench.keys.make("ed25519");
    otherAuthority = bench.keys.make("ed25519");
    server = bench.server(Asks.NOTHING);
    certified = certified("127.0.0.1", "-1m:+1h");
    expired = certified("127.0.0.1", "-2h:-1h");
    elsewhere = certified("db.example.org", "-1m:+1h");
  }

  private SshServer certified(String names, String validity) throws IOException {
    Path key = bench.keys.make("ed25519");
    Path certificate = SshKeys.certifyHost(authority, key, names, validity);
    return bench.server(List.of(key), Asks.NOTHING, "HostCertificate " + certificate);
  }

  @AfterAll
  void clean() throws Exception {
    bench.end();
  }

  private Map<String, Case> cases() {
    String key = SshKeys.publicKey(bench.hostKey);
    String wrong = SshKeys.publicKey(other);
    String name = server.keyName();
    Map<String, Case> cases = new LinkedHashMap<>();
    put(cases, "unknown: no file", Outcome.ASKED);
    put(cases, "unknown: others only", Outcome.ASKED, "example.org " + key);
    put(cases, "known", Outcome.SILENT, name + " " + key);
    put(cases, "known, hashed", Outcome.SILENT, hashed(name) + " " + key);
    put(cases, "another one, hashed", Outcome.ASKED, hashed("[127.0.0.2]:22") + " " + key);
    put(
        cases,
        "known, one of several names",
        Outcome.SILENT,
        "a.example.org," + name + ",b " + key);
    put(cases, "known, by a wildcard", Outcome.SILENT, "[127.0.0.*]:* " + key);
    put(
        cases,
        "known, by a question mark",
        Outcome.SILENT,
        "[127.0.0.?]:" + server.port() + " " + key);
    put(cases, "wildcard of another net", Outcome.ASKED, "[10.*]:* " + key);
    put(cases, "negated", Outcome.ASKED, "[127.*]:*,!" + name + " " + key);
    put(cases, "negated first", Outcome.ASKED, "!" + name + ",* " + key);
    put(cases, "only negated", Outcome.ASKED, "!example.org " + key);
    put(cases, "known on another port", Outcome.ASKED, "[127.0.0.1]:1 " + key);
    put(
        cases,
        "known in a different case",
        Outcome.SILENT,
        name.toUpperCase(Locale.ROOT) + " " + key);
    put(cases, "several keys, one is right", Outcome.SILENT, name + " " + wrong, name + " " + key);
    put(cases, "changed", Outcome.STOPPED, name + " " + wrong);
    put(cases, "changed, hashed", Outcome.STOPPED, hashed(name) + " " + wrong);
    put(cases, "changed, by a wildcard", Outcome.STOPPED, "* " + wrong);
    put(cases, "changed, of another kind", Outcome.STOPPED, name + " " + SshKeys.publicKey(rsa));
    put(
        cases,
        "changed, StrictHostKeyChecking no",
        "StrictHostKeyChecking no",
        Outcome.STOPPED,
        name + " " + wrong);
    put(
        cases,
        "changed, StrictHostKeyChecking off",
        "StrictHostKeyChecking off",
        Outcome.STOPPED,
        name + " " + wrong);
    put(cases, "unknown, StrictHostKeyChecking no", "StrictHostKeyChecking no", Outcome.ASKED);
    put(cases, "unknown, accept-new", "StrictHostKeyChecking accept-new", Outcome.ASKED);
    put(cases, "unknown, StrictHostKeyChecking yes", "StrictHostKeyChecking yes", Outcome.STOPPED);
    put(
        cases,
        "known, StrictHostKeyChecking yes",
        "StrictHostKeyChecking yes",
        Outcome.SILENT,
        name + " " + key);
    put(
        cases,
        "known by its alias",
        "HostKeyAlias the-bastion",
        Outcome.SILENT,
        "the-bastion " + key);
    put(
        cases,
        "the alias has another key",
        "HostKeyAlias the-bastion",
        Outcome.STOPPED,
        name + " " + key,
        "the-bastion " + wrong);
    put(cases, "no file wanted", "UserKnownHostsFile /dev/null", Outcome.ASKED, name + " " + key);
    put(
        cases,
        "in the second file",
        "UserKnownHostsFile ~/.ssh/none ~/.ssh/known_hosts",
        Outcome.SILENT,
        name + " " + key);
    put(cases, "revoked", Outcome.STOPPED, "@revoked * " + key);
    put(
        cases,
        "revoked after it was known",
        Outcome.STOPPED,
        name + " " + key,
        "@revoked " + name + " " + key);
    put(cases, "another key is revoked", Outcome.SILENT, "@revoked * " + wrong, name + " " + key);
    put(cases, "an authority's line is no key", Outcome.ASKED, "@cert-authority * " + key);
    put(cases, "an unknown marker", Outcome.ASKED, "@trust-me " + name + " " + key);
    put(cases, "a comment", Outcome.ASKED, "#" + name + " " + key);
    put(
        cases,
        "damaged lines before",
        Outcome.SILENT,
        "garbage",
        name + " ssh-ed25519",
        name + " ssh-ed25519 ====",
        "|1|x|y " + key,
        name + " " + key);
    put(cases, "a damaged key", Outcome.ASKED, name + " " + key.substring(0, key.length() - 8));
    put(
        cases,
        "a key of another type's name",
        Outcome.ASKED,
        name + " ssh-rsa " + key.split(" ", -1)[1]);
    String ca = SshKeys.publicKey(authority);
    certificates(
        cases,
        "signed by a known authority",
        certified,
        Outcome.SILENT,
        "@cert-authority 127.0.0.1 " + ca);
    certificates(
        cases,
        "signed by an authority for all",
        certified,
        Outcome.SILENT,
        "@cert-authority * " + ca);
    certificates(
        cases,
        "authority for others",
        certified,
        Outcome.ASKED,
        "@cert-authority *.example.org " + ca);
    certificates(cases, "no authority known", certified, Outcome.ASKED);
    certificates(
        cases,
        "another authority",
        certified,
        Outcome.STOPPED,
        "@cert-authority * " + SshKeys.publicKey(otherAuthority));
    certificates(
        cases,
        "the authority is revoked",
        certified,
        Outcome.STOPPED,
        "@cert-authority * " + ca,
        "@revoked * " + ca);
    certificates(
        cases, "the certificate has expired", expired, Outcome.STOPPED, "@cert-authority * " + ca);
    certificates(
        cases,
        "the certificate is another's",
        elsewhere,
        Outcome.STOPPED,
        "@cert-authority * " + ca);
    return cases;
  }

  private void put(Map<String, Case> cases, String name, Outcome expected, String... known) {
    cases.put(name, new Case(server, List.of(known), "", expected));
  }

  private void put(
      Map<String, Case> cases, String name, String config, Outcome expected, String... known) {
    cases.put(name, new Case(server, List.of(known), config, expected));
  }

  private static void certificates(
      Map<String, Case> cases, String name, SshServer to, Outcome expected, String... known) {
    cases.put(name, new Case(to, List.of(known), "", expected));
  }

  @Test
  @Requirement("E-20")
  void noCaseIsAcceptedSilentlyThatMustNotBe() throws Exception {
    Map<String, Outcome> expected = new LinkedHashMap<>();
    Map<String, Outcome> met = new LinkedHashMap<>();
    List<String> laxer = new ArrayList<>();
    for (Map.Entry<String, Case> each : cases().entrySet()) {
      Case the = each.getValue();
      prepare(the);
      Outcome outcome = tusk(the, new Asked(false));
      expected.put(each.getKey(), the.expected());
      met.put(each.getKey(), outcome);
      if (outcome == Outcome.SILENT && !ssh(the)) {
        laxer.add(each.getKey());
      }
    }

    assertThat(met).hasSizeGreaterThanOrEqualTo(30).isEqualTo(expected);
    Figure.atLeast("ssh_host_key_cases", met.size(), 30);
    Figure.exactly("ssh_host_keys_accepted_that_ssh_refuses", laxer.size(), 0);
  }

  /// Shows that the table above would notice a client that trusts everybody.
  @Test
  void whoTrustsEveryServerIsFoundOut() throws Exception {
    int silent = 0;
    for (Case the : cases().values()) {
      if (the.expected() == Outcome.ASKED) {
        prepare(the);
        Asked trusting = new Asked(true);
        tusk(the, trusting);
        silent += trusting.connected ? 1 : 0;
      }
    }

    assertThat(silent).isGreaterThanOrEqualTo(10);
  }

  @Test
  void aTrustedKeyIsWrittenDownAsSshDoesIt() throws Exception {
    String before = "example.org " + SshKeys.publicKey(other);
    Files.writeString(bench.home.resolve(".ssh/known_hosts"), before);
    Case the = new Case(server, List.of(), "HashKnownHosts yes", Outcome.ASKED);
    bench.configures(the.config() + "\n");

    assertThat(tusk(the, new Asked(true))).isEqualTo(Outcome.ASKED);
    assertThat(tusk(the, new Asked(false))).isEqualTo(Outcome.SILENT);

    List<String> lines = Files.readAllLines(bench.home.resolve(".ssh/known_hosts"));
    assertThat(lines).hasSize(2).first().isEqualTo(before);
    assertThat(lines.getLast()).startsWith("|1|").endsWith(SshKeys.publicKey(bench.hostKey));
    assertThat(
            SshKeys.run(
                "ssh-keygen",
                "-F",
                server.keyName(),
                "-f",
                bench.home.resolve(".ssh/known_hosts").toString()))
        .contains(SshKeys.publicKey(bench.hostKey));
  }

  @Test
  void aNewFileOfKnownHostsIsThePersonsAlone() throws Exception {
    Case the = new Case(server, List.of(), "", Outcome.ASKED);
    Files.deleteIfExists(bench.home.resolve(".ssh/known_hosts"));
    Files.deleteIfExists(bench.home.resolve(".ssh/config"));
    Files.delete(bench.home.resolve(".ssh"));

    assertThat(tusk(the, new Asked(true))).isEqualTo(Outcome.ASKED);

    Path file = bench.home.resolve(".ssh/known_hosts");
    assertThat(Files.readAllLines(file))
        .containsExactly(server.keyName() + " " + SshKeys.publicKey(bench.hostKey));
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(Files.getPosixFilePermissions(file.getParent())).hasSize(3);
  }

  @Test
  void aPersonIsAskedWithTheFingerprintAndAChangedKeyIsFoundInItsFile() throws Exception {
    Asked asked = new Asked(false);
    Case unknown = new Case(server, List.of(), "", Outcome.ASKED);
    prepare(unknown);
    tusk(unknown, asked);

    SshHostKey shown = Objects.requireNonNull(asked.key);
    assertThat(shown.fingerprint()).isEqualTo(fingerprint(bench.hostKey));
    assertThat(shown.type()).isEqualTo("ED25519");
    assertThat(shown.host()).isEqualTo(server.keyName());

    Case changed =
        new Case(
            server,
            List.of("# mine", server.keyName() + " " + SshKeys.publicKey(other)),
            "",
            Outcome.STOPPED);
    prepare(changed);
    tusk(changed, asked);
    assertThat(asked.error)
        .isInstanceOfSatisfying(
            TuskError.TunnelFailed.class,
            failed -> {
              assertThat(failed.cause()).isEqualTo(TuskError.Tunnel.HOST_KEY_CHANGED);
              assertThat(failed.message())
                  .contains(bench.home.resolve(".ssh/known_hosts") + ", line 2")
                  .contains(
                      "ED25519 key " + shown.fingerprint() + ", not " + fingerprint(other) + " as");
            });
  }

  private static String fingerprint(Path key) {
    return SshKeys.run("ssh-keygen", "-l", "-f", key + ".pub").split(" ", -1)[1];
  }

  private void prepare(Case the) throws IOException {
    bench.knows(the.known().toArray(String[]::new));
    bench.configures(the.config().isEmpty() ? "" : "Host *\n  " + the.config() + "\n");
  }

  private Outcome tusk(Case the, Asked person) throws Exception {
    SshConfig config = new SshConfig(bench.home, folder.resolve("no etc"), bench.environment);
    SshRoute route = new SshRoute(the.server().address(), bench.userKey.toString(), "");
    person.key = null;
    try (Road tunnel = new Road(route, config, Duration.ofSeconds(10))) {
      tunnel.open(person, attempt -> {});
      person.connected = true;
      return person.key == null ? Outcome.SILENT : Outcome.ASKED;
    } catch (TuskException failure) {
      person.error = failure.error();
      assertThat(failure.error()).isInstanceOf(TuskError.TunnelFailed.class);
      return person.key == null ? Outcome.STOPPED : Outcome.ASKED;
    }
  }

  /// Whether `ssh` gets in without a question.
  private boolean ssh(Case the) throws Exception {
    Process process =
        new ProcessBuilder(
                "ssh",
                "-F",
                bench.home.resolve(".ssh/config").toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "UserKnownHostsFile="
                    + (the.config().startsWith("UserKnownHostsFile")
                        ? the.config().substring(19).replace("~", bench.home.toString())
                        : bench.home.resolve(".ssh/known_hosts")),
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-i",
                bench.userKey.toString(),
                "-p",
                Integer.toString(the.server().port()),
                "bastion@127.0.0.1",
                "true")
            .redirectErrorStream(true)
            .start();
    var _ = process.getInputStream().readAllBytes();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    // The account's shell fails; ssh itself fails with 255.
    return ended && process.exitValue() == 1;
  }

  private static String hashed(String name) {
    byte[] salt = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      Base64.Encoder base64 = Base64.getEncoder();
      return "|1|"
          + base64.encodeToString(salt)
          + "|"
          + base64.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static final class Asked implements ConnectDialogue {
    private final boolean trusting;
    private @Nullable SshHostKey key;
    private boolean connected;
    private @Nullable TuskError error;

    Asked(boolean trusting) {
      this.trusting = trusting;
    }

    @Override
    public void step(ConnectStep step) {
      // Steps are not what is looked at.
    }

    @Override
    public boolean trust(SshHostKey shown) {
      key = shown;
      return trusting;
    }
  }
}
