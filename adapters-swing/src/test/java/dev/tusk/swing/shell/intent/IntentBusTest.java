package dev.tusk.swing.shell.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.kit.task.ImmediateUi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntentBusTest {
  private final IntentBus bus = new IntentBus(new ImmediateUi());
  private final List<String> heard = new ArrayList<>();

  private record Hello(String name) implements UiIntent {}

  @Test
  void listenersHearOnlyTheirType() {
    bus.on(Hello.class, h -> heard.add(h.name()));
    bus.on(StandardIntents.ConnectionsChanged.class, c -> heard.add("changed"));
    bus.send(new Hello("a"));
    assertThat(heard).containsExactly("a");
  }

  @Test
  void aListenerThatFailsDoesNotSilenceTheOthers() {
    bus.on(
        Hello.class,
        h -> {
          throw new IllegalArgumentException("planned");
        });
    bus.on(Hello.class, h -> heard.add(h.name()));
    bus.send(new Hello("b"));
    assertThat(heard).containsExactly("b");
  }

  @Test
  void aClosedRegistrationHearsNothing() {
    var registration = bus.on(Hello.class, h -> heard.add(h.name()));
    registration.close();
    bus.send(new Hello("c"));
    assertThat(heard).isEmpty();
  }
}
