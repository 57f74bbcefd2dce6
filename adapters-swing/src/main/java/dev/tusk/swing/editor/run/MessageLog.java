package dev.tusk.swing.editor.run;

import java.util.ArrayDeque;
import java.util.List;

/// The messages of a run as they come; the oldest are dropped beyond a limit. Thread-safe.
public final class MessageLog {
  /// A loop that raises a notice per row must not fill the heap.
  public static final int LIMIT = 20_000;

  /// The characters of all messages together: a few thousand may be as long as a book each.
  static final long LIMIT_CHARACTERS = 8_000_000;

  private final ArrayDeque<Message> messages = new ArrayDeque<>();
  private long characters;
  private long added;

  /// Adds a message at the end.
  public synchronized void add(Message message) {
    messages.addLast(message);
    characters += message.text().length();
    while (messages.size() > LIMIT || (characters > LIMIT_CHARACTERS && messages.size() > 1)) {
      characters -= messages.removeFirst().text().length();
    }
    added++;
  }

  /// How many were added in all, the dropped ones included; changes with each.
  public synchronized long added() {
    return added;
  }

  /// The messages now, oldest first.
  public synchronized List<Message> all() {
    return List.copyOf(messages);
  }
}
