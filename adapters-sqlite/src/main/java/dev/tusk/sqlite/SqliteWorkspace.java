package dev.tusk.sqlite;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.core.workspace.WorkspaceStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The open tabs in SQLite. Plain JDBC: the start reads them.
final class SqliteWorkspace implements WorkspaceStore {
  private final SqliteFile file;

  SqliteWorkspace(SqliteFile file) {
    this.file = file;
  }

  @Override
  public List<SavedTab> tabs() {
    return file.read(
        connection -> {
          List<SavedTab> tabs = new ArrayList<>();
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "select id, title, connection_id, text, caret, position, active"
                          + " from tab order by position, rowid");
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              tabs.add(tab(row));
            }
          }
          return List.copyOf(tabs);
        });
  }

  @Override
  public void save(SavedTab tab) {
    file.write(
        connection -> {
          if (tab.active()) {
            try (PreparedStatement others =
                connection.prepareStatement("update tab set active = 0 where active = 1")) {
              others.executeUpdate();
            }
          }
          try (PreparedStatement upsert =
              connection.prepareStatement(
                  "insert into tab (id, title, connection_id, text, caret, position, active)"
                      + " values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set"
                      + " title = excluded.title, connection_id = excluded.connection_id,"
                      + " text = excluded.text, caret = excluded.caret,"
                      + " position = excluded.position, active = excluded.active")) {
            ConnectionId on = tab.connection();
            upsert.setString(1, tab.id().toString());
            upsert.setString(2, tab.title());
            upsert.setString(3, on == null ? null : on.toString());
            upsert.setString(4, tab.text());
            upsert.setInt(5, tab.caret());
            upsert.setInt(6, tab.position());
            upsert.setBoolean(7, tab.active());
            upsert.executeUpdate();
          }
        });
  }

  @Override
  public void remove(TabId id) {
    file.write(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from tab where id = ?")) {
            delete.setString(1, id.toString());
            delete.executeUpdate();
          }
        });
  }

  private static SavedTab tab(ResultSet row) throws SQLException {
    String on = row.getString(3);
    return new SavedTab(
        TabId.parse(row.getString(1)),
        row.getString(2),
        on == null ? null : ConnectionId.parse(on),
        row.getString(4),
        row.getInt(5),
        row.getInt(6),
        row.getBoolean(7));
  }
}
