package dev.tusk.harness.evil;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What a real server said in one session, answer by answer, to be played again: as it was, or with
/// errors. Filled while its session runs; read afterwards.
public final class RecordedSession {
  private final List<byte[]> answers = Collections.synchronizedList(new ArrayList<>());

  /// Nothing is recorded yet.
  public RecordedSession() {}

  private RecordedSession(List<byte[]> answers) {
    this.answers.addAll(answers);
  }

  /// A true session of a real server, which is recorded.
  public Script record(String host, int port) {
    return client -> {
      FrontendMessage startup = client.startup();
      try (var real = new RealServer(host, port)) {
        var _ = client.relay(real, startup, message -> message.type() == 'X', answers::add);
      }
    };
  }

  /// The answers so far.
  public List<byte[]> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  /// The same session of a server that asks for no password: how one was proven cannot be played
  /// again. The first answer is what follows the proof.
  public RecordedSession withoutPassword() {
    byte[] ok = Frames.authenticated();
    List<byte[]> rest = new ArrayList<>();
    for (byte[] answer : answers()) {
      int at = rest.isEmpty() ? indexOf(answer, ok) : 0;
      if (at >= 0) {
        rest.add(Arrays.copyOfRange(answer, at, answer.length));
      }
    }
    return new RecordedSession(rest);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  /// The same with other answers.
  public static RecordedSession of(List<byte[]> answers) {
    return new RecordedSession(answers);
  }

  /// Plays: one answer whenever the client waits for one, whatever it asked; hangs up after the
  /// last, and when the client waits for more than was recorded.
  public Script play(Duration patience) {
    return client -> {
      client.patience(patience);
      var _ = client.startup();
      boolean first = true;
      for (byte[] answer : answers()) {
        if (!first) {
          var _ = client.request();
        }
        first = false;
        client.send(answer);
      }
      hangUpWhenSilent(client);
    };
  }

  private static void hangUpWhenSilent(Dialogue client) throws IOException {
    var _ = client.receive();
  }
}
