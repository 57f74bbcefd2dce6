package dev.tusk.core.testkit;

import dev.tusk.core.connection.LibpqEnvironment;
import dev.tusk.core.connection.LibpqEnvironmentContract;
import java.util.Objects;
import java.util.stream.Stream;

class InMemoryEnvironmentTest implements LibpqEnvironmentContract {
  @Override
  public LibpqEnvironment on(Machine machine) {
    InMemoryEnvironment environment = new InMemoryEnvironment().variables(machine.variables());
    Stream.of(machine.services(), machine.systemServices())
        .filter(Objects::nonNull)
        .forEach(environment::services);
    String passwords = machine.passwords();
    return passwords == null
        ? environment
        : environment.passwords(passwords, machine.othersMayRead());
  }
}
