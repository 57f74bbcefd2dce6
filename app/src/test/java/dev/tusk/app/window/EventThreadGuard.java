package dev.tusk.app.window;

import dev.tusk.app.AdapterFitting;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.credential.CredentialStore;
import dev.tusk.core.kernel.DrivenPort;
import dev.tusk.core.session.Session;
import java.awt.EventQueue;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Stands before every driven role of every adapter and keeps each call that is made on the event
/// thread (FR-021). What a role hands out (a pool, its sessions) is watched as well.
final class EventThreadGuard implements AdapterFitting {
  /// What says of itself that it never blocks: it tells what is known already.
  private static final Map<Class<?>, Set<String>> HARMLESS =
      Map.of(
          ConnectionPool.class, Set.of("config", "server", "status"),
          Session.class, Set.of("backendPid", "transactionState", "isOpen", "holdings"),
          CredentialStore.class, Set.of("warning", "onAnswer"));

  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final AtomicLong calls = new AtomicLong();

  /// The calls that were made on the event thread, with where they came from.
  List<String> violations() {
    return List.copyOf(violations);
  }

  /// How many calls were looked at: none would prove nothing.
  long calls() {
    return calls.get();
  }

  @Override
  public <P> P fit(Class<P> port, P adapter) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(), new Class<?>[] {port}, new Watched(port, adapter)));
  }

  private final class Watched implements InvocationHandler {
    private final Class<?> role;
    private final Object behind;

    Watched(Class<?> role, Object behind) {
      this.role = role;
      this.behind = behind;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return switch (method.getName()) {
          case "equals" -> arguments != null && same(proxy, arguments[0]);
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "watched " + behind;
        };
      }
      look(method);
      try {
        Object result = method.invoke(behind, arguments);
        Class<?> type = method.getReturnType();
        return result != null && type.isAnnotationPresent(DrivenPort.class)
            ? wrap(type, result)
            : result;
      } catch (InvocationTargetException failure) {
        throw failure.getCause() == null ? failure : failure.getCause();
      }
    }

    @SuppressWarnings("ReferenceEquality") // this is what equals of a proxy is to ask
    private static boolean same(Object proxy, Object other) {
      return proxy == other;
    }

    private <R> Object wrap(Class<R> type, Object result) {
      return fit(type, type.cast(result));
    }

    private void look(Method method) {
      boolean accessor = method.getReturnType().isAnnotationPresent(DrivenPort.class);
      boolean port = !role.isAnnotationPresent(DrivenPort.class);
      if ((port && accessor) || HARMLESS.getOrDefault(role, Set.of()).contains(method.getName())) {
        return;
      }
      calls.incrementAndGet();
      if (EventQueue.isDispatchThread()) {
        violations.add(
            role.getSimpleName()
                + "."
                + method.getName()
                + "\n"
                + Arrays.stream(Thread.currentThread().getStackTrace())
                    .skip(3)
                    .limit(16)
                    .map(frame -> "    " + frame)
                    .collect(Collectors.joining("\n")));
      }
    }
  }
}
