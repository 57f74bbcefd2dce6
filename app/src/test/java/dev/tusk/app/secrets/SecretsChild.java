package dev.tusk.app.secrets;

import static dev.tusk.core.credential.PasswordPlace.KEYRING;
import static dev.tusk.core.testkit.ConnectionBuilder.like;

import dev.tusk.app.AppPaths;
import dev.tusk.app.CompositionRoot;
import dev.tusk.app.Program;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.Terminal;
import dev.tusk.cli.TuskCommand;
import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.harness.secrets.ObjectTexts;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A whole Tusk with the canary as its password. Reads lines from standard input: the password, a
/// secret to be typed into statements and, when it is to go through a bastion too, what that asks
/// for; says where it is on standard output and waits there for a line.
final class SecretsChild {
  private static final InputStream IN = new FileInputStream(FileDescriptor.in);
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final Path home = Path.of(System.getProperty("user.dir"));
  private final Program program;
  private final CompositionRoot parts;
  private final String host;
  private final int port;
  private final StringBuilder held = new StringBuilder();

  private SecretsChild(String host, int port, Map<String, String> variables) {
    this.program =
        new Program(
            new AppPaths(home.resolve("data"), true),
            new Terminal(InputStream.nullInputStream(), OUT, OUT, false, false),
            variables,
            action -> () -> {});
    this.parts = program.parts();
    this.host = host;
    this.port = port;
  }

  /// Handles what must stay secret.
  ///
  /// @param arguments host, port and user, who has a database of the same name; then, for a
  ///     bastion, a URL and the home directory
  public static void main(String[] arguments) throws Exception {
    TalkativeLogs.start(Path.of("raw.log"), Path.of("kept.log"));
    boolean bastion = arguments.length > 3;
    SecretsChild child =
        new SecretsChild(
            arguments[0],
            Integer.parseInt(arguments[1]),
            bastion ? Map.of("HOME", arguments[4]) : Map.of());
    List<ConnectionConfig> opened = new ArrayList<>();
    try (Secret password = line();
        Secret typed = line()) {
      child.failEverywhere(arguments[2], password);
      if (bastion) {
        opened.add(child.throughTheBastion(arguments[3]));
      }
      Files.writeString(child.home.resolve("exceptions.txt"), child.held);
      ConnectionConfig config = child.config("shop", arguments[2], child.port, arguments[2]);
      child.connectAndWork(config, password, typed);
      opened.add(config);
    }
    System.gc();
    stop("connected");
    opened.forEach(config -> child.parts.closeConnection().close(config.id()));
    System.gc();
    stop("disconnected");
    child.program.close();
    System.exit(0);
  }

  /// Reads a line into an array of its own, which nothing else keeps.
  private static Secret line() throws IOException {
    char[] text = new char[200];
    int length = 0;
    for (int c = IN.read(); c >= 0 && c != '\n'; c = IN.read()) {
      text[length++] = (char) c;
    }
    char[] exact = Arrays.copyOf(text, length);
    Secret secret = Secret.of(exact);
    Arrays.fill(text, '\0');
    Arrays.fill(exact, '\0');
    return secret;
  }

  private static void stop(String where) throws IOException {
    OUT.write((where + "\n").getBytes(StandardCharsets.UTF_8));
    line().wipe();
  }

  private ConnectionConfig config(String name, String user, int toPort, String database) {
    return new ConnectionConfig(
        new ConnectionId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
        name,
        host,
        toPort,
        database,
        user,
        SslMode.DISABLE,
        Stage.DEVELOPMENT,
        true,
        ConnectionOptions.DEFAULTS);
  }

  /// Connects in vain in many ways with the password, and takes the exceptions apart.
  private void failEverywhere(String user, Secret password) {
    List<ConnectionConfig> vain = new ArrayList<>();
    vain.add(config("no role", "nobody_here", port, "postgres"));
    vain.add(config("no database", user, port, "nothing_here"));
    vain.add(config("refused", user, 1, user));
    vain.add(withHost(config("no host", user, port, user), "no-such-host.invalid"));
    vain.add(withHost(config("bad host", user, port, user), "a b:c/d"));
    vain.add(withTls(config("no tls", user, port, user)));
    vain.forEach(each -> fail(each, password, ConnectInteraction.none()));
  }

  private void fail(
      ConnectionConfig vain, @Nullable Secret password, ConnectInteraction interaction) {
    try {
      parts.openConnection().open(vain, password, interaction, Cancellation.create());
    } catch (TuskException failure) {
      System.getLogger("dev.tusk.test").log(System.Logger.Level.ERROR, vain.name(), failure);
      held.append(ObjectTexts.held(failure)).append('\n');
      return;
    }
    throw new IllegalStateException(vain.name() + " could be opened");
  }

