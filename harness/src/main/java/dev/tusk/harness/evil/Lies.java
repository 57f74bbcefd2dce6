package dev.tusk.harness.evil;

import static dev.tusk.harness.evil.Frames.authentication;
import static dev.tusk.harness.evil.Frames.backendKey;
import static dev.tusk.harness.evil.Frames.column;
import static dev.tusk.harness.evil.Frames.columns;
import static dev.tusk.harness.evil.Frames.complete;
import static dev.tusk.harness.evil.Frames.error;
import static dev.tusk.harness.evil.Frames.frame;
import static dev.tusk.harness.evil.Frames.int16;
import static dev.tusk.harness.evil.Frames.int32;
import static dev.tusk.harness.evil.Frames.join;
import static dev.tusk.harness.evil.Frames.lying;
import static dev.tusk.harness.evil.Frames.message;
import static dev.tusk.harness.evil.Frames.notice;
import static dev.tusk.harness.evil.Frames.notification;
import static dev.tusk.harness.evil.Frames.parameter;
import static dev.tusk.harness.evil.Frames.ready;
import static dev.tusk.harness.evil.Frames.row;
import static dev.tusk.harness.evil.Frames.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// The table of lies, each under a name that says what it is.
public final class Lies {
  private static final byte[] NONE = {};
  private static final byte[] DONE = join(complete("SELECT 1"), ready('I'));

  private Lies() {}

  /// Lies from the first byte to the end of the login.
  public static Map<String, Script> atLogin() {
    Map<String, Script> lies = new LinkedHashMap<>();
    lies.put("an HTTP server", Scripts.http());
    lies.put("a MySQL server", Scripts.mysql());
    lies.put("an SSH server", Scripts.greets("SSH-2.0-OpenSSH_9.2\r\n"));
    lies.put("a mute server", Scripts.mute());
    lies.put("mute after TLS was agreed", Scripts.muteAfterTls());
    lies.put("mute after SCRAM has begun", Scripts.muteAfterScram());
    lies.put("hangs up at once", client -> {});
    lies.put("resets at once", Dialogue::reset);
    lies.put("starting up", Scripts.startingUp());
    lies.put("too many clients", Scripts.full());
    for (int method : new int[] {2, 4, 6, 7, 8, 9, 13, 99, -1}) {
      lies.put("authentication method " + method, Scripts.authMethod(method));
    }
    lies.put("asks for the password for ever", Scripts.authLoop());
    lies.put("MD5 without salt", Scripts.onStartup(authentication(5, NONE)));
    lies.put("SASL without an end", Scripts.onStartup(authentication(10, new byte[] {65, 66})));
    lies.put("SASL of nobody's", Scripts.onStartup(Frames.sasl("CRAM-MD5")));
    lies.put("SCRAM bomb", Scripts.scram("2147483647"));
    lies.put("SCRAM of few iterations, wrong signature", Scripts.scram("4096"));
    lies.put("SCRAM of minus one iteration", Scripts.scram("-1"));
    lies.put("SCRAM of no number", Scripts.scram("NaN"));
    lies.put("SASL final without a beginning", Scripts.onStartup(authentication(12, NONE)));
    lies.put("login says 2 GB", Scripts.onStartup(lying('R', Integer.MAX_VALUE, int32(0))));
    lies.put("login says minus one", Scripts.onStartup(lying('R', -1, int32(0))));
    lies.put("login says zero", Scripts.onStartup(lying('R', 0, int32(0))));
    lies.put(
        "negotiates the version for ever",
        forEver(frame('v', join(int32(196608), int32(1), text("_pq_.x")))));
    lies.put("parameters for ever", forEver(parameter("p", "x".repeat(1000))));
    lies.put("notices for ever before the login", forEver(notice("x".repeat(1000))));
    lies.put("keys for ever", forEver(backendKey(1, 2)));
    lies.put("zeros for ever", forEver(new byte[1000]));
    lies.put(
        "an error of 64 MB",
        client -> {
          var _ = client.startup();
          large(client, 'E', 64);
        });
    lies.put("an error without an end", Scripts.onStartup(lying('E', 100, new byte[] {'M', 'x'})));
    lies.put("an error without fields", Scripts.onStartup(frame('E', new byte[1])));
    lies.put("an error with HTML", Scripts.onStartup(error("FATAL", "28000", HTML)));
    lies.put("an error with control characters", Scripts.onStartup(error("FATAL", "28000", WILD)));
    lies.put(
        "an old server", Scripts.onStartup(Scripts.loggedIn("7.4")).then(Lies::answersNothing));
    lies.put(
        "no number of a version",
        Scripts.onStartup(Scripts.loggedIn("<html>")).then(Lies::answersNothing));
    lies.put("logged in, answers nothing", loggedIn(Lies::answersNothing));
    lies.put("logged in, one empty row", loggedIn(client -> answersAll(client, row())));
    lies.put("logged in, too few columns", loggedIn(client -> answersAll(client, row("t"))));
    lies.put(
        "logged in, no numbers",
        loggedIn(client -> answersAll(client, row("a", "b", "c", "d", "e", "f", "g", "h", "i"))));
    lies.put(
        "client_encoding at the login",
        Scripts.onStartup(
            Frames.authenticated(), parameter("client_encoding", "SQL_ASCII"), ready('I')));
    return lies;
  }

