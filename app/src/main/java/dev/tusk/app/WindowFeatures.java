package dev.tusk.app;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.query.CheckSession;
import dev.tusk.core.query.ReconnectTab;
import dev.tusk.core.settings.Settings;
import dev.tusk.core.workspace.ReadSqlFile;
import dev.tusk.swing.connection.ConnectionFeature;
import dev.tusk.swing.editor.EditorFeature;
import dev.tusk.swing.editor.EditorUseCases;
import dev.tusk.swing.guard.GuardFeature;
import dev.tusk.swing.schema.SchemaFeature;
import dev.tusk.swing.settings.SettingsFeature;
import dev.tusk.swing.share.ShareFeature;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.start.StartFeature;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;

/// The features of the window, each given the use cases that it needs.
public final class WindowFeatures {
  private WindowFeatures() {}

  /// In the order in which they contribute.
  ///
  /// @param sample starts the sample database, for the start screen
  public static List<UiFeature> all(
      CompositionRoot parts, Settings settings, Callable<ConnectionId> sample) {
    GuardFeature guard = new GuardFeature(parts.unlockWrites(), parts.unlocks(), parts.state());
    return List.of(
        new StartFeature(
            parts.connections(),
            parts.readConnection(),
            parts.clock(),
            ZoneId.systemDefault(),
            sample),
        new ConnectionFeature(
            parts.connections(),
            parts.openConnection(),
            parts.closeConnection(),
            parts.savePasswords(),
            parts.state(),
            parts.clock(),
            parts.ids(),
            parts.readConnection()),
        new ShareFeature(parts.shareConnections(), parts.connections()),
        guard,
        new SchemaFeature(parts.connections(), parts.schema(), parts.state(), settings),
        new EditorFeature(
            new EditorUseCases(
                parts.runScript(parts.historyStore()),
                new CheckSession(parts.clock()),
                new ReconnectTab(parts.clock()),
                guard,
                parts.workspace(),
                new ReadSqlFile(),
                parts.connections(),
                parts.open(),
                parts.state(),
                parts.keepResults(),
                settings,
                parts.clock(),
                parts.ids())),
        new SettingsFeature(settings));
  }
}
