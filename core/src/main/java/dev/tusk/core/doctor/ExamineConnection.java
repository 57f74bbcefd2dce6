package dev.tusk.core.doctor;

import dev.tusk.core.connection.CloseConnection;
import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.kernel.UseCase;
import dev.tusk.core.session.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Connects as every other command does, looks, and disconnects. Writes nothing: its session is
/// read-only. Blocks.
@UseCase
public final class ExamineConnection {
  private static final String HOLDER = "doctor";

  private final OpenConnection connect;
  private final OpenConnections open;
  private final TimeSource time;

  public ExamineConnection(OpenConnection connect, OpenConnections open, TimeSource time) {
    this.connect = connect;
    this.open = open;
    this.time = time;
  }

  /// One finding for each check; what cannot be looked at since the connection failed is skipped.
  ///
  /// @param given a password to try first, owned by the caller; null for none
  /// @param trace whether to prove that nothing of Tusk stays on the server
  public List<Finding> examine(
      ConnectionConfig config,
      @Nullable Secret given,
      ConnectInteraction interaction,
      Cancellation cancellation,
      boolean trace) {
    List<Finding> findings = new ArrayList<>();
    Steps steps = new Steps(interaction);
    CloseConnection close = new CloseConnection(open);
    try {
      ServerInfo server = connect.open(config, given, steps, cancellation).server();
      steps.end();
      findings.addAll(steps.passed(config));
      findings.addAll(server(config, server));
      ConnectionPool pool = open.pool(config.id());
      Traced traced = inSession(pool, cancellation, trace, findings);
      if (trace) {
        close.close(config.id());
        var _ = connect.open(config, given, interaction, cancellation);
        findings.addAll(after(open.pool(config.id()), cancellation, traced));
      }
    } catch (TuskException failure) {
      if (findings.isEmpty()) {
        steps.end();
        findings.addAll(steps.failed(config, failure.error()));
      } else {
        findings.add(Finding.failed("session", failure.error()));
      }
    } finally {
      close.close(config.id());
    }
    return findings;
  }

