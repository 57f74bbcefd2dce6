package dev.tusk.swing.connection;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionGroup;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.swing.connection.prompt.Trouble;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Files connections in groups, and takes back what was moved or removed. Event thread only.
final class GroupPresenter {
  private static final Messages TEXT = Messages.of(GroupPresenter.class);
  private static final int MOST = 50;

  private final UiExecutor ui;
  private final Intents intents;
  private final ManageConnections connections;
  private final Prompt prompt;
  private final Deque<Callable<?>> done = new ArrayDeque<>();

  /// Asks where something shall be.
  interface Prompt {
    /// The group that was chosen; empty when it was given up.
    ///
    /// @param what is moved, for people
    /// @param now where it is, as `Customers/Berlin`
    /// @param known the groups there are
    Optional<String> ask(String what, String now, List<String> known);
  }

  GroupPresenter(UiExecutor ui, Intents intents, ManageConnections connections, Prompt prompt) {
    this.ui = ui;
    this.intents = intents;
    this.connections = connections;
    this.prompt = prompt;
  }

  /// Files a connection.
  ///
  /// @param to null to ask for it
  void move(ConnectionConfig config, @Nullable String to) {
    where(
        config.name(),
        config.group().text(),
        to,
        group -> change(() -> connections.move(config.id(), ConnectionGroup.of(group))));
  }

  /// Gives a group another name or place.
  ///
  /// @param to null to ask for it
  void moveGroup(String group, @Nullable String to) {
    where(
        group,
        group,
        to,
        given ->
            change(
                () -> connections.moveGroup(ConnectionGroup.of(group), ConnectionGroup.of(given))));
  }

  private void where(String what, String now, @Nullable String to, Consumer<String> then) {
    if (to != null) {
      then.accept(to);
      return;
    }
    ui.run(
        connections::groups,
        known ->
            prompt
                .ask(what, now, known)
                .filter(given -> !ConnectionGroup.of(given).text().equals(now))
                .ifPresent(then),
        failure -> tell("unread", failure));
  }

  private void change(Callable<Map<ConnectionId, ConnectionGroup>> work) {
    ui.run(
        work,
        before ->
            undoable(
                () -> {
                  connections.putBack(before);
                  return before;
                }),
        failure -> tell("move.failed", failure));
  }

  /// A connection was removed, and can be had back; its password cannot.
  void removed(ConnectionConfig config) {
    undoable(() -> connections.save(config, null));
  }

  private void undoable(Callable<?> back) {
    done.push(back);
    if (done.size() > MOST) {
      done.removeLast();
    }
  }

  boolean canUndo() {
    return !done.isEmpty();
  }

  /// Takes the last move or removal back.
  void undo() {
    var back = done.poll();
    if (back != null) {
      ui.run(back, undone -> {}, failure -> tell("undo.failed", failure));
    }
  }

  private void tell(String title, Exception failure) {
    var trouble = Trouble.of(failure);
    intents.send(
        new StandardIntents.ShowError(TEXT.get(title), trouble.message(), trouble.advice()));
  }
}
