package dev.tusk.app;

import dev.tusk.swing.kit.EdtWatchdog;
import dev.tusk.swing.shell.Closing;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.StandardIntents;
import dev.tusk.swing.shell.UiFeature;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the program itself does in the window: it watches the event thread, tells what is wrong
/// with the data directory, comes to the front, and ends.
final class ProgramFeature implements UiFeature {
  /// A query with a little of everything, on any server.
  static final String REHEARSAL =
      "select n, n / 7.0 as number, md5(n::text) as text, now() as at, n % 2 = 0 as even,"
          + " jsonb_build_object('n', n) as document, null as nothing"
          + " from generate_series(1, 3000) as n";

  private static final Duration REHEARSAL_LIMIT = Duration.ofSeconds(8);
  private static final Duration REHEARSAL_RUN = Duration.ofMillis(1_500);

  private static final System.Logger LOG = System.getLogger(ProgramFeature.class.getName());
  private final Program program;
  private @Nullable Shell shell;

  ProgramFeature(Program program) {
    this.program = program;
  }

  @Override
  public void contribute(Contributions contributions) {
    shell = contributions.shell();
    EdtWatchdog watchdog = new EdtWatchdog();
    contributions.closing(
        new Closing() {
          @Override
          public void flush() {
            watchdog.close();
          }
        });
  }

  @Override
  public void started() {
    Shell window = shell;
    if (window == null) {
      return;
    }
    window
        .ui()
        .run(
            () -> {
              program.warmUpKeyring();
              return program.storageNotice().or(program::checkStorage);
            },
            notice -> tell(window, notice),
            failure -> LOG.log(System.Logger.Level.WARNING, "The data was not checked", failure));
  }

  private static void tell(Shell window, Optional<String> notice) {
    notice.ifPresent(
        text -> window.intents().send(new StandardIntents.ShowError("About your data", text, "")));
  }

  /// Performs an action as its key does. Any thread.
  void perform(String actionId) {
    Shell window = shell;
    if (window != null) {
      window.ui().onUi(() -> window.actions().perform(actionId));
    }
  }

  /// Opens the sample, runs a query in its tab and closes the window: the start-up cache is made of
  /// such a run.
  void rehearse() {
    Shell window = shell;
    if (window == null) {
      return;
    }
    var _ =
        window
            .intents()
            .on(
                StandardIntents.ConnectionOpened.class,
                opened -> {
                  window
                      .intents()
                      .send(
                          new StandardIntents.OpenSqlTab(
                              opened.connectionId(), null, REHEARSAL, true));
                  var _ = window.ui().after(REHEARSAL_RUN, window::close);
                });
    var _ = window.ui().after(REHEARSAL_LIMIT, window::close);
    perform("start.sample");
  }

  /// Closes the window as its button does. Any thread.
  void close() {
    Shell window = shell;
    if (window != null) {
      window.ui().onUi(window::close);
    }
  }
}