  private List<Finding> server(ConnectionConfig config, ServerInfo server) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        server.tls() == null
            ? Finding.warning("tls", "The link is not encrypted")
            : Finding.ok(
                "tls", server.tls() + " " + server.cipher() + ", " + config.sslMode().libpqName()));
    List<String> notes = server.product().notes();
    findings.add(
        notes.isEmpty()
            ? Finding.ok("server", server.title() + (server.inRecovery() ? ", a standby" : ""))
            : Finding.warning("server", server.title() + ": " + String.join(". ", notes)));
    findings.add(Finding.ok("guard", Guard.of(config).word()));
    return findings;
  }

  /// @param before the server before the session's checks; null when nothing is traced
  /// @param own Tusk's sessions then
  private record Traced(@Nullable ServerTrace before, Set<String> own) {}

  private Traced inSession(
      ConnectionPool pool, Cancellation cancellation, boolean trace, List<Finding> findings) {
    try (Session session = pool.lease(HOLDER, cancellation)) {
      session.readOnly(true);
      Questions questions = new Questions(session);
      ServerTrace before = trace ? ServerTrace.of(questions) : null;
      findings.addAll(new SessionChecks(session, questions, time).all());
      PoolStatus status = pool.status();
      findings.add(
          Finding.ok(
              "pool",
              status.size()
                  + " of "
                  + status.max()
                  + " sessions open, "
                  + status.serviceSize()
                  + " for catalog and cancel"));
      Set<String> own = new HashSet<>();
      if (trace) {
        findings.addAll(ownSessions(questions, own));
        questions.asked().forEach(sql -> findings.add(Finding.ok("statement", sql)));
      }
      return new Traced(before, own);
    }
  }

  /// A relative of PostgreSQL may not list them.
  private static List<Finding> ownSessions(Questions questions, Set<String> own) {
    List<Finding> findings = new ArrayList<>();
    try {
      for (List<String> row : questions.ask(ServerTrace.OWN)) {
        own.add(row.getFirst());
        findings.add(
            Finding.ok(
                "own session",
                row.get(0) + " " + row.get(1) + " " + row.get(2) + ": " + row.get(3)));
      }
    } catch (TuskException refused) {
      findings.add(Finding.failed("own session", refused.error()));
    }
    return findings;
  }

  /// Asked by a new connection, when all of the first is gone.
  private List<Finding> after(ConnectionPool pool, Cancellation cancellation, Traced traced) {
    try (Session session = pool.lease(HOLDER, cancellation)) {
      session.readOnly(true);
      Questions questions = new Questions(session);
      ServerTrace before = traced.before();
      ServerTrace now = ServerTrace.of(questions);
      List<String> changes = before == null ? List.of() : before.changesTo(now);
      List<Finding> findings = new ArrayList<>();
      findings.add(
          changes.isEmpty()
              ? Finding.ok("trace", "Nothing changed: " + now.summary())
              : Finding.warning(
                  "trace",
                  "Changed meanwhile, by Tusk or somebody else: " + String.join(", ", changes)));
      if (!now.unseen().isEmpty()) {
        findings.add(
            Finding.warning(
                "trace", "The server does not show " + String.join(", ", now.unseen())));
      }
      findings.add(SessionChecks.guarded("sessions left", () -> left(questions, traced.own())));
      return findings;
    }
  }

  private static Finding left(Questions questions, Set<String> own) {
    List<String> left =
        questions.ask(ServerTrace.OWN).stream().map(List::getFirst).filter(own::contains).toList();
    return left.isEmpty()
        ? Finding.ok("sessions left", "None of " + own.size())
        : Finding.warning("sessions left", "Still there: " + String.join(", ", left));
  }

  /// Notes when each step began.
  private final class Steps implements ConnectInteraction {
    private final ConnectInteraction answers;
    private final List<ConnectStep> begun = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();

    Steps(ConnectInteraction answers) {
      this.answers = answers;
    }

    @Override
    public Optional<PasswordAnswer> password(ConnectionConfig config, boolean refused) {
      return answers.password(config, refused);
    }

    @Override
    public boolean trust(ConnectionConfig config, SshHostKey key) {
      return answers.trust(config, key);
    }

    @Override
    public Optional<PasswordAnswer> secret(ConnectionConfig config, SecretQuestion question) {
      return answers.secret(config, question);
    }

    @Override
    public void step(ConnectStep step) {
      begun.add(step);
      nanos.add(time.nanos());
      answers.step(step);
    }

    @Override
    public void warn(String message) {
      answers.warn(message);
    }

    void end() {
      nanos.add(time.nanos());
    }

    private static String name(ConnectStep step) {
      return "connect: " + step.word();
    }

    List<Finding> passed(ConnectionConfig config) {
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < begun.size(); i++) {
        findings.add(
            Finding.ok(name(begun.get(i)), SessionChecks.millis(nanos.get(i + 1) - nanos.get(i))));
      }
      if (!config.tunnel().isEmpty()) {
        findings.add(Finding.ok("ssh", "through " + config.tunnel()));
      }
      return findings;
    }

    /// The last step that had begun is the one that failed.
    List<Finding> failed(ConnectionConfig config, TuskError why) {
      List<Finding> findings = new ArrayList<>(passed(config));
      if (begun.isEmpty()) {
        findings.add(Finding.failed("connect", why));
        return findings;
      }
      ConnectStep last = begun.getLast();
      findings.removeIf(each -> each.check().equals(name(last)));
      findings.add(Finding.failed(name(last), why));
      List<ConnectStep> all = ConnectStep.of(config);
      for (ConnectStep step : all.subList(all.indexOf(last) + 1, all.size())) {
        findings.add(Finding.skipped(name(step), "not reached"));
      }
      return findings;
    }
  }
}
