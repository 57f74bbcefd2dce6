package dev.tusk.swing.editor;

import dev.tusk.core.session.TransactionState;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.StatusSegment;
import dev.tusk.swing.shell.StatusSegment.Content;
import dev.tusk.swing.shell.StatusSegment.Side;
import dev.tusk.swing.shell.StatusSegment.Tone;
import dev.tusk.swing.shell.WindowTitle;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the status bar says of the tab in front. Event thread only.
final class EditorSegments {
  private static final Duration TOLD = Duration.ofSeconds(4);

  private final UiExecutor ui;
  private final StatusSegment transaction;
  private final StatusSegment run;
  private final StatusSegment place;
  private final StatusSegment figures;
  private UiExecutor.@Nullable Running clock;
  private UiExecutor.@Nullable Running forgetting;
  private @Nullable TabPanel front;
  private boolean gridFigures;

  EditorSegments(Contributions contributions) {
    ui = contributions.shell().ui();
    transaction = contributions.status(Side.LEFT, 40);
    place = contributions.status(Side.RIGHT, 30);
    run = contributions.status(Side.RIGHT, 40);
    figures = contributions.status(Side.RIGHT, 50);
  }

  /// Follows the grid of a tab.
  void follow(TabPresenter tab, TabPanel panel) {
    panel
        .results()
        .onGridStatus(
            status -> {
              if (panel.equals(front)) {
                grid(status.position(), status.figures());
              }
            });
  }

  /// Shows a tab that is in front now, or what changed in it.
  void show(@Nullable TabPresenter tab, @Nullable TabPanel panel) {
    if (!Objects.equals(panel, front)) {
      front = panel;
      forget();
      gridFigures = false;
    }
    if (tab == null || panel == null) {
      transaction.hide();
      place.hide();
      run.hide();
      stopClock();
      return;
    }
    var status = tab.status();
    transaction(tab, status);
    run(status);
    caret(panel);
  }

  /// Shows where the caret is.
  void caret(TabPanel panel) {
    if (panel.equals(front) && !gridFigures) {
      var area = panel.editor().area();
      var at = area.getCaretPosition();
      place.show(Content.of("Ln %d, Col %d".formatted(area.lineOf(at) + 1, area.columnOf(at))));
    }
  }

  /// Says something for a few seconds.
  void told(String words) {
    forget();
    figures.show(Content.of(Glyph.INFO, words));
    forgetting = ui.after(TOLD, this::forget);
  }

  private void forget() {
    if (forgetting != null) {
      forgetting.cancel();
      forgetting = null;
    }
    figures.hide();
  }

  static WindowTitle title(@Nullable TabPresenter tab) {
    if (tab == null) {
      return WindowTitle.PLAIN;
    }
    var connection = tab.status().connection();
    return new WindowTitle(
        tab.title(),
        connection == null ? "" : connection.name(),
        connection != null && connection.production());
  }

  private void grid(String position, String aggregate) {
    gridFigures = !position.isEmpty();
    if (gridFigures) {
      place.show(Content.of(position));
    } else if (front != null) {
      caret(front);
    }
    if (!aggregate.isEmpty()) {
      forget();
      figures.show(Content.of(aggregate).tone(Tone.FIGURES));
    } else if (forgetting == null) {
      // What was told is not wiped out by a grid that has nothing to say.
      figures.hide();
    }
  }

  private void transaction(TabPresenter tab, TabStatus status) {
    switch (status.transaction()) {
      case IDLE -> {
        transaction.hide();
        stopClock();
      }
      case OPEN -> {
        transaction.show(
            Content.of(Glyph.HISTORY, "In transaction · " + Figures.clock(status.inTransaction()))
                .tone(Tone.INFO));
        if (clock == null) {
          clock = ui.every(Duration.ofSeconds(1), () -> second(tab));
        }
      }
      case FAILED -> {
        transaction.show(
            Content.of(Glyph.WARNING, "Transaction aborted")
                .tone(Tone.DANGER)
                .tip("Roll back to go on"));
        stopClock();
      }
    }
  }

  private void second(TabPresenter tab) {
    var status = tab.status();
    if (status.transaction() == TransactionState.IDLE) {
      stopClock();
      return;
    }
    transaction(tab, status);
    if (front != null) {
      front.tick(status);
    }
  }

  private void stopClock() {
    if (clock != null) {
      clock.cancel();
      clock = null;
    }
  }

  private void run(TabStatus status) {
    var time = Figures.time(status.elapsed());
    switch (status.phase()) {
      case IDLE, LOST -> run.hide();
      case CONNECTING -> run.show(Content.of(Glyph.CONNECTION, "Connecting…"));
      case RUNNING ->
          run.show(
              Content.of(
                  Glyph.HOURGLASS,
                  (status.of() > 1
                          ? "Statement %d of %d · ".formatted(status.statement(), status.of())
                          : "Running · ")
                      + Figures.ticking(status.elapsed())));
      case STOPPING -> run.show(Content.of(Glyph.HOURGLASS, status.stopping()).tone(Tone.WARN));
      case DONE -> run.show(Content.of(Glyph.CHECK_CIRCLE, time).iconColor(ColorRole.OK));
      case FAILED ->
          run.show(Content.of(Glyph.ERROR_CIRCLE, "1 error").iconColor(ColorRole.DANGER));
      case STOPPED ->
          run.show(
              Content.of(Glyph.MINUS_CIRCLE, "Stopped after " + time)
                  .iconColor(ColorRole.WARN)
                  .tone(Tone.WARN));
    }
  }
}
