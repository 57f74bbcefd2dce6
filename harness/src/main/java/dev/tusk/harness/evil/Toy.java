package dev.tusk.harness.evil;

import java.io.IOException;
import java.util.Locale;

/// The least that speaks the protocol: no parameters but the driver's, no key to cancel, simple
/// queries only, and of SQL nothing but `select` with a whole number.
public final class Toy implements Script {
  @Override
  public void play(Dialogue client) throws IOException {
    var _ = client.startup();
    client.send(
        Frames.authenticated(),
        Frames.parameter("server_version", "0.1"),
        Frames.parameter("client_encoding", "UTF8"),
        Frames.parameter("DateStyle", "ISO, MDY"),
        Frames.ready('I'));
    while (true) {
      FrontendMessage message = client.receive();
      switch (message.type()) {
        case 'Q' -> client.send(answer(client, message), Frames.ready('I'));
        case 'S' ->
            client.send(
                Frames.error("ERROR", "0A000", "only simple queries are understood"),
                Frames.ready('I'));
        case 'X' -> {
          return;
        }
        default -> {}
      }
    }
  }

  private static byte[] answer(Dialogue client, FrontendMessage message) throws IOException {
    String sql = message.text().replace("\0", "").strip().toLowerCase(Locale.ROOT);
    if (sql.isEmpty()) {
      return Frames.frame('I', new byte[0]);
    }
    if (sql.equals("select sleep()")) {
      client.silence();
    }
    if (sql.matches("select [0-9]+")) {
      return Frames.join(
          Frames.columns("number"), Frames.row(sql.substring(7)), Frames.complete("SELECT 1"));
    }
    if (sql.startsWith("set ")) {
      // As many do: it is taken, and means nothing.
      return Frames.complete("SET");
    }
    return Frames.error("ERROR", "42601", "syntax error: " + sql.lines().findFirst().orElse(""));
  }
}
