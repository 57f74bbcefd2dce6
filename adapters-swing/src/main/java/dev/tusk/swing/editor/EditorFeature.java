package dev.tusk.swing.editor;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.shell.Closing;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Region;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.intent.StandardIntents;
import org.jspecify.annotations.Nullable;

/// The centre of the window: SQL tabs, each with its editor and its results.
public final class EditorFeature implements UiFeature {
  private final EditorUseCases core;
  private @Nullable EditorPresenter presenter;
  private @Nullable ExportActions exporting;

  /// Takes what the tabs need of the core; owns none of it.
  public EditorFeature(EditorUseCases core) {
    this.core = core;
  }

  @Override
  public void contribute(Contributions contributions) {
    var shell = contributions.shell();
    UiExecutor ui = shell.ui();
    var segments = new EditorSegments(contributions);
    var panel = new EditorPanel(ui, shell.actions()::keyText, segments::told);
    var tabs = new EditorPresenter(ui, core, shell.intents(), shell.dialogs(), panel);
    presenter = tabs;
    var actions = new EditorActions(tabs, panel, core.results(), segments::told);
    panel.presenter(
        tabs,
        (tab, inside) -> {
          segments.follow(tab, inside);
          inside.editor().onCaret(() -> segments.caret(inside));
          shell.focusStop(inside.editor().area(), dev.tusk.swing.shell.action.ActionContext.EDITOR);
          menuOf(inside);
          inside.results().onCopy(() -> shell.actions().perform(ActionIds.GRID_COPY_HEADERS));
          shell.focusStop(inside.results(), dev.tusk.swing.shell.action.ActionContext.GRID);
          shell.focusStop(inside.news(), dev.tusk.swing.shell.action.ActionContext.GLOBAL);
        });
    tabs.onFront(
        tab -> {
          segments.show(tab, panel.front().orElse(null));
          shell.title(EditorSegments.title(tab));
        });
    actions.contribute(contributions, ui);
    var exports = new ExportActions(tabs, panel, core, contributions, segments::told);
    exporting = exports;
    var _ =
        shell
            .intents()
            .on(
                StandardIntents.ExportTable.class,
                wish -> {
                  shell
                      .intents()
                      .send(
                          new StandardIntents.OpenSqlTab(
                              wish.connectionId(), null, "TABLE " + wish.name() + ";", false));
                  exports.exportTable(wish.name());
                });
    new EditorRehearsal(ui, shell.dialogs(), core).pieces().forEach(contributions::rehearsal);
    contributions.region(Region.CENTRE, () -> panel);
    contributions.closing(
        new Closing() {
          @Override
          public boolean mayClose() {
            return tabs.mayClose();
          }

          @Override
          public boolean mayDisconnect(String connectionId) {
            return tabs.mayDisconnect(ConnectionId.parse(connectionId));
          }

          @Override
          public void flush() {
            tabs.flush();
          }
        });
  }

  private void menuOf(TabPanel inside) {
    if (exporting != null) {
      inside.results().setComponentPopupMenu(exporting.menu());
    }
  }

  @Override
  public void started() {
    if (presenter != null) {
      presenter.started();
    }
  }

  /// The tabs, once [#contribute] was called; for tests and pictures.
  public EditorPresenter presenter() {
    if (presenter == null) {
      throw new IllegalStateException("contribute was not called yet");
    }
    return presenter;
  }
}
