package dev.tusk.app;

import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.Terminal;
import dev.tusk.core.kernel.Registration;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl+C for commands: the first runs the registered actions, the second leaves at once; so does
/// the first while a question waits for an answer, as nothing else ends the wait.
///
/// `sun.misc.Signal` is the JDK's only way to hear a signal without ending; it is reached by
/// reflection because javac warns of it in a way that cannot be switched off.
final class CtrlC implements CliEnvironment.Interrupts {
  private static final System.Logger LOG = System.getLogger(CtrlC.class.getName());
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();
  private final AtomicBoolean heard = new AtomicBoolean();
  private final Terminal terminal;

  private CtrlC(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Starts to listen, where the platform allows it.
  static CtrlC install(Terminal terminal) {
    CtrlC self = new CtrlC(terminal);
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              CtrlC.class.getClassLoader(),
              new Class<?>[] {handler},
              (ignored, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  self.interrupt();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
      LOG.log(System.Logger.Level.DEBUG, "Ctrl+C ends the process at once here", unavailable);
    }
    return self;
  }

  @Override
  public Registration onInterrupt(Runnable action) {
    actions.add(action);
    return () -> actions.remove(action);
  }

  private void interrupt() {
    if (terminal.abandonQuestion() || actions.isEmpty() || !heard.compareAndSet(false, true)) {
      Exit.now(ExitCode.CANCELLED);
      return;
    }
    actions.forEach(action -> Thread.ofPlatform().daemon().name("ctrl-c").start(action));
  }
}
