package dev.tusk.app;

import dev.tusk.swing.kit.task.EdtWatchdog;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Closing;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.StatusSegment;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What the program itself does in the window: it watches the event thread, tells what is wrong
/// with the data directory, comes to the front, and ends.
final class ProgramFeature implements UiFeature {
  /// A query with a little of everything, on any server.
  static final String REHEARSAL =
      "select n, n / 7.0 as number, md5(n::text) as text, now() as at, n % 2 = 0 as even,"
          + " jsonb_build_object('n', n) as document, null as nothing"
          + " from generate_series(1, 3000) as n";

  private static final Duration WARNING_PERIOD = Duration.ofSeconds(2);
  private static final Duration CHECK_EVERY = Duration.ofHours(4);
  private static final Duration REHEARSAL_LIMIT = Duration.ofSeconds(8);
  private static final Duration REHEARSAL_RUN = Duration.ofMillis(1_500);

  private static final System.Logger LOG = System.getLogger(ProgramFeature.class.getName());
  private final Program program;
  private @Nullable Shell shell;
  private @Nullable StatusSegment remark;

  ProgramFeature(Program program) {
    this.program = program;
  }

  @Override
  public void contribute(Contributions contributions) {
    shell = contributions.shell();
    remark = contributions.status(StatusSegment.Side.LEFT, 70);
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
    StatusSegment segment = remark;
    if (segment != null) {
      watch(window, segment);
    }
    window
        .ui()
        .run(
            () -> {
              program.warmUpKeyring();
              return program.storageNotice();
            },
            notice -> {
              tell(window, notice);
              check(window);
            },
            failure -> LOG.log(System.Logger.Level.WARNING, "The data was not looked at", failure));
  }

  /// Now and every few hours, since people leave the window open for days: what is damaged is told
  /// once, and a good store is copied once a day.
  private void check(Shell window) {
    window
        .ui()
        .run(
            program::checkStorage,
            damage -> {
              tell(window, damage);
              if (damage.isEmpty()) {
                var _ = window.ui().after(CHECK_EVERY, () -> check(window));
              }
            },
            failure -> {
              LOG.log(System.Logger.Level.WARNING, "The data was not checked", failure);
              var _ = window.ui().after(CHECK_EVERY, () -> check(window));
            });
  }

  /// Looks every few seconds for a warning that the window has not shown: the log may fail at any
  /// time, and the log cannot say so itself.
  private void watch(Shell window, StatusSegment segment) {
    AtomicReference<Program.@Nullable Warning> shown = new AtomicReference<>();
    var _ =
        window
            .ui()
            .every(
                WARNING_PERIOD,
                () ->
                    program
                        .warning()
                        .filter(warning -> !warning.equals(shown.getAndSet(warning)))
                        .ifPresent(warning -> show(window, segment, warning)));
  }

  private static void show(Shell window, StatusSegment segment, Program.Warning warning) {
    segment.show(
        StatusSegment.Content.of(Glyph.WARNING, warning.label())
            .tone(StatusSegment.Tone.WARN)
            .tip(warning.text()));
    segment.onClick(
        () -> {
          segment.hide();
          window.intents().send(new StandardIntents.ShowError(warning.label(), warning.text(), ""));
        });
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