  /// Gives each secret that it is asked for to the wrong question first, and lets all be kept.
  private record Answers(Secret database, Secret ssh, Secret key, Secret certificate)
      implements ConnectInteraction, AutoCloseable {
    @Override
    public Optional<PasswordAnswer> password(ConnectionConfig config, boolean refused) {
      return kept(refused ? database : key);
    }

    @Override
    public boolean trust(ConnectionConfig config, SshHostKey unknown) {
      return true;
    }

    @Override
    public Optional<PasswordAnswer> secret(ConnectionConfig config, SecretQuestion question) {
      if (!question.refused()) {
        return kept(database);
      }
      return kept(
          question.kind() == SecretQuestion.Kind.PASSWORD
              ? ssh
              : question.about().endsWith(".ssh/work") ? key : certificate);
    }

    private static Optional<PasswordAnswer> kept(Secret secret) {
      return Optional.of(new PasswordAnswer(secret.copy(), true));
    }

    @Override
    public void close() {
      for (Secret each : List.of(database, ssh, key, certificate)) {
        each.wipe();
      }
    }
  }

  /// Connects, in vain at first, with a key, a password and a client certificate.
  private ConnectionConfig throughTheBastion(String url) throws IOException {
    ConnectionConfig config = read(url);
    try (Answers answers = new Answers(line(), line(), line(), line())) {
      fail(read(url.replace("/shop?", "/nothing_behind?")), null, answers);
      fail(read(url.replace("@db.", "@nowhere.")), null, answers);
      var _ = parts.connections().save(config, null);
      parts.openConnection().open(config, null, answers, Cancellation.create());
    }
    try (SqlTab tab = new SqlTab(new TabId(new UUID(7, 8)), "Untitled 2", parts.open())) {
      tab.use(config.id());
      run(tab, "create table behind as select ssl, client_dn from pg_stat_ssl; select 1/0");
    }
    return config;
  }

  private ConnectionConfig read(String url) {
    return parts.readConnection().read(url).config().withRememberPassword(true);
  }

  private static ConnectionConfig withHost(ConnectionConfig of, String otherHost) {
    return like(of).host(otherHost).build();
  }

  private static ConnectionConfig withTls(ConnectionConfig of) {
    return like(of).sslMode(SslMode.REQUIRE).build();
  }

  private void connectAndWork(ConnectionConfig config, Secret password, Secret typed)
      throws Exception {
    var _ = parts.connections().save(config, password);
    // With every library at TRACE the keyring can be too slow for its deadline; then a person would
    // take up the offer.
    for (int i = 0; i < 60 && parts.connections().passwordPlace(config.id()) != KEYRING; i++) {
      Thread.sleep(500);
      var _ = parts.savePasswords().save();
    }
    parts.openConnection().open(config, password, ConnectInteraction.none(), Cancellation.create());
    try (SqlTab tab = new SqlTab(new TabId(new UUID(7, 7)), "Untitled 1", parts.open())) {
      tab.use(config.id());
      run(tab, "select 1; create table t (a int); select * from nothing; select 1/0; notify x");
      run(tab, "begin; insert into t select generate_series(1, 5000); commit; select * from t");
      cancelled(tab);
      String secret = typed.reveal(String::new);
      for (String statement :
          new String[] {
            "create role tusk_a password '" + secret + "'",
            "alter role tusk_a password E'" + secret + "' nonsense",
            "do $$ begin execute 'alter role tusk_a password ''" + secret + "'' x'; end $$",
            "select set_config('my.password', '" + secret + "', false)",
            "select 'postgres://u:" + secret + "@h/d'::int",
            "create subscription s connection 'host=h password=" + secret + "' publication p",
            "\\connect postgres://u:" + secret + "@h/d"
          }) {
        run(tab, statement);
        parts
            .workspace()
            .keep(new SavedTab(tab.id(), tab.title(), config.id(), statement, 3, 0, true));
      }
      Files.writeString(
          home.resolve("said.txt"),
          ObjectTexts.said(List.of(parts, program, tab, parts.state(), password)));
    }
    export("exported.conf");
    export("exported.json");
  }

  private void export(String file) {
    int code =
        TuskCommand.create(
                new CliEnvironment(
                    parts::commandLine, null, program.terminal(), Map.of(), action -> () -> {}))
            .execute("connections", "export", home.resolve(file).toString());
    if (code != 0) {
      throw new IllegalStateException("The export failed");
    }
  }

  private void run(SqlTab tab, String sql) {
    try {
      var _ =
          parts
              .runScript(parts.historyStore())
              .run(
                  tab,
                  sql,
                  new ScriptOptions(
                      ScriptOptions.OnError.CONTINUE, false, 100, Duration.ofSeconds(20)),
                  Cancellation.create(),
                  (number, total, statement, text) -> new StatementListener() {});
    } catch (TuskException refused) {
      System.getLogger("dev.tusk.test").log(System.Logger.Level.DEBUG, "not run", refused);
    }
  }

  private void cancelled(SqlTab tab) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(
            () -> {
              begun.countDown();
              run(tab, "select pg_sleep(20)");
            });
    begun.await();
    while (tab.running().isEmpty()) {
      Thread.sleep(5);
    }
    Thread.sleep(100);
    parts.cancel().cancel(tab.running().orElseThrow());
    done.get(60, TimeUnit.SECONDS);
  }
}
