package dev.tusk.swing.schema;

import dev.tusk.core.connection.Stage;
import dev.tusk.core.schema.Relation;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import org.jspecify.annotations.Nullable;

/// How a row of the tree is drawn: an icon, a name, a quiet word behind it, a fact at the right.
///
/// @param glyph `null` for a dot: filled when bold, else a ring
/// @param tailGlyph before the tail; `null` for none
record TreeLook(
    @Nullable Glyph glyph,
    ColorRole icon,
    String name,
    ColorRole ink,
    boolean bold,
    String detail,
    @Nullable Glyph tailGlyph,
    String tail,
    ColorRole tailInk,
    String tip) {
  private static final Messages TEXT = Messages.of(TreeLook.class);

  static TreeLook of(TreeItem item) {
    return switch (item) {
      case TreeItem.Folder folder ->
          plain(Glyph.FOLDER, folder.name())
              .detail(Integer.toString(folder.count()))
              .tip(folder.group().text());
      case TreeItem.Server server -> server(server);
      case TreeItem.Schema schema ->
          plain(Glyph.SCHEMA, schema.name())
              .detail(TEXT.get(schema.namespace().system() ? "system" : "schema"));
      case TreeItem.Group group ->
          plain(glyph(group.kind()), group.name()).detail(Integer.toString(group.count()));
      case TreeItem.Rel rel -> relation(rel.relation());
      case TreeItem.Col col -> {
        var column = col.column();
        var look =
            column.primaryKey()
                ? new Icon(Glyph.KEY, ColorRole.WARN)
                : column.foreignKey()
                    ? new Icon(Glyph.FOREIGN_KEY, ColorRole.ACCENT_TEXT)
                    : new Icon(Glyph.COLUMN, ColorRole.TEXT2);
        yield plain(look.glyph(), column.name())
            .icon(look.color())
            .tail(shortType(column.type()))
            .tip(
                TEXT.get(
                    column.notNull() ? "column.notNull" : "column.nullable",
                    column.name(),
                    column.type()));
      }
      case TreeItem.Func func -> {
        var routine = func.routine();
        yield plain(Glyph.FUNCTION, routine.name())
            .detail("(" + routine.arguments() + ")")
            .tip(
                routine.name()
                    + "("
                    + routine.arguments()
                    + ")"
                    + (routine.result().isEmpty() ? "" : " → " + routine.result()));
      }
      case TreeItem.Type type ->
          plain(
                  switch (type.type().kind()) {
                    case ENUM -> Glyph.ENUM;
                    case DOMAIN -> Glyph.DOMAIN;
                    case COMPOSITE, RANGE, BASE -> Glyph.TYPE;
                  },
                  type.name())
              .tail(TEXT.get("type." + type.type().kind()));
      case TreeItem.Note note ->
          switch (note.mood()) {
            case LOADING -> plain(Glyph.HOURGLASS, note.name()).ink(ColorRole.TEXT3);
            case EMPTY -> plain(Glyph.MINUS_CIRCLE, note.name()).ink(ColorRole.TEXT3);
            case FAILED ->
                plain(Glyph.ERROR_CIRCLE, note.name())
                    .ink(ColorRole.DANGER)
                    .tip(note.name() + (note.advice().isEmpty() ? "" : " — " + note.advice()));
          };
    };
  }

  private record Icon(Glyph glyph, ColorRole color) {}

  private static TreeLook server(TreeItem.Server server) {
    var stage = server.config().stage();
    var look =
        new TreeLook(
            stage == Stage.PRODUCTION ? Glyph.LOCK : null,
            switch (stage) {
              case DEVELOPMENT -> ColorRole.DEV;
              case TEST -> ColorRole.TEST;
              case PRODUCTION -> ColorRole.PROD;
            },
            server.name(),
            ColorRole.TEXT,
            server.link() == TreeItem.Link.OPEN,
            TEXT.get("stage." + stage),
            null,
            server.version(),
            ColorRole.TEXT2,
            TEXT.get("stage." + stage) + " · " + server.config().address());
    return switch (server.link()) {
      case CLOSED, OPEN -> look;
      case CONNECTING -> look.state(null, TEXT.get("connecting"), ColorRole.TEXT3);
      case LOST -> look.state(Glyph.DISCONNECTED, TEXT.get("lost"), ColorRole.WARN);
      case FAILED -> look.state(Glyph.ERROR_CIRCLE, TEXT.get("failed"), ColorRole.DANGER);
    };
  }

  private static TreeLook relation(Relation relation) {
    var glyph =
        switch (relation.kind()) {
          case TABLE -> Glyph.TABLE;
          case PARTITIONED_TABLE -> Glyph.PARTITION;
          case FOREIGN_TABLE -> Glyph.EXTERNAL;
          case VIEW -> Glyph.VIEW;
          case MATERIALIZED_VIEW -> Glyph.MATVIEW;
          case SEQUENCE -> Glyph.SEQUENCE;
        };
    var comment = relation.comment();
    var sized =
        switch (relation.kind()) {
          case TABLE, PARTITIONED_TABLE, MATERIALIZED_VIEW -> true;
          case FOREIGN_TABLE, VIEW, SEQUENCE -> false;
        };
    return plain(glyph, relation.name())
        .tail(sized ? SizeText.of(relation.bytes()) : "")
        .tip(comment == null ? "" : comment);
  }

  private static Glyph glyph(TreeItem.Kind kind) {
    return switch (kind) {
      case TABLES -> Glyph.TABLE;
      case VIEWS -> Glyph.VIEW;
      case MATERIALIZED_VIEWS -> Glyph.MATVIEW;
      case FUNCTIONS -> Glyph.FUNCTION;
      case TYPES -> Glyph.TYPE;
      case SEQUENCES -> Glyph.SEQUENCE;
    };
  }

  /// The two types whose full name says the same in four words.
  private static String shortType(String type) {
    return type.replace("timestamp with time zone", "timestamptz")
        .replace("timestamp without time zone", "timestamp")
        .replace("time with time zone", "timetz")
        .replace("time without time zone", "time")
        .replace("character varying", "varchar");
  }

  private static TreeLook plain(Glyph glyph, String name) {
    return new TreeLook(
        glyph, ColorRole.TEXT2, name, ColorRole.TEXT, false, "", null, "", ColorRole.TEXT2, "");
  }

  private TreeLook icon(ColorRole color) {
    return new TreeLook(glyph, color, name, ink, bold, detail, tailGlyph, tail, tailInk, tip);
  }

  private TreeLook ink(ColorRole color) {
    return new TreeLook(glyph, color, name, color, bold, detail, tailGlyph, tail, tailInk, tip);
  }

  private TreeLook detail(String words) {
    return new TreeLook(glyph, icon, name, ink, bold, words, tailGlyph, tail, tailInk, tip);
  }

  private TreeLook tail(String words) {
    return new TreeLook(glyph, icon, name, ink, bold, detail, tailGlyph, words, tailInk, tip);
  }

  private TreeLook state(@Nullable Glyph state, String words, ColorRole color) {
    return new TreeLook(glyph, icon, name, ink, bold, detail, state, words, color, tip);
  }

  private TreeLook tip(String words) {
    return new TreeLook(glyph, icon, name, ink, bold, detail, tailGlyph, tail, tailInk, words);
  }

  /// What a screen reader says.
  String spoken() {
    return (name + " " + detail + " " + tail).strip();
  }
}
