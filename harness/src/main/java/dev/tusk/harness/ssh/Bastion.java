package dev.tusk.harness.ssh;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.tls.CertMaker;
import dev.tusk.harness.tls.CertMaker.KeyForm;
import dev.tusk.harness.tls.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A database with TLS under a name that only an SSH server knows, and the home of somebody who has
/// never been there: with a key for that server, the authority's certificate and a certificate of
/// their own, and with no known hosts.
///
/// Every secret is a [Canary]. Starting takes about 2 s.
public final class Bastion implements AutoCloseable {
  private static final String DATABASE = "shop";

  private final Path home;
  private final SshKeys keys;
  private final Path hostKey;
  private final SshServer ssh;
  private final PgFixture postgres;
  private final Canary keyPassphrase = Canary.fresh();
  private final Canary certificatePassphrase = Canary.fresh();

  private Bastion(Path folder, SshServer.Asks asks, String... lines) throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    Path mine = Files.createDirectories(home.resolve(".ssh"));
    keys = new SshKeys(Files.createDirectories(folder.resolve("keys")));
    hostKey = keys.make("ed25519");
    Path userKey = keys.make("ed25519", keyPassphrase.text(), "");
    ssh =
        SshServer.start(
            Files.createDirectories(folder.resolve("sshd")),
            List.of(hostKey),
            List.of(userKey),
            asks,
            lines);
    Files.move(userKey, mine.resolve("work"));
    CertMaker maker = new CertMaker(Files.createDirectories(folder.resolve("certificates")));
    Certificate root = maker.authority("The shop's authority");
    postgres = PgFixture.start();
    maker
        .leaf(root, CertMaker.server(SshServer.BEHIND, "DNS:" + SshServer.BEHIND))
        .installIn(postgres.dataDirectory());
    root.trustIn(postgres.dataDirectory(), "clients.crt");
    Files.copy(root.certificate(), home.resolve("ca.pem"));
    Certificate own = maker.leaf(root, CertMaker.client("app"));
    Files.copy(own.certificate(), home.resolve("app.pem"));
    Files.move(
        maker.key(own, KeyForm.PKCS8, certificatePassphrase.text()), home.resolve("app.key"));
    postgres.execute(
        "create database " + DATABASE,
        "alter system set ssl_ca_file = 'clients.crt'",
        "alter system set ssl = on");
    postgres.restart();
  }

  /// Starts all of it.
  ///
  /// @param folder exists already
  /// @param asks what the SSH server asks beside the key
  /// @param lines of `sshd_config`; they win
  public static Bastion start(Path folder, SshServer.Asks asks, String... lines)
      throws IOException {
    return new Bastion(folder, asks, lines);
  }

  /// What `HOME` is to be.
  public Path home() {
    return home;
  }

  /// What a colleague sends to somebody new: a URL that `verify-full` checks.
  public String url() {
    return "postgresql://%s@%s:%d/%s?sslmode=verify-full&sslrootcert=%s&ssh=%s&ssh_key=~/.ssh/work"
        .formatted(
            database().user(),
            SshServer.BEHIND,
            database().port(),
            DATABASE,
            home.resolve("ca.pem"),
            ssh.address());
  }

  /// The same with the certificate of one's own.
  public String urlWithCertificate() {
    return "%s&sslcert=%s&sslkey=%s"
        .formatted(url(), home.resolve("app.pem"), home.resolve("app.key"));
  }

  /// Ends the SSH server and all through it, and starts it again with another host key.
  public void changeHostKey() throws IOException, InterruptedException {
    ssh.kill();
    Path fresh = keys.make("ed25519");
    Files.move(fresh, hostKey, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        Path.of(fresh + ".pub"), Path.of(hostKey + ".pub"), StandardCopyOption.REPLACE_EXISTING);
    ssh.resume();
  }

  /// The database without the way to it.
  public PgDatabaseAddress database() {
    return postgres.address(DATABASE);
  }

  public SshServer ssh() {
    return ssh;
  }

  /// Of the key of the SSH server, as its administrator reads it: `SHA256:…`.
  public String fingerprint() {
    return SshKeys.run("ssh-keygen", "-l", "-f", hostKey + ".pub").split(" ", -1)[1];
  }

  /// Type and key of the SSH server, as they stand in `known_hosts`.
  public String publicKey() {
    return SshKeys.publicKey(hostKey);
  }

  /// Where a server that is trusted is kept.
  public Path knownHosts() {
    return home.resolve(".ssh/known_hosts");
  }

  /// Of the key `~/.ssh/work`.
  public Canary keyPassphrase() {
    return keyPassphrase;
  }

  /// Of the key `~/app.key`.
  public Canary certificatePassphrase() {
    return certificatePassphrase;
  }

  @Override
  public void close() {
    ssh.close();
    postgres.close();
  }
}
