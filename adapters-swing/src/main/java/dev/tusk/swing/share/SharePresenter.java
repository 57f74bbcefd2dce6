package dev.tusk.swing.share;

import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.export.ExportFile;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads connections from files, saves those that were chosen, and writes all of them into a file.
/// Event thread only; files are read and written in the background.
final class SharePresenter {
  private static final Messages TEXT = Messages.of(SharePresenter.class);

  private final UiExecutor ui;
  private final ShareConnections share;
  private final ManageConnections connections;
  private final View view;
  private List<Row> rows = List.of();

  /// A connection of the file.
  ///
  /// @param address where it leads; empty when it cannot be used
  /// @param remark why it is not imported, for people; empty when it can be
  record Row(String name, String address, String remark, @Nullable ConnectionUrl connection) {
    boolean usable() {
      return remark.isEmpty();
    }
  }

  /// What shows it.
  interface View {
    void rows(List<Row> found);

    void problem(String words);

    /// Tells how it ended.
    void done(String words);
  }

  SharePresenter(UiExecutor ui, ShareConnections share, ManageConnections connections, View view) {
    this.ui = ui;
    this.share = share;
    this.connections = connections;
    this.view = view;
  }

  /// Reads a file of whatever program; nothing is saved.
  void read(Path file) {
    forget();
    ui.run(
        () -> {
          var names = names();
          return share.read(Files.readString(file)).stream().map(f -> row(f, names)).toList();
        },
        read -> {
          rows = read;
          view.rows(read);
          view.problem(read.isEmpty() ? TEXT.get("empty") : "");
        },
        failure -> {
          view.rows(List.of());
          view.problem(unread(file, failure));
        });
  }

  private static String unread(Path file, Exception failure) {
    return switch (failure) {
      case NoSuchFileException _ -> TEXT.get("read.missing", file.toString());
      case AccessDeniedException _ -> TEXT.get("read.denied", file.toString());
      case CharacterCodingException _ -> TEXT.get("read.noText", file.toString());
      case IOException other ->
          TEXT.get("read.failed", file.toString(), String.valueOf(other.getMessage()));
      default -> words(failure);
    };
  }

  private Set<String> names() {
    return connections.all().stream()
        .map(c -> c.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static Row row(ShareConnections.Found found, Set<String> names) {
    var connection = found.connection();
    if (connection == null) {
      return new Row(found.name(), "", found.problem(), null);
    }
    // adding it marks a second one of this name in the same file too
    var free = names.add(found.name().toLowerCase(Locale.ROOT));
    return new Row(
        found.name(), connection.config().address(), free ? "" : TEXT.get("taken"), connection);
  }

  /// Saves those.
  void save(List<Row> chosen) {
    ui.run(
        () -> {
          var count = 0;
          for (var row : chosen) {
            var connection = row.connection();
            if (connection != null && row.usable()) {
              // its password is kept: it stands in no other place
              var _ =
                  connections.save(
                      connection.config().withRememberPassword(true), connection.password());
              count++;
            }
          }
          return count;
        },
        saved -> {
          forget();
          view.done(TEXT.get("saved", Integer.toString(saved)));
        },
        failure -> view.problem(words(failure)));
  }

  /// Forgets what was read, with the passwords in it.
  void forget() {
    for (var row : rows) {
      var connection = row.connection();
      Secret password = connection == null ? null : connection.password();
      if (password != null) {
        password.wipe();
      }
    }
    rows = List.of();
  }

  /// Writes all connections without secrets: JSON when the file's name ends so, otherwise a service
  /// file that psql can use.
  void write(Path file) {
    ui.run(
        () -> {
          var all = connections.all();
          var text =
              file.toString().endsWith(".json")
                  ? ShareConnections.json(all)
                  : ShareConnections.services(all);
          try (var target = ExportFile.create(file)) {
            target.write(text.getBytes(StandardCharsets.UTF_8));
            target.commit();
          }
          return all.size();
        },
        written -> view.done(TEXT.get("written", Integer.toString(written), file.toString())),
        failure -> view.problem(words(failure)));
  }

  private static String words(Exception failure) {
    var own = failure.getMessage();
    return failure instanceof IllegalArgumentException && own != null
        ? own
        : ErrorInfo.of(TuskException.errorOf(failure)).message();
  }
}
