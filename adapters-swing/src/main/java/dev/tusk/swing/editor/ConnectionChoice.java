package dev.tusk.swing.editor;

import dev.tusk.core.connection.CommitMode;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.swing.kit.theme.ColorRole;

/// A connection as a tab offers it.
///
/// @param address where its database is, and the way there
/// @param open whether it is connected
/// @param commit whether what is written waits for a COMMIT
public record ConnectionChoice(
    ConnectionId id,
    String name,
    String address,
    String database,
    String user,
    Stage stage,
    boolean open,
    CommitMode commit) {

  /// What is guarded as production looks so, whatever its stage.
  static ConnectionChoice of(ConnectionConfig config, boolean open) {
    Stage stage = Guard.of(config) == Guard.PRODUCTION ? Stage.PRODUCTION : config.stage();
    return new ConnectionChoice(
        config.id(),
        config.name(),
        config.address(),
        config.database(),
        config.user(),
        stage,
        open,
        CommitMode.of(config));
  }

  /// Whether it is a production server: a padlock in place of the dot.
  public boolean production() {
    return stage == Stage.PRODUCTION;
  }

  /// The colour of its dot.
  public ColorRole color() {
    return switch (stage) {
      case DEVELOPMENT -> ColorRole.DEV;
      case TEST -> ColorRole.TEST;
      case PRODUCTION -> ColorRole.PROD;
    };
  }
}
