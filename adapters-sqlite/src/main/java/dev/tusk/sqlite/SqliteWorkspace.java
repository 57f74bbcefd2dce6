package dev.tusk.sqlite;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.core.workspace.WorkspaceStore;
import dev.tusk.sqlite.row.Table;
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
        connection ->
            Table.TAB.select(connection, "true order by position, rowid", file::noteDamage).stream()
                .map(row -> tab(new Row(Table.TAB, row)))
                .toList());
  }

  @Override
  public void save(SavedTab tab) {
    file.write(
        connection -> {
          if (tab.active()) {
            for (var other :
                Table.TAB.select(
                    connection, "active = 1 and id <> ?", file::noteDamage, tab.id().toString())) {
              other[Table.TAB.at("active")] = 0L;
              Table.TAB.put(connection, other);
            }
          }
          ConnectionId on = tab.connection();
          Table.TAB.put(
              connection,
              tab.id().toString(),
              tab.title(),
              on == null ? null : on.toString(),
              tab.text(),
              (long) tab.caret(),
              (long) tab.position(),
              tab.active() ? 1L : 0L);
        });
  }

  @Override
  public void remove(TabId id) {
    file.write(connection -> Table.TAB.remove(connection, "id = ?", id.toString()));
    file.forget();
  }

  private static SavedTab tab(Row row) {
    String on = row.textOrNull("connection_id");
    return new SavedTab(
        TabId.parse(row.text("id")),
        row.text("title"),
        on == null ? null : ConnectionId.parse(on),
        row.text("text"),
        (int) row.number("caret"),
        (int) row.number("position"),
        row.flag("active"));
  }
}
