package dev.tusk.harness.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.net.FaultProxy.End;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  /// Long enough for what should come, short enough to wait for what must not.
  private static final int QUIET_MS = 150;

  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.ofVirtual().start(this::echoAll);
    proxy = new FaultProxy("127.0.0.1", echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void carriesBytesBothWaysAndCountsThem() throws IOException {
    try (var client = connect()) {
      assertThat(roundTrip(client, "hello")).isEqualTo("hello");
      assertThat(proxy.bytes(Direction.UP)).isEqualTo(5);
      assertThat(proxy.bytes(Direction.DOWN)).isEqualTo(5);
      assertThat(proxy.accepted()).isEqualTo(1);
      assertThat(proxy.open()).isEqualTo(1);
    }
  }

  @Test
  void carriesMoreThanItsBuffersUnchanged() throws Exception {
    byte[] much = new byte[3_000_000];
    for (int i = 0; i < much.length; i++) {
      much[i] = (byte) ((i * 31) >> 3);
    }
    try (var client = connect()) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  client.getOutputStream().write(much);
                  client.shutdownOutput();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(much);
    }
  }

  @Test
  void blackholeHoldsBackOneDirectionUntilCleared() throws IOException {
    try (var client = connect()) {
      roundTrip(client, "warm");
      proxy.blackhole(Direction.DOWN);
      client.getOutputStream().write("held".getBytes(UTF_8));
      assertSilent(client);
      assertThat(proxy.bytes(Direction.UP)).isEqualTo(8);
      proxy.clear();
      assertThat(read(client, 4)).isEqualTo("held");
    }
  }

  @Test
  void blackholeUpwardsKeepsTheRequestFromTheServer() throws IOException {
    try (var client = connect()) {
      roundTrip(client, "warm");
      proxy.blackhole(Direction.UP);
      client.getOutputStream().write("held".getBytes(UTF_8));
      assertSilent(client);
      assertThat(proxy.bytes(Direction.UP)).isEqualTo(4);
      proxy.clear();
      assertThat(read(client, 4)).isEqualTo("held");
    }
  }

  @Test
  void resetPeerBreaksOpenConnectionsAndNotLaterOnes() throws IOException {
    try (var client = connect();
        var idle = connect()) {
      roundTrip(client, "warm");
      roundTrip(idle, "warm");
      proxy.resetPeer();
      assertThatThrownBy(() -> roundTrip(client, "more")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> roundTrip(idle, "more")).isInstanceOf(IOException.class);
    }
    try (var client = connect()) {
      assertThat(roundTrip(client, "new")).isEqualTo("new");
    }
  }

  @Test
  void limitDataLetsThroughExactlySoMuch() throws IOException {
    try (var client = connect()) {
      roundTrip(client, "warm");
      proxy.limitData(Direction.DOWN, 3);
      client.getOutputStream().write("abcdef".getBytes(UTF_8));
      assertThatThrownBy(() -> read(client, 6)).isInstanceOf(IOException.class);
      assertThat(proxy.bytes(Direction.DOWN)).isEqualTo(7);
    }
  }

  @Test
  void muteAcceptsNewConnectionsWithoutAWord() throws IOException {
    try (var old = connect()) {
      roundTrip(old, "warm");
      proxy.mute();
      try (var client = connect()) {
        client.getOutputStream().write("anybody?".getBytes(UTF_8));
        assertSilent(client);
        assertThat(roundTrip(old, "still")).isEqualTo("still");
      }
    }
  }

  @Test
  void refuseClosesThePortUntilCleared() throws IOException {
    try (var old = connect()) {
      roundTrip(old, "warm");
      proxy.refuse();
      assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
      assertThat(roundTrip(old, "still")).isEqualTo("still");
    }
    proxy.clear();
    try (var client = connect()) {
      assertThat(roundTrip(client, "back")).isEqualTo("back");
    }
  }

  @Test
  void latencyDelaysAndBandwidthThrottles() throws IOException {
    try (var client = connect()) {
      roundTrip(client, "warm");
      proxy.latency(Duration.ofSeconds(20));
      client.getOutputStream().write("late".getBytes(UTF_8));
      assertSilent(client);
    }
    proxy.clear();
    proxy.bandwidth(1);
    try (var client = connect()) {
      client.getOutputStream().write("0123456789".getBytes(UTF_8));
      assertSilent(client);
    }
  }

  @Test
  void clearEndsDelaysThatAreUnderWay() throws IOException {
    try (var client = connect()) {
      roundTrip(client, "warm");
      proxy.latency(Duration.ofSeconds(60), Duration.ofSeconds(5));
      client.getOutputStream().write("late".getBytes(UTF_8));
      assertSilent(client);
      proxy.clear();
      assertThat(read(client, 4)).isEqualTo("late");
      assertThat(roundTrip(client, "soon")).isEqualTo("soon");
    }
  }

  @Test
  void slicerPassesTheSameBytesInSmallPieces() throws IOException {
    try (var client = connect()) {
      Recording recording = proxy.record();
      proxy.slicer(3, Duration.ofMillis(1));
      assertThat(roundTrip(client, "0123456789")).isEqualTo("0123456789");
      assertThat(recording.passages())
          .filteredOn(passage -> passage.direction() == Direction.UP)
          .extracting(passage -> new String(passage.bytes(), UTF_8))
          .containsExactly("012", "345", "678", "9");
    }
  }

  @Test
  void limitDataCanEndInOrder() throws IOException {
    try (var client = connect()) {
      roundTrip(client, "warm");
      proxy.limitData(Direction.DOWN, 3, End.FIN);
      client.getOutputStream().write("abcdef".getBytes(UTF_8));
      assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("abc");
    }
  }

  @Test
  void limitDataCanEndInSilence() throws IOException {
    try (var client = connect()) {
      roundTrip(client, "warm");
      proxy.limitData(Direction.DOWN, 3, End.SILENCE);
      client.getOutputStream().write("abcdef".getBytes(UTF_8));
      assertThat(read(client, 3)).isEqualTo("abc");
      assertSilent(client);
      assertThat(proxy.open()).isEqualTo(1);
    }
  }

  @Test
  void halfOpenIsNeverToldToTheClient() throws Exception {
    try (var client = connect()) {
      roundTrip(client, "warm");
      proxy.halfOpen();
      for (int i = 0; i < 3; i++) {
        client.getOutputStream().write("anybody?".getBytes(UTF_8));
        assertSilent(client);
      }
      try (var later = connect()) {
        assertThat(roundTrip(later, "new")).isEqualTo("new");
      }
    }
  }

  @Test
  void aRecordingTellsWhatPassedWhenAndWhere() throws IOException {
    Recording recording = proxy.record();
    long before = System.nanoTime();
    try (var one = connect();
        var two = connect()) {
      roundTrip(one, "first");
      roundTrip(two, "second");
    }
    assertThat(new String(recording.bytes(1, Direction.UP), UTF_8)).isEqualTo("first");
    assertThat(new String(recording.bytes(2, Direction.DOWN), UTF_8)).isEqualTo("second");
    assertThat(new String(recording.bytes(0, Direction.UP), UTF_8)).isEqualTo("firstsecond");
    assertThat(recording.passages())
        .allSatisfy(
            passage ->
                assertThat(passage.nanos() - before).isBetween(0L, System.nanoTime() - before));
  }

  @Test
  void holdNewDelaysNewConnectionsOnly() throws IOException {
    try (var old = connect()) {
      roundTrip(old, "warm");
      proxy.holdNew(Duration.ofSeconds(20));
      try (var client = connect()) {
        client.getOutputStream().write("late".getBytes(UTF_8));
        assertSilent(client);
      }
      assertThat(roundTrip(old, "still")).isEqualTo("still");
    }
  }

  @Test
  void endOfOneSideReachesTheOther() throws IOException {
    try (var client = connect()) {
      client.getOutputStream().write("bye".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("bye");
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(echo.getInetAddress(), proxy.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String roundTrip(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return read(socket, text.length());
  }

  private static String read(Socket socket, int length) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("ended after " + bytes.length + " bytes");
    }
    return new String(bytes, UTF_8);
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(QUIET_MS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(10_000);
  }

  private void echoAll() {
    while (true) {
      try {
        Socket socket = echo.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                  } catch (IOException e) {
                    // The client of this test went away.
                  }
                });
      } catch (IOException e) {
        return;
      }
    }
  }
}
