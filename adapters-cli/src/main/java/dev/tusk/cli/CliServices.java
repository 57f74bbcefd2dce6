package dev.tusk.cli;

import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.core.doctor.ExamineConnection;
import dev.tusk.core.doctor.ExamineMachine;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.query.RunScript;

/// The use cases that the commands call.
public record CliServices(
    ManageConnections connections,
    OpenConnection openConnection,
    ReadConnection readConnection,
    ShareConnections shareConnections,
    OpenConnections open,
    RunScript runScript,
    UnlockWrites unlockWrites,
    ExamineMachine examineMachine,
    ExamineConnection examineConnection,
    TimeSource time,
    IdSource ids) {}
