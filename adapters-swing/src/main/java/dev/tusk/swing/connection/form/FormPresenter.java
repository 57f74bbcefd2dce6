package dev.tusk.swing.connection.form;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.connection.form.ConnectionDraft.Field;
import dev.tusk.swing.connection.prompt.Trouble;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Decides what the form of one connection does. Event thread only.
public final class FormPresenter {
  private static final Messages TEXT = Messages.of(FormPresenter.class);

  private final UiExecutor ui;
  private final ManageConnections connections;
  private final ReadConnection read;
  private final View view;
  private boolean saving;
  private String used = "";

  /// The form.
  interface View {
    /// What stands in it now.
    ConnectionDraft draft();

    /// A copy of the password that the caller owns; null when none is typed.
    @Nullable Secret password();

    /// Fills it; a password of `null` leaves what is typed.
    void fill(ConnectionDraft draft, @Nullable Secret password);

    /// Shows the text of the URL field without the password that was taken out of it.
    void url(String text);

    /// Says below the URL field what is wrong with it; empty when nothing is.
    void urlProblem(String problem);

    /// Marks the fields that are wrong, and no others.
    void problems(Map<Field, String> problems);

    /// Marks the settings that are wrong, and no others.
    void settingProblems(Map<Setting, String> problems);

    /// Says that saving failed; empty takes it away.
    void failure(String message, String advice);

    /// Closes it.
    void close();
  }

  /// What happens when a connection has been saved.
  public interface Saved {
    /// Hears what was saved.
    ///
    /// @param warning why the password is kept for this session only; empty when all is well
    void saved(ConnectionConfig config, Optional<String> warning);
  }

  FormPresenter(UiExecutor ui, ManageConnections connections, ReadConnection read, View view) {
    this.ui = ui;
    this.connections = connections;
    this.read = read;
    this.view = view;
  }

  /// Fills the form from a URL, or says what is wrong with it. What it was filled from last does
  /// nothing, so that going through the field does not undo what was typed since.
  void useUrl(String text) {
    if (text.equals(used)) {
      return;
    }
    used = text;
    if (text.isBlank()) {
      view.urlProblem("");
      return;
    }
    ui.run(
        () -> read.read(text),
        this::fill,
        failure -> {
          String message = failure.getMessage();
          view.urlProblem(
              failure instanceof IllegalArgumentException && message != null
                  ? message
                  : TEXT.get("url.wrong"));
        });
  }

  private void fill(ConnectionUrl url) {
    try (var password = url.password()) {
      view.fill(view.draft().at(url.config()), password);
    }
    used = ConnectionUrl.text(url.config());
    view.url(used);
    view.urlProblem("");
    view.settingProblems(Map.of());
    view.problems(Map.of());
  }

  /// The connection in the form, when nothing is wrong with it; otherwise the fields are marked.
  Optional<ConnectionConfig> checked() {
    var draft = view.draft();
    var problems = draft.problems();
    var settingProblems = draft.settingProblems();
    view.settingProblems(settingProblems);
    view.problems(problems);
    return problems.isEmpty() && settingProblems.isEmpty()
        ? Optional.of(draft.config())
        : Optional.empty();
  }

  /// Saves, closes the form, and tells `then`.
  void save(Saved then) {
    checked().filter(c -> !saving).ifPresent(config -> save(config, then));
  }

  /// Saves, closes the form, and hands over the password that was typed.
  void saveAndConnect(Saved then, Consumer<Opening> connect) {
    save(
        (config, warning) -> {
          var password = view.password();
          then.saved(config, warning);
          connect.accept(new Opening(config, password));
        });
  }

  /// What to connect to, and the password, which the receiver owns.
  public record Opening(ConnectionConfig config, @Nullable Secret password) {}

  private void save(ConnectionConfig config, Saved then) {
    saving = true;
    var password = view.password();
    ui.run(
        () -> {
          try (password) {
            var other = connections.findByName(config.name());
            if (other.isPresent() && !other.get().id().equals(config.id())) {
              return new Outcome(true, Optional.empty());
            }
            return new Outcome(false, connections.save(config, password));
          }
        },
        outcome -> {
          saving = false;
          if (outcome.taken()) {
            view.problems(Map.of(Field.NAME, TEXT.get("problem.taken")));
          } else {
            then.saved(config, outcome.warning());
            view.close();
          }
        },
        failure -> {
          saving = false;
          var trouble = Trouble.of(failure);
          view.failure(trouble.message(), trouble.advice());
        });
  }

  private record Outcome(boolean taken, Optional<String> warning) {}
}
