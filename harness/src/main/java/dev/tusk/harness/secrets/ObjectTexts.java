package dev.tusk.harness.secrets;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that an object says of itself and of whatever it leads to: the texts of each `toString` and
/// the strings and arrays that only a debugger or a serialiser would see.
public final class ObjectTexts {
  private static final int MOST = 200_000;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final StringBuilder texts = new StringBuilder();

  private ObjectTexts() {}

  /// What `toString` gives for `start` and for every object of Tusk's and its libraries' behind it.
  public static String said(Object start) {
    ObjectTexts walk = new ObjectTexts();
    walk.walk(start, false);
    return walk.texts.toString();
  }

  /// The strings and character arrays behind it as well: for exceptions, which reporters take
  /// apart.
  public static String held(Object start) {
    ObjectTexts walk = new ObjectTexts();
    walk.walk(start, true);
    return walk.texts.toString();
  }

  // Whatever an object does when it is asked for its text is no concern of this walk.
  @SuppressWarnings("CatchingUnchecked")
  private void walk(Object start, boolean deep) {
    push(start);
    while (!open.isEmpty() && seen.size() < MOST) {
      Object next = open.pop();
      try {
        if (deep || !(next instanceof CharSequence)) {
          texts.append(next).append('\n');
        }
      } catch (RuntimeException mute) {
        texts.append(next.getClass().getName()).append('\n');
      }
      if (next instanceof char[] characters && deep) {
        texts.append(characters).append('\n');
      } else if (next instanceof Throwable failure) {
        push(failure.getCause());
        push(failure.getMessage());
        for (Throwable each : failure.getSuppressed()) {
          push(each);
        }
      } else if (next instanceof Map<?, ?> map && ofTheJdk(next)) {
        map.forEach(
            (key, value) -> {
              push(key);
              push(value);
            });
      } else if (next instanceof Iterable<?> all && ofTheJdk(next)) {
        all.forEach(this::push);
      } else if (next instanceof Object[] array) {
        for (int i = 0; i < Array.getLength(array); i++) {
          push(array[i]);
        }
      }
      fields(next);
    }
  }

  /// Collections of others are walked by their fields.
  private static boolean ofTheJdk(Object collection) {
    return collection.getClass().getName().startsWith("java.util.");
  }

  private void fields(Object of) {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType().isPrimitive() || Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        push(value(field, of));
      }
    }
  }

  /// Null also for what the JDK does not open.
  private static @Nullable Object value(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (InaccessibleObjectException | IllegalAccessException closed) {
      return null;
    }
  }

  private void push(@Nullable Object next) {
    if (next != null
        && !(next instanceof Class<?>)
        && !(next instanceof Thread)
        && !(next instanceof ClassLoader)
        && seen.add(next)) {
      open.push(next);
    }
  }
}
