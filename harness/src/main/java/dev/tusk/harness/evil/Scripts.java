package dev.tusk.harness.evil;

import static dev.tusk.harness.evil.Frames.authenticated;
import static dev.tusk.harness.evil.Frames.authentication;
import static dev.tusk.harness.evil.Frames.backendKey;
import static dev.tusk.harness.evil.Frames.error;
import static dev.tusk.harness.evil.Frames.join;
import static dev.tusk.harness.evil.Frames.parameter;
import static dev.tusk.harness.evil.Frames.ready;
import static dev.tusk.harness.evil.Frames.sasl;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/// Ready scripts: sick servers, liars at the login, liars behind a true login.
public final class Scripts {
  private Scripts() {}

  /// Answers the startup packet with bytes and hangs up.
  public static Script onStartup(byte[]... answer) {
    return client -> {
      var _ = client.startup();
      client.send(answer);
    };
  }

  /// Declines every login with an error of the server.
  public static Script declines(String severity, String sqlState, String message) {
    return onStartup(error(severity, sqlState, message));
  }

  /// A server that has not finished starting.
  public static Script startingUp() {
    return declines("FATAL", "57P03", "the database system is starting up");
  }

  /// A server whose connections are all taken.
  public static Script full() {
    return declines("FATAL", "53300", "sorry, too many clients already");
  }

  /// Says something at once and waits, as other kinds of server do.
  public static Script greets(String greeting) {
    return client -> {
      client.send(greeting.getBytes(StandardCharsets.ISO_8859_1));
      client.silence();
    };
  }

  /// A web server: answers anything with an HTTP error.
  public static Script http() {
    return client ->
        client.send(
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
  }

  /// A MySQL server's greeting.
  public static Script mysql() {
    return greets("J\0\0\0\n8.0.36\0\b\0\0\0abcdefgh\0\u00ff\u00f7\u00ff\u0002\0");
  }

  /// Accepts and never says a word.
  public static Script mute() {
    return Dialogue::silence;
  }

  /// Says S to the wish for TLS and then nothing.
  public static Script muteAfterTls() {
    return client -> {
      var _ = client.receive();
      client.send(new byte[] {'S'});
      client.silence(Duration.ofDays(1));
    };
  }

  /// Asks for a method of authentication that there may not be.
  public static Script authMethod(int method) {
    return client -> {
      var _ = client.startup();
      client.send(authentication(method, new byte[4]));
      client.silence();
    };
  }

  /// Begins SCRAM and says nothing after the client's first message.
  public static Script muteAfterScram() {
    return client -> {
      var _ = client.startup();
      client.send(sasl("SCRAM-SHA-256"));
      client.silence();
    };
  }

  /// SCRAM with a number of iterations; ends with a signature that is wrong.
  public static Script scram(String iterations) {
    return client -> {
      var _ = client.startup();
      client.send(sasl("SCRAM-SHA-256"));
      String first = client.receive().text();
      String nonce = first.substring(first.indexOf("r=") + 2);
      client.send(
          authentication(
              11,
              ("r=" + nonce + "hostile,s=c2FsdHNhbHRzYWx0c2FsdA==,i=" + iterations)
                  .getBytes(StandardCharsets.US_ASCII)));
      var _ = client.receive();
      client.send(
          authentication(
              12,
              "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".getBytes(StandardCharsets.US_ASCII)),
          loggedIn("18.0"));
      client.silence();
    };
  }

  /// Asks for the password again and again.
  public static Script authLoop() {
    return client -> {
      var _ = client.startup();
      while (true) {
        client.send(authentication(3, new byte[0]));
        var _ = client.receive();
      }
    };
  }

  /// What follows a login that succeeded: parameters, key, ready.
  public static byte[] loggedIn(String version) {
    return join(
        authenticated(),
        parameter("server_version", version),
        parameter("server_encoding", "UTF8"),
        parameter("client_encoding", "UTF8"),
        parameter("DateStyle", "ISO, MDY"),
        parameter("TimeZone", "GMT"),
        parameter("integer_datetimes", "on"),
        parameter("standard_conforming_strings", "on"),
        backendKey(4711, 42),
        ready('I'));
  }

  /// A true session of a real server until a message comes that holds `marker`; then the lie.
  public static Script lieAt(String host, int port, String marker, Script lie) {
    return relay(host, port, message -> message.text().contains(marker), lie);
  }

  /// A true session of a real server until `when`; then the lie.
  public static Script relay(String host, int port, Predicate<FrontendMessage> when, Script lie) {
    return client -> {
      FrontendMessage startup = client.startup();
      try (var real = new RealServer(host, port)) {
        FrontendMessage last = client.relay(real, startup, when);
        while (!last.wantsAnswer()) {
          last = client.receive();
        }
        lie.play(client);
      }
    };
  }

  /// Accepts the wish for TLS; the script plays inside of it.
  public static Script insideTls(SSLContext keys, Script script) {
    return client -> {
      client.startTls(keys);
      script.play(client);
    };
  }

  /// Sends bytes as the whole answer to a statement and hangs up.
  public static Script answer(byte[]... frames) {
    return client -> client.send(frames);
  }

  /// The text of a startup packet's parameter; empty when it is not there.
  public static String startupParameter(FrontendMessage startup, String name) {
    String[] parts =
        new String(startup.body(), 4, startup.body().length - 4, StandardCharsets.UTF_8)
            .split("\0", -1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      if (parts[i].equals(name)) {
        return parts[i + 1];
      }
    }
    return "";
  }
}
