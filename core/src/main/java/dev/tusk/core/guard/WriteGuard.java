package dev.tusk.core.guard;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.error.NextStep;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.guard.StatementEffect.Degree;
import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Decides what may be sent on a connection, by its [Guard]. Thread-safe.
///
/// A second pair of eyes: the session of a connection that must not write is read-only on the
/// server too, which sees what no words tell.
public final class WriteGuard {
  private final Unlocks unlocks;

  public WriteGuard(Unlocks unlocks) {
    this.unlocks = unlocks;
  }

  /// Whether its sessions must be read-only now.
  public boolean isReadOnly(ConnectionConfig connection) {
    return switch (Guard.of(connection)) {
      case SILENT, ASK -> false;
      case READ_ONLY -> true;
      case PRODUCTION -> unlocks.left(connection.id()).isZero();
    };
  }

  /// Lets the statements of `text` pass, asks, or refuses all of them.
  ///
  /// @throws TuskException with NotSent when one must not run, or nobody was there to ask; with
  ///     Cancelled when the answer was no
  public void admit(ConnectionConfig connection, String text, GuardInteraction interaction) {
    if (Guard.of(connection) == Guard.SILENT) {
      return;
    }
    boolean readOnly = isReadOnly(connection);
    List<String> dangers = new ArrayList<>();
    Script script = Script.of(text);
    boolean several = script.items().size() > 1;
    script
        .firstPsqlLine()
        .ifPresent(line -> dangers.add(line.command() + " is no SQL: Tusk cannot tell its effect"));
    for (Statement statement : script.statements()) {
      StatementEffect effect = StatementEffect.of(text, statement);
      String what = several ? "Line " + statement.line() + ": " + effect.what() : effect.what();
      if (readOnly && effect.degree().atLeast(Degree.WRITES)) {
        throw refused(connection, what);
      }
      if (effect.degree() == Degree.DANGEROUS) {
        dangers.add(what);
      }
    }
    if (!dangers.isEmpty()) {
      ask(new GuardQuestion(connection, dangers), interaction);
    }
  }

  private static void ask(GuardQuestion question, GuardInteraction interaction) {
    boolean yes =
        interaction
            .confirm(question)
            .orElseThrow(
                () ->
                    new TuskException(
                        new TuskError.NotSent(
                            "Not sent: "
                                + String.join("; ", question.dangers())
                                + ". \""
                                + question.connection().name()
                                + "\" asks before that, and nobody is there to answer",
                            "Run it where there is a terminal, or in the window.")));
    if (!yes) {
      throw new TuskException(
          new TuskError.Cancelled("Not sent, as you answered; nothing has changed", null));
    }
  }

  private static TuskException refused(ConnectionConfig connection, String what) {
    String name = "\"" + connection.name() + "\"";
    return new TuskException(
        Guard.of(connection) == Guard.PRODUCTION
            ? new TuskError.NotSent(
                "Not sent, since " + name + " is production and locked. " + what,
                "Unlock writes by typing the name of its database: the lock in the status bar, or"
                    + " --unlock on the command line.",
                List.of(NextStep.UNLOCK))
            : new TuskError.NotSent(
                "Not sent, since " + name + " is read-only. " + what,
                "Run it on another connection, or change the guard of this one."));
  }
}
