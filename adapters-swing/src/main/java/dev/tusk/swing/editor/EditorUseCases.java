package dev.tusk.swing.editor;

import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.guard.GuardInteraction;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.query.CheckSession;
import dev.tusk.core.query.ReconnectTab;
import dev.tusk.core.query.RunScript;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.settings.Settings;
import dev.tusk.core.state.TuskState;
import dev.tusk.core.workspace.KeepWorkspace;
import dev.tusk.core.workspace.ReadSqlFile;

/// What the tabs need of the core.
///
/// @param guard answers what a guarded connection asks
/// @param open the connections that a new tab may lease its session from
public record EditorUseCases(
    RunScript runScript,
    CheckSession checkSession,
    ReconnectTab reconnectTab,
    GuardInteraction guard,
    KeepWorkspace workspace,
    ReadSqlFile files,
    ManageConnections connections,
    OpenConnections open,
    TuskState state,
    KeepResults results,
    Settings settings,
    TimeSource time,
    IdSource ids) {}
