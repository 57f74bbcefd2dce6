package dev.tusk.harness.evil;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A server on the loopback address that does to each client what a [Script] says.
///
/// Thread-safe. The caller closes it; its threads are virtual and end with it.
public final class HostileServer implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket();
  private final List<Script> scripts;
  private final List<Dialogue> dialogues = Collections.synchronizedList(new ArrayList<>());
  private final Set<Thread> players = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /// Listens on a free port at once.
  ///
  /// @param scripts the first connection gets the first, and so on; the last is for all others
  public HostileServer(Script... scripts) throws IOException {
    this.scripts = List.of(scripts);
    listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    Thread.ofVirtual().name("hostile server").start(this::acceptAll);
  }

  /// Where clients connect, on 127.0.0.1.
  public int port() {
    return listener.getLocalPort();
  }

  /// How many connections were accepted.
  public int accepted() {
    return dialogues.size();
  }

  /// The connections so far, in the order in which they came.
  public List<Dialogue> dialogues() {
    synchronized (dialogues) {
      return List.copyOf(dialogues);
    }
  }

  /// All that all clients have sent.
  public List<FrontendMessage> received() {
    return dialogues().stream().flatMap(each -> each.received().stream()).toList();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    players.forEach(Thread::interrupt);
    dialogues().forEach(Dialogue::close);
  }

  private void acceptAll() {
    while (!closed) {
      try {
        Socket socket = listener.accept();
        var dialogue = new Dialogue(socket);
        Script script = scripts.get(Math.min(dialogues.size(), scripts.size() - 1));
        dialogues.add(dialogue);
        Thread player =
            Thread.ofVirtual().name("hostile script").unstarted(() -> play(script, dialogue));
        players.add(player);
        player.start();
      } catch (IOException e) {
        // Closed.
        return;
      }
    }
  }

  private void play(Script script, Dialogue dialogue) {
    try {
      script.play(dialogue);
    } catch (IOException e) {
      // The client has gone, which is what most of the scripts are for.
    } finally {
      dialogue.close();
      players.remove(Thread.currentThread());
    }
  }
}