  /// Text that a Swing label would take for a document.
  public static final String HTML =
      "<html><img src=http://127.0.0.1:1/x><object classid=x>" + "<b>".repeat(3000);

  /// Text that moves a terminal's cursor and a reader's eye.
  public static final String WILD =
      "a\u001b[2J\u001b]0;owned\u0007b\rc\nd\be\u202ef\u2066g\u200bh\u009bi\u0085j";

  /// Lies as the whole answer to one statement of a session that was true until then.
  public static Map<String, Script> inStatement() {
    Map<String, Script> lies = new LinkedHashMap<>();
    byte[] described = columns("a", "b");
    answer(lies, "a row of minus one byte", described, lying('D', -1, int16(2)));
    answer(lies, "a row of 2 GB", described, lying('D', Integer.MAX_VALUE, int16(2)));
    answer(lies, "a row 5 bytes short", described, lying('D', 30, join(int16(2), int32(3))));
    answer(
        lies,
        "a value of 2 GB",
        described,
        lying('D', 16, join(int16(2), int32(Integer.MAX_VALUE), int32(-1))),
        DONE);
    answer(
        lies,
        "a value of minus two bytes",
        described,
        frame('D', join(int16(2), int32(-2), int32(-1))),
        DONE);
    answer(lies, "a row of minus one value", described, frame('D', int16(-1)), DONE);
    answer(lies, "a row of too many values", described, row("1", "2", "3"), DONE);
    answer(lies, "a row of too few values", described, row("1"), DONE);
    answer(lies, "a row of no value", described, row(), DONE);
    answer(lies, "a row that nobody described", row("1", "2"), DONE);
    answer(lies, "minus one column", frame('T', int16(-1)), DONE);
    answer(lies, "32,767 columns announced", frame('T', join(int16(32767), text("a"))), DONE);
    answer(lies, "65,535 columns", many(65_535), DONE);
    answer(lies, "1,664 columns", many(1_664), DONE);
    answer(lies, "a description of 2 GB", lying('T', Integer.MAX_VALUE, int16(1)));
    answer(lies, "no column", frame('T', int16(0)), frame('D', int16(0)), DONE);
    answer(
        lies,
        "an unknown type",
        frame('T', join(int16(1), column("a", 987654, 0))),
        row("1"),
        DONE);
    answer(
        lies,
        "binary that nobody asked for",
        frame('T', join(int16(1), column("a", 23, 1))),
        row("123"),
        DONE);
    answer(
        lies,
        "a format that there is not",
        frame('T', join(int16(1), column("a", 23, 7))),
        row("1"),
        DONE);
    for (String tag :
        new String[] {
          "UPDATE 99999999999999999999", "SELECT -1", "INSERT 0", "", " ", "COPY x", HTML, WILD
        }) {
      answer(
          lies,
          "the tag <" + tag.substring(0, Math.min(12, tag.length())) + ">",
          complete(tag),
          ready('I'));
    }
    answer(lies, "a tag without an end", frame('C', new byte[] {'S', 'E'}), ready('I'));
    answer(lies, "ready twice", columns("a"), row("1"), DONE, ready('I'));
    answer(lies, "ready at once", ready('I'));
    answer(lies, "ready in a state that there is not", complete("SELECT 0"), ready('X'));
    answer(lies, "CopyBoth", frame('W', join(new byte[1], int16(0))), DONE);
    answer(lies, "CopyIn", frame('G', join(new byte[1], int16(0))), DONE);
    answer(lies, "CopyOut", frame('H', join(new byte[1], int16(0))), frame('c', NONE), DONE);
    answer(lies, "CopyOut of minus one column", frame('H', join(new byte[1], int16(-1))), DONE);
    answer(lies, "COPY data that nobody asked for", frame('d', new byte[10]), DONE);
    answer(lies, "COPY data of 2 GB", lying('d', Integer.MAX_VALUE, new byte[10]));
    answer(lies, "a function's answer", frame('V', int32(-1)), DONE);
    answer(
        lies, "a portal that is suspended", described, row("1", "2"), frame('s', NONE), ready('T'));
    answer(lies, "a type that there is not", frame('x', int32(0)));
    answer(lies, "a zero byte", new byte[100]);
    answer(lies, "hangs up in a row", described, lying('D', 100, join(int16(2), int32(50))));
    lies.put(
        "resets in a row",
        client -> {
          client.send(described, lying('D', 100, join(int16(2), int32(50))));
          client.reset();
        });
    lies.put(
        "an error of 64 MB",
        client -> {
          large(client, 'E', 64);
          client.send(ready('I'));
          answersNothing(client);
        });
    answer(lies, "an error of 2 GB", lying('E', Integer.MAX_VALUE, text("Mx")));
    answer(
        lies,
        "an error of 1,000 fields",
        frame(
            'E',
            "MxxxMxxx"
                .replace("xxx", "x\0")
                .repeat(500)
                .concat("\0")
                .getBytes(StandardCharsets.UTF_8)),
        ready('I'));
    answer(lies, "an error without an end", frame('E', new byte[] {'M', 'x'}), ready('I'));
    answer(lies, "an error without fields", frame('E', new byte[1]), ready('I'));
    answer(
        lies,
        "an error whose position is far away",
        message('E', Map.of('S', "ERROR", 'C', "42601", 'M', "x", 'P', "2147483647")),
        ready('I'));
    answer(
        lies,
        "an error whose position is no number",
        message('E', Map.of('S', "ERROR", 'C', "42601", 'M', "x", 'P', "x")),
        ready('I'));
    answer(
        lies,
        "an error whose line is no number",
        message('E', Map.of('S', "ERROR", 'C', "42601", 'M', "x", 'L', "<html>")),
        ready('I'));
    answer(lies, "an error with HTML", error("ERROR", "42601", HTML), ready('I'));
    answer(lies, "an error with control characters", error("ERROR", WILD, WILD), ready('I'));
    answer(
        lies,
        "an error that is no text",
        frame('E', new byte[] {'M', (byte) 0xff, (byte) 0xc0, 0, 0}),
        ready('I'));
    for (String change :
        new String[] {
          "client_encoding=SQL_ASCII", "client_encoding=LATIN1", "client_encoding=<html>",
          "integer_datetimes=off", "standard_conforming_strings=off", "DateStyle=German",
          "TimeZone=$tusk$", "server_version=0", "=x"
        }) {
      int equals = change.indexOf('=');
      answer(
          lies,
          "the parameter " + change,
          parameter(change.substring(0, equals), change.substring(equals + 1)),
          columns("a"),
          row("1"),
          DONE);
    }
    answer(lies, "a parameter without an end", frame('S', text("one")), DONE);
    answer(lies, "asks for the password", authentication(3, NONE), DONE);
    answer(lies, "a login in the middle", Frames.authenticated(), DONE);
    answer(lies, "a key in the middle", backendKey(1, 2), columns("a"), row("1"), DONE);
    answer(lies, "the version in the middle", frame('v', join(int32(0), int32(0))), DONE);
    answer(
        lies,
        "1,000 results",
        join(
            IntStream.range(0, 1000)
                .mapToObj(i -> join(columns("a"), row("1"), complete("SELECT 1")))
                .toArray(byte[][]::new)),
        ready('I'));
    lies.put("small rows for ever", described(row("1", "2")));
    lies.put("large rows for ever", described(row("1", "x".repeat(1 << 18))));
    lies.put(
        "empty rows for ever",
        client -> {
          client.send(frame('T', int16(0)));
          client.sendForEver(frame('D', int16(0)));
        });
    lies.put("notices for ever", client -> client.sendForEver(notice("x".repeat(1000))));
    lies.put(
        "large notices for ever",
        client -> {
          while (true) {
            large(client, 'N', 4);
          }
        });
    lies.put(
        "notifications for ever",
        client -> client.sendForEver(notification(1, "channel", "x".repeat(7000))));
    lies.put(
        "parameters for ever",
        client -> {
          for (int i = 0; ; i++) {
            client.send(parameter("p" + i, "x".repeat(1000)));
          }
        });
    lies.put("tags for ever", client -> client.sendForEver(complete("SELECT 1")));
    lies.put("descriptions for ever", client -> client.sendForEver(many(1_664)));
    lies.put(
        "errors for ever", client -> client.sendForEver(error("ERROR", "42601", "x".repeat(1000))));
    lies.put(
        "COPY data for ever",
        client -> {
          client.send(frame('H', join(new byte[1], int16(0))));
          client.sendForEver(frame('d', new byte[1000]));
        });
    lies.put("ready for ever", client -> client.sendForEver(ready('I')));
    lies.put("mute", Dialogue::silence);
    lies.put(
        "portals that are suspended for ever",
        client -> {
          while (true) {
            client.send(
                frame('1', NONE), frame('2', NONE), columns("a"), frame('s', NONE), ready('T'));
            var _ = client.request();
          }
        });
    return lies;
  }

