package dev.tusk.postgres.evil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.session.Session;
import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.ScriptGrammar;
import dev.tusk.core.sql.SqlLexer;
import dev.tusk.core.sql.SqlToken;
import dev.tusk.core.sql.TokenKind;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.evil.Dialogue;
import dev.tusk.harness.evil.Frames;
import dev.tusk.harness.evil.FrontendMessage;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Scripts;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The splitter against psql: what psql sends for a script, message by message, is what Tusk would
/// send. The server between them says yes to everything.
@Requirement({"D-8", "E-21"})
class PsqlDifferentialTest {
  private static final int SCRIPTS = Boolean.getBoolean("tusk.long") ? 1_000 : 60;

  private static final String CONTINUED = "E'a'\n'b\\'c'";

  private static final String[] ENDS = {
    "",
    "select 'unterminated; 1",
    "select /* open ; ",
    "select \"open ;",
    "select $x$ ; open",
    "select E'open \\'; ",
    "select (1; 2",
    "select 1",
    "create function f() returns int begin atomic select 1; select 2; "
  };

  private static final String[] COPIES = {
    "copy t from stdin;\n1;\t'\n2\t$$\n\\.\n",
    "COPY \"t\" (a, b) FROM STDIN WITH (format csv);\n\"a;\"\"\n\"\n\\.\n",
    "copy /* ; */ t from /* x */ stdin ;\n\\.\n"
  };

  /// psql reads line by line and forgets at a line's end that a string was an `E'…'`, so that it
  /// cuts this one in the wrong place. The server does not, nor does Tusk.
  @Test
  void whereTheyDifferTheServerAgreesWithTusk() {
    String script = "select " + CONTINUED + ";'";
    assertThat(Script.of(script).statements().getFirst().in(script))
        .isEqualTo("select " + CONTINUED);
    try (ConnectionPool pool = Servers.pool();
        Session session = Servers.lease(pool)) {
      assertThat(Servers.value(session, "select " + CONTINUED)).isEqualTo("ab'c");
    }
  }

  @Test
  void psqlSendsWhatTuskWouldSend() throws Exception {
    assumeThat(hasPsql()).as("psql is not installed").isTrue();
    Random random = new Random(21);
    int differences = 0;
    int statements = 0;
    List<String> examples = new ArrayList<>();
    try (var server = new HostileServer(PsqlDifferentialTest::yes)) {
      for (int i = 0; i < SCRIPTS; i++) {
        String script = script(random);
        int before = server.accepted();
        psql(server.port(), script);
        List<String> sent =
            server.dialogues().get(before).received().stream()
                .filter(message -> message.type() == 'Q')
                .map(message -> plain(message.text().replace("\0", "")))
                .filter(text -> !text.isEmpty())
                .toList();
        List<String> ours =
            Script.of(script).statements().stream()
                .map(statement -> plain(statement.in(script)))
                .toList();
        statements += sent.size();
        if (!sent.equals(ours)) {
          differences++;
          examples.add("<<" + script + ">>\npsql: " + sent + "\ntusk: " + ours);
        }
      }
    }
    assertThat(examples.stream().limit(3)).isEmpty();
    Figure.exactly("splitter_psql_differences", differences, 0);
    Figure.atLeast("splitter_psql_statements", statements, SCRIPTS * 10.0);
  }

  private static String script(Random random) {
    StringBuilder script = new StringBuilder(random.nextInt(10) == 0 ? "\ufeff" : "");
    for (int i = 10 + random.nextInt(20); i > 0; i--) {
      script.append(ScriptGrammar.between(random));
      if (random.nextInt(8) == 0) {
        script.append('\n').append(COPIES[random.nextInt(COPIES.length)]);
      } else {
        String statement = ScriptGrammar.statement(random);
        while (statement.contains(CONTINUED)) {
          statement = ScriptGrammar.statement(random);
        }
        script.append(statement).append(ScriptGrammar.space(random));
        script.append(";\n");
      }
    }
    return script.append(ENDS[random.nextInt(ENDS.length)]).toString();
  }

  /// The tokens alone: psql drops some comments and white space, and so does Tusk, not the same.
  private static String plain(String sql) {
    StringBuilder plain = new StringBuilder();
    for (SqlToken token : SqlLexer.tokens(sql)) {
      if (!token.kind().isIgnored() && token.kind() != TokenKind.TERMINATOR) {
        plain.append(sql, token.start(), token.end()).append(' ');
      }
    }
    return plain.toString().strip();
  }

  private static void yes(Dialogue client) throws IOException {
    var _ = client.startup();
    client.send(Scripts.loggedIn("15.0"));
    while (true) {
      FrontendMessage message = client.receive();
      switch (message.type()) {
        case 'Q' -> {
          String words = plain(message.text().replace("\0", "")).toLowerCase(Locale.ROOT);
          if (words.startsWith("copy ") && words.contains(" from stdin")) {
            client.send(Frames.frame('G', new byte[] {0, 0, 0}));
          } else {
            client.send(Frames.complete("SELECT 0"), Frames.ready('I'));
          }
        }
        case 'c', 'f' -> client.send(Frames.complete("COPY 0"), Frames.ready('I'));
        case 'X' -> {
          return;
        }
        default -> {}
      }
    }
  }

  private static boolean hasPsql() {
    return List.of("/usr/bin/psql", "/usr/local/bin/psql").stream()
        .anyMatch(path -> Files.isExecutable(Path.of(path)));
  }

  private static void psql(int port, String script) throws Exception {
    Path file = Files.createTempFile("hostile", ".sql");
    try {
      Files.write(file, script.getBytes(StandardCharsets.UTF_8));
      ProcessBuilder builder =
          new ProcessBuilder(
                  "psql",
                  "-X",
                  "-q",
                  "-w",
                  "-h",
                  "127.0.0.1",
                  "-p",
                  Integer.toString(port),
                  "-U",
                  "x",
                  "-d",
                  "x",
                  "-f",
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("PGSSLMODE", "disable");
      builder.environment().put("PGCLIENTENCODING", "UTF8");
      Process psql = builder.start();
      if (!psql.waitFor(20, TimeUnit.SECONDS)) {
        psql.destroyForcibly();
        throw new AssertionError("psql hangs in <<" + script + ">>");
      }
    } finally {
      Files.delete(file);
    }
  }
}
