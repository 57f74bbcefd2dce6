package dev.tusk.postgres.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SecretQuestion.Kind;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Tunnel;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.ssh.SshAgent;
import dev.tusk.harness.ssh.SshKeys;
import dev.tusk.harness.ssh.SshServer;
import dev.tusk.harness.ssh.SshServer.Asks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way to log in to a real SSH server, and what is said when it fails.
final class SshLoginTest {
  private static final String PASSPHRASE = Canary.fresh().text();

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
  void keysOfEveryKindLogIn() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    bench.knows(server);
    StringBuilder authorized = new StringBuilder();
    List<Path> keys = new ArrayList<>();
    for (String type : List.of("ed25519", "rsa", "ecdsa-256", "ecdsa-384", "ecdsa-521")) {
      for (String format : List.of("", "PEM", "PKCS8")) {
        if (type.equals("ed25519") && !format.isEmpty()) {
          // OpenSSH writes these in its own format only.
          continue;
        }
        for (String passphrase : List.of("", PASSPHRASE)) {
          keys.add(bench.keys.make(type, passphrase, format));
          authorized.append(SshKeys.publicKey(keys.getLast())).append('\n');
        }
      }
    }
    server.authorize(authorized.toString());

    for (Path key : keys) {
      boolean locked = Files.readString(key).contains("ENCRYPTED") || isLocked(key);
      Person person = new Person(false, PASSPHRASE);
      bench.tunnel(withKey(server, key), person);
      assertThat(person.questions).as(key.toString()).hasSize(locked ? 1 : 0);
    }
    assertThat(keys).hasSize(26);
  }

  /// As an authority's certificates are handed out: in a file beside the key, or to the agent.
  @Test
  void keysThatAnAuthoritySignedLogIn() throws Exception {
    Path authority = bench.keys.make("ed25519");
    SshServer server = bench.server(Asks.NOTHING, "TrustedUserCAKeys " + authority + ".pub");
    bench.knows(server);
    List<Path> signed = new ArrayList<>();
    for (String type : List.of("ed25519", "rsa", "ecdsa-256")) {
      Path key = bench.keys.make(type, type.equals("ed25519") ? PASSPHRASE : "", "");
      var _ = SshKeys.certifyUser(authority, key, SshServer.USER);
      signed.add(key);
      Person person = new Person(false, PASSPHRASE);
      logsIn(withKey(server, key), person);
      assertThat(person.questions).hasSize(type.equals("ed25519") ? 1 : 0);
    }
    SshAgent agent =
        bench.closing(SshAgent.start(Files.createTempDirectory("tusk"), signed.getLast()));
    bench.environment.put("SSH_AUTH_SOCK", agent.socket().toString());
    logsIn(bench.keyless(server.address()), new Person(false));
    bench.environment.remove("SSH_AUTH_SOCK");

    Path stranger = bench.keys.make("ed25519");
    var _ = SshKeys.certifyUser(authority, stranger, "somebody-else");
    refuses(
        withKey(server, stranger),
        new Person(false),
        Tunnel.LOGIN_KEY,
        "the key " + stranger + " was refused");
    Path damaged = Path.of(signed.getLast() + "-cert.pub");
    Files.writeString(damaged, Files.readString(damaged).substring(0, 120));
    refuses(
        withKey(server, signed.getLast()),
        new Person(false),
        Tunnel.KEY_FILE,
        "The certificate " + damaged + " is damaged");

    // Beside a key that nobody named it is no reason to leave the key out.
    Path usual = bench.home.resolve(".ssh/id_ecdsa");
    Files.copy(signed.getLast(), usual, StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(damaged, usual.resolveSibling("id_ecdsa-cert.pub"));
    server.authorize(SshKeys.publicKey(signed.getLast()) + "\n");
    logsIn(bench.keyless(server.address()), new Person(false));
  }

  /// `CertificateFile` of `~/.ssh/config`: for a key in a file or in the agent, wherever it lies.
  @Test
  void certificatesThatTheConfigurationNamesLogIn() throws Exception {
    Path authority = bench.keys.make("ed25519");
    SshServer server = bench.server(Asks.NOTHING, "TrustedUserCAKeys " + authority + ".pub");
    bench.knows(server);
    Path elsewhere = Files.createDirectory(folder.resolve("certificates"));
    List<Path> keys = new ArrayList<>();
    StringBuilder lines = new StringBuilder("CertificateFile " + elsewhere + "/missing\n");
    for (String type : List.of("ed25519", "rsa", "ecdsa-256")) {
      Path key = bench.keys.make(type, type.equals("ed25519") ? PASSPHRASE : "", "");
      Path beside = SshKeys.certifyUser(authority, key, SshServer.USER);
      Path moved = Files.move(beside, elsewhere.resolve(type));
      lines.append("CertificateFile ").append(moved).append('\n');
      keys.add(key);
    }
    for (Path key : keys) {
      bench.configures("");
      refuses(withKey(server, key), new Person(false, PASSPHRASE), Tunnel.LOGIN_KEY, "was refused");
      bench.configures(lines.toString());
      Person person = new Person(false, PASSPHRASE);
      logsIn(withKey(server, key), person);
      assertThat(person.questions).hasSize(key.equals(keys.getFirst()) ? 1 : 0);
    }
    for (Path key : keys.subList(1, 3)) {
      try (SshAgent agent = SshAgent.start(Files.createTempDirectory("tusk"), key)) {
        bench.environment.put("SSH_AUTH_SOCK", agent.socket().toString());
        logsIn(bench.keyless(server.address()), new Person(false));
        bench.environment.remove("SSH_AUTH_SOCK");
      }
    }
    // What is of no use there is said, and no reason to give up.
    Path damaged = elsewhere.resolve("damaged");
    Files.writeString(damaged, "ssh-rsa-cert-v01@openssh.com AAAA");
    bench.configures("CertificateFile " + damaged + "\nCertificateFile " + elsewhere + "/rsa\n");
    refuses(
        withKey(server, keys.getLast()),
        new Person(false),
        Tunnel.LOGIN_KEY,
        "the key " + keys.getLast() + " was refused",
        "The certificate " + damaged + " can't be read",
        "The certificate " + elsewhere + "/rsa is for another key");
    server.authorize(SshKeys.publicKey(keys.getLast()) + "\n");
    logsIn(withKey(server, keys.getLast()), new Person(false));
  }

  /// OpenSSH's own format does not say it in clear text.
  private static boolean isLocked(Path key) {
    try {
      var _ = SshKeys.run("ssh-keygen", "-y", "-P", "", "-f", key.toString());
      return false;
    } catch (IllegalStateException locked) {
      return true;
    }
  }

  @Test
  void aPasswordLogsIn() throws Exception {
    SshServer server = bench.server(Asks.PASSWORD);
    bench.knows(server);
    Person person = new Person(false, "wrong", SshServer.PASSWORD);

    logsIn(bench.keyless(server.address()), person);

    assertThat(person.questions)
        .extracting(SecretQuestion::kind, SecretQuestion::about, SecretQuestion::refused)
        .containsExactly(
            tuple(Kind.PASSWORD, label(server), false), tuple(Kind.PASSWORD, label(server), true));
  }

  @Test
  void aPasswordThatIsAskedForInteractivelyLogsIn() throws Exception {
    SshServer server = bench.server(Asks.ONE_QUESTION);
    bench.knows(server);
    Person person = new Person(false, SshServer.PASSWORD);

    logsIn(bench.keyless(server.address()), person);

    assertThat(person.questions).extracting(SecretQuestion::kind).containsExactly(Kind.PASSWORD);
  }

  @Test
  void severalQuestionsLogIn() throws Exception {
    SshServer server = bench.server(Asks.TWO_QUESTIONS);
    bench.knows(server);
    Person person = new Person(false, SshServer.PASSWORD, SshServer.CODE);

    logsIn(bench.keyless(server.address()), person);

    assertThat(person.questions).hasSize(2);
    assertThat(person.questions.getLast().echo()).isTrue();
  }

  @Test
  void aKeyAndThenAPasswordLogIn() throws Exception {
    SshServer server = bench.server(Asks.PASSWORD, "AuthenticationMethods publickey,password");
    bench.knows(server);
    Person person = new Person(false, SshServer.PASSWORD);

    logsIn(bench.config(server.address()), person);

    assertThat(person.questions).extracting(SecretQuestion::kind).containsExactly(Kind.PASSWORD);
  }

  @Test
  @Requirement("C-24")
  void anAgentLogsIn() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    bench.knows(server);
    Path decoy = bench.keys.make("rsa");
    SshAgent agent =
        bench.closing(SshAgent.start(Files.createTempDirectory("tusk"), decoy, bench.userKey));
    bench.environment.put("SSH_AUTH_SOCK", agent.socket().toString());
    Person person = new Person(false);

    logsIn(bench.keyless(server.address()), person);

    assertThat(server.log()).doesNotContain("auth-agent-req").doesNotContain("agent forwarding");

    // Its passphrase is not needed while the agent has it open.
    SshKeys.run("ssh-keygen", "-q", "-p", "-P", "", "-N", PASSPHRASE, "-f", bench.userKey + "");
    logsIn(bench.config(server.address()), person);
    assertThat(person.questions).isEmpty();
  }

  @Test
  void whatFailsIsSaid() throws Exception {
    SshServer server = bench.server(Asks.PASSWORD);
    bench.knows(server);
    Path locked = bench.keys.make("ed25519", PASSPHRASE, "");
    Path open = bench.keys.make("ed25519");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    Path damaged = Files.writeString(folder.resolve("damaged"), "-----BEGIN nothing");
    Files.setPosixFilePermissions(damaged, PosixFilePermissions.fromString("rw-------"));

    refuses(
        bench.keyless(server.address()),
        new Person(false, "no", "no", "no", "no", "no", "no"),
        Tunnel.LOGIN_PASSWORD,
        "did not let bastion in (Too many authentication failures)",
        "the password of " + label(server) + " was refused",
        "there is no key to offer");
    refuses(
        bench.keyless(server.address()),
        new Person(false, "no"),
        Tunnel.LOGIN_PASSWORD,
        "it accepts publickey, password",
        "was refused");
    refuses(
        bench.keyless(server.address()),
        new Person(false),
        Tunnel.LOGIN_UNANSWERED,
        "no key to offer",
        "SSH_AUTH_SOCK is not set",
        "was not given");
    refuses(
        withKey(server, locked),
        new Person(false),
        Tunnel.LOGIN_PASSPHRASE,
        "passphrase of " + locked + " was not given");
    refuses(
        withKey(server, locked),
        new Person(false, "a", "b", "c", "d", "e"),
        Tunnel.LOGIN_PASSPHRASE,
        "passphrase of " + locked + " was refused");
    refuses(withKey(server, open), new Person(false), Tunnel.KEY_FILE, "can be read by others");
    refuses(
        withKey(server, folder.resolve("none")),
        new Person(false),
        Tunnel.KEY_FILE,
        "is not there");
    refuses(withKey(server, damaged), new Person(false), Tunnel.KEY_FILE, "damaged");
  }

  @Test
  void aServerThatWantsAKeySaysWhichOnesItRefused() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    bench.knows(server);
    Path stranger = bench.keys.make("ed25519");
    refuses(
        withKey(server, stranger),
        new Person(false),
        Tunnel.LOGIN_KEY,
        "it accepts publickey; the key " + stranger + " was refused");
    refuses(
        bench.keyless(server.address()),
        new Person(false),
        Tunnel.LOGIN_NO_KEY,
        "it accepts publickey; there is no key to offer",
        "SSH_AUTH_SOCK is not set");

    bench.environment.put("SSH_AUTH_SOCK", folder.resolve("nobody").toString());
    refuses(
        bench.keyless(server.address()),
        new Person(false),
        Tunnel.LOGIN_AGENT,
        "no SSH agent answers at");
    SshAgent empty = bench.closing(SshAgent.start(Files.createTempDirectory("tusk")));
    bench.environment.put("SSH_AUTH_SOCK", empty.socket().toString());
    refuses(
        bench.keyless(server.address()),
        new Person(false),
        Tunnel.LOGIN_AGENT,
        "the SSH agent at " + empty.socket() + " holds no key");
  }

  @Test
  void tooManyKeysOfAnAgentAreCountedAndNamed() throws Exception {
    SshServer server = bench.server(Asks.NOTHING, "MaxAuthTries 3");
    bench.knows(server);
    Path[] many = new Path[8];
    for (int i = 0; i < many.length; i++) {
      many[i] = bench.keys.make("ed25519");
    }
    SshAgent agent = bench.closing(SshAgent.start(Files.createTempDirectory("tusk"), many));
    bench.environment.put("SSH_AUTH_SOCK", agent.socket().toString());
    refuses(
        bench.keyless(server.address()),
        new Person(false),
        Tunnel.LOGIN_KEY,
        "Too many authentication failures",
        "8 keys were refused",
        "name the right one");
  }

  @Test
  void questionsThatNobodyAnswersAndWrongAnswersAreToldApart() throws Exception {
    SshServer server = bench.server(Asks.TWO_QUESTIONS, "PubkeyAuthentication no");
    bench.knows(server);
    refuses(
        bench.keyless(server.address()),
        new Person(false),
        Tunnel.LOGIN_UNANSWERED,
        "it accepts keyboard-interactive; the password of " + label(server) + " was not given");
    refuses(
        bench.keyless(server.address()),
        new Person(false, SshServer.PASSWORD),
        Tunnel.LOGIN_UNANSWERED,
        "was not given");
    refuses(
        bench.keyless(server.address()),
        new Person(false, SshServer.PASSWORD, "271828", SshServer.PASSWORD, "1", "x", "1", "x"),
        Tunnel.LOGIN_PASSWORD,
        "was refused");
  }

  @Test
  void aSecondFactorIsNotTakenForTheFirst() throws Exception {
    SshServer server =
        bench.server(Asks.PASSWORD, "AuthenticationMethods password,publickey", "MaxAuthTries 3");
    bench.knows(server);
    Path stranger = bench.keys.make("ed25519");
    String message =
        refuses(
            withKey(server, stranger),
            new Person(false, SshServer.PASSWORD),
            Tunnel.LOGIN_KEY,
            "it accepts publickey; the key " + stranger + " was refused");
    assertThat(message).doesNotContain("password");
  }

  @Test
  void aServerThatKnowsOnlyOtherMethodsIsSaidToDoSo() throws Exception {
    SshServer server =
        bench.server(Asks.NOTHING, "PubkeyAuthentication no", "HostbasedAuthentication yes");
    bench.knows(server);
    refuses(
        bench.config(server.address()),
        new Person(false),
        Tunnel.LOGIN_METHOD,
        "it accepts hostbased");
  }

  private void logsIn(ConnectionConfig config, Person person) {
    bench.tunnel(config, person);
    assertThat(person.keys).isEmpty();
  }

  private String refuses(ConnectionConfig config, Person person, Tunnel cause, String... words) {
    TuskError error =
        catchThrowableOfType(TuskException.class, () -> bench.tunnel(config, person)).error();
    assertThat(error)
        .isInstanceOfSatisfying(
            TuskError.TunnelFailed.class,
            failed -> {
              assertThat(failed.message()).contains(words);
              assertThat(failed.cause()).as(failed.message()).isEqualTo(cause);
            });
    return error.message();
  }

  private ConnectionConfig withKey(SshServer server, Path key) {
    ConnectionConfig config = bench.keyless(server.address());
    return config.withSettings(config.settings().with(Setting.SSH_KEY, key.toString()));
  }

  private static String label(SshServer server) {
    return server.address();
  }
}
