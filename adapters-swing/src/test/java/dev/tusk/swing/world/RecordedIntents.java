package dev.tusk.swing.world;

import dev.tusk.swing.kit.task.Registration;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.UiIntent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Remembers what was sent; nobody hears it.
public final class RecordedIntents implements Intents {
  public final List<UiIntent> sent = new ArrayList<>();

  @Override
  public <T extends UiIntent> Registration on(Class<T> type, Consumer<? super T> listener) {
    return () -> {};
  }

  @Override
  public void send(UiIntent intent) {
    sent.add(intent);
  }
}
