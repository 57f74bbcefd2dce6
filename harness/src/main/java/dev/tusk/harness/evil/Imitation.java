package dev.tusk.harness.evil;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/// A relative of PostgreSQL: a real server behind another name, without some of its catalogs and
/// functions. Immutable.
///
/// @param host of the real server
/// @param port of the real server
/// @param announced what is reported as `server_version`; empty when nothing is
/// @param version the answer of `version()`
/// @param missing what no statement may contain; its first group, or all of it, is called unknown
/// @param ways what else is different
public record Imitation(
    String host, int port, String announced, String version, Pattern missing, Ways ways)
    implements Script {
  private static final int CANCEL = 80877102;

  /// How it differs beside what is missing.
  ///
  /// @param key whether it says how to cancel
  /// @param extended whether it understands more than simple queries
  /// @param parameters whether it reports what it is not asked for
  public record Ways(boolean key, boolean extended, boolean parameters) {
    public static final Ways AS_POSTGRESQL = new Ways(true, true, true);
  }

  @Override
  public void play(Dialogue client) throws IOException {
    FrontendMessage startup = client.startup();
    try (var real = new RealServer(host, port)) {
      real.send(startup);
      if (startup.code() == CANCEL) {
        var _ = real.answer();
        return;
      }
      char state = ' ';
      while (state == ' ') {
        byte[] answer = disguised(real.answer());
        client.send(answer);
        state = stateIn(answer);
        if (state == ' ') {
          real.send(client.receive());
        }
      }
      while (true) {
        state = answer(client, real, client.receive(), state);
      }
    }
  }

  private char answer(Dialogue client, RealServer real, FrontendMessage message, char state)
      throws IOException {
    if (message.type() == 'Q' && message.text().contains("version()")) {
      client.send(
          Frames.columns("version"),
          Frames.row(version),
          Frames.complete("SELECT 1"),
          Frames.ready(state));
      return state;
    }
    byte[] error = refusal(message);
    if (error.length == 0) {
      real.send(message);
      if (!message.wantsAnswer()) {
        return state;
      }
      byte[] answer = real.answer();
      client.send(answer);
      char now = stateIn(answer);
      return now == ' ' ? state : now;
    }
    if (message.type() != 'Q') {
      FrontendMessage last = message;
      while (last.type() != 'S') {
        last = client.receive();
      }
      real.send(last);
      byte[] before = real.answer();
      state = stateIn(before);
      client.send(without(before, (type, _) -> type == 'Z'));
    }
    char now = state == 'I' ? 'I' : 'E';
    client.send(error, Frames.ready(now));
    return now;
  }

  private byte[] refusal(FrontendMessage message) {
    if (message.type() != 'Q' && message.type() != 'P') {
      return new byte[0];
    }
    if (message.type() == 'P' && !ways.extended()) {
      return Frames.error("ERROR", "0A000", "only simple queries are understood");
    }
    var found = missing.matcher(message.text());
    return found.find()
        ? Frames.error("ERROR", "42883", "unknown function, relation or syntax: " + found.group())
        : new byte[0];
  }

  /// What follows the login, under the other name.
  private byte[] disguised(byte[] answer) {
    byte[] kept =
        without(
            answer,
            (type, body) ->
                (type == 'K' && !ways.key())
                    || (type == 'S'
                        && (named(body, "server_version")
                            || (!ways.parameters()
                                && !named(body, "client_encoding")
                                && !named(body, "standard_conforming_strings")
                                && !named(body, "integer_datetimes")
                                && !named(body, "DateStyle")))));
    if (stateIn(answer) == ' ') {
      return kept;
    }
    // Before the last message, which says that the server is ready.
    var all = new ByteArrayOutputStream();
    all.write(kept, 0, kept.length - 6);
    if (!announced.isEmpty()) {
      all.writeBytes(Frames.parameter("server_version", announced));
    }
    all.write(kept, kept.length - 6, 6);
    return all.toByteArray();
  }

  private static boolean named(byte[] body, String name) {
    return new String(body, StandardCharsets.UTF_8).startsWith(name + "\0");
  }

  private static char stateIn(byte[] answer) {
    int length = answer.length;
    return length >= 6 && answer[length - 6] == 'Z' ? (char) answer[length - 1] : ' ';
  }

  private static byte[] without(byte[] frames, BiPredicate<Character, byte[]> dropped) {
    var kept = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.wrap(frames);
    while (in.hasRemaining()) {
      char type = (char) in.get();
      byte[] body = new byte[in.getInt() - 4];
      in.get(body);
      if (!dropped.test(type, body)) {
        kept.writeBytes(Frames.frame(type, body));
      }
    }
    return kept.toByteArray();
  }
}
