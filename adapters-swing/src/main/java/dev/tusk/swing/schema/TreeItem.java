package dev.tusk.swing.schema;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionGroup;
import dev.tusk.core.schema.Column;
import dev.tusk.core.schema.DataType;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.schema.Routine;

/// What a row of the tree stands for. Values without Swing; [TreeLook] says how they are drawn.
sealed interface TreeItem {

  /// What tells it from its siblings, also after it was read again.
  String key();

  /// The name that is shown and copied.
  String name();

  /// What the filter looks into.
  default String sought() {
    return name();
  }

  /// How far a connection is.
  enum Link {
    CLOSED,
    CONNECTING,
    OPEN,
    LOST,
    FAILED
  }

  /// A group of connections.
  ///
  /// @param count of the connections in it, at whatever depth
  record Folder(ConnectionGroup group, int count) implements TreeItem {
    @Override
    public String key() {
      return "folder " + group.text();
    }

    @Override
    public String name() {
      return group.name();
    }
  }

  /// A saved connection.
  ///
  /// @param version the server's while it is open, otherwise empty
  record Server(ConnectionConfig config, Link link, String version) implements TreeItem {
    @Override
    public String key() {
      return config.id().toString();
    }

    @Override
    public String name() {
      return config.name();
    }

    @Override
    public String sought() {
      return config.name() + " " + config.address();
    }

    Server link(Link newLink, String newVersion) {
      return new Server(config, newLink, newVersion);
    }
  }

  /// A schema.
  record Schema(Namespace namespace) implements TreeItem {
    @Override
    public String key() {
      return "schema " + namespace.name();
    }

    @Override
    public String name() {
      return namespace.name();
    }
  }

  /// The kinds of object that a schema is divided into.
  enum Kind {
    TABLES,
    VIEWS,
    MATERIALIZED_VIEWS,
    FUNCTIONS,
    TYPES,
    SEQUENCES
  }

  /// All objects of one kind in a schema.
  record Group(Kind kind, String name, int count) implements TreeItem {
    @Override
    public String key() {
      return "group " + kind;
    }
  }

  /// A table, view or sequence.
  record Rel(Relation relation) implements TreeItem {
    @Override
    public String key() {
      return "relation " + relation.name();
    }

    @Override
    public String name() {
      return relation.name();
    }
  }

  /// A column of a relation.
  record Col(Column column) implements TreeItem {
    @Override
    public String key() {
      return "column " + column.number();
    }

    @Override
    public String name() {
      return column.name();
    }
  }

  /// A function or procedure.
  record Func(Routine routine) implements TreeItem {
    @Override
    public String key() {
      return "routine " + routine.oid();
    }

    @Override
    public String name() {
      return routine.name();
    }
  }

  /// A type that people made.
  record Type(DataType type) implements TreeItem {
    @Override
    public String key() {
      return "type " + type.name();
    }

    @Override
    public String name() {
      return type.name();
    }
  }

  /// A line in place of children: they are being read, there are none, or reading failed.
  ///
  /// @param advice what to do about a failure; shown as tooltip
  record Note(Mood mood, String name, String advice) implements TreeItem {
    @Override
    public String key() {
      return "note " + mood;
    }
  }

  /// Why there are no children.
  enum Mood {
    LOADING,
    EMPTY,
    FAILED
  }
}