  private static void answer(Map<String, Script> lies, String name, byte[]... frames) {
    byte[] bytes = join(frames);
    lies.put(
        name,
        client -> {
          client.send(bytes);
          if (bytes[bytes.length - 6] == 'Z') {
            answersNothing(client);
          }
        });
  }

  /// An error or notice whose message is so many megabytes long, sent piece by piece.
  private static void large(Dialogue client, char type, int megabytes) throws IOException {
    byte[] begin = join(text("SERROR"), text("CXX000"), "Mlong".getBytes(StandardCharsets.UTF_8));
    byte[] piece = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    client.send(lying(type, 4 + begin.length + (megabytes << 20) + 2, begin));
    for (int i = 0; i < megabytes << 4; i++) {
      client.send(piece);
    }
    client.send(new byte[2]);
  }

  private static byte[] many(int count) {
    return frame(
        'T',
        join(
            int16(count),
            join(
                IntStream.range(0, count)
                    .mapToObj(i -> column("c" + i, 25, 0))
                    .toArray(byte[][]::new))));
  }

  private static Script described(byte[] endless) {
    return client -> {
      client.send(columns("a", "b"));
      client.sendForEver(endless);
    };
  }

  private static Script forEver(byte[] frame) {
    return client -> {
      var _ = client.startup();
      client.sendForEver(frame);
    };
  }

  private static Script loggedIn(Script next) {
    return Scripts.onStartup(Scripts.loggedIn("18.0")).then(next);
  }

  /// Answers every further statement with a result without rows.
  static void answersNothing(Dialogue client) throws IOException {
    answersAll(client, NONE);
  }

  private static void answersAll(Dialogue client, byte[] row) throws IOException {
    int count = row.length == 0 ? 1 : row[6];
    while (true) {
      var _ = client.request();
      byte[] columns =
          join(IntStream.range(0, count).mapToObj(i -> column("c", 25, 0)).toArray(byte[][]::new));
      client.send(frame('T', join(int16(count), columns)), row, DONE);
    }
  }
}
