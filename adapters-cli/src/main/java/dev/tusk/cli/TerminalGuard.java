package dev.tusk.cli;

import dev.tusk.core.guard.GuardInteraction;
import dev.tusk.core.guard.GuardQuestion;
import java.util.Optional;

/// Asks on the terminal before what changes or drops much.
public final class TerminalGuard implements GuardInteraction {
  private final Terminal terminal;

  public TerminalGuard(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Optional<Boolean> confirm(GuardQuestion question) {
    question.dangers().forEach(danger -> terminal.say("tusk: " + danger));
    return terminal.confirm("Run it on " + question.connection().name(), "");
  }
}
