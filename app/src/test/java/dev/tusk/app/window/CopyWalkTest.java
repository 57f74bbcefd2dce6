package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.export.ReadBack;
import dev.tusk.app.export.Specimens;
import dev.tusk.core.export.ExportFormat;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import dev.tusk.swing.kit.text.Clipboards;
import java.awt.GraphicsEnvironment;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import javax.swing.JTable;
import javax.swing.JTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What *Copy as* puts on the clipboard in the real window is run on the server: it makes the very
/// rows again that were copied. Each way has a twin, broken on its way, that makes other rows.
class CopyWalkTest {
  private static final String TABLE = "\"Sch.ema\".\"Odd \"\" table\"";
  private static final String BACK = "\"Sch.ema\".\"Ba'ck\"";
  private static final String KEPT = "\"Sch.ema\".kept";
  private static final String NAMED = "\"Mixed Case\"";
  private static final String NOTHING = "nothing was copied yet";

  private static final String MADE =
      """
      create type "Mo od" as enum ('a', 'B "b"', 'c''s \\');
      create type "Pa ir" as ("left ""hand" int, b text);
      create schema "Sch.ema";
      create table "Sch.ema"."Odd "" table" (
        id int, "Key's" text, "select" text, "Mixed Case" text, "a""b" bytea, "tab\t" jsonb,
        "ünï 🐘" numeric, "dot.ted" float8, "{d '1'}" text[], "$1" int[], "?" "Pa ir",
        "*/ --" "Pa ir"[], "Mo od" "Mo od", "A" timestamptz, "a" date, "Ä" boolean,
        "\\" int8range, primary key (id, "Key's"));
      insert into "Sch.ema"."Odd "" table" values
        (1, 'it''s', 'plain', 'one', '\\xdeadbeef', '{"a": [1, null, "x\\"y\\\\ 🐘"]}', 'NaN',
         'NaN', array['a', '', null, 'NULL', '"', '\\', 'it''s'], '{1,NULL,3}', row(1, 'a "b" \\'),
         array[row(1, 'x, "y"')::"Pa ir", null], 'B "b"', 'infinity', '-infinity', true, '[1,5)'),
        (2, '', '', '', '', '{}', '-Infinity', '-Infinity', '{}', '{}', '(,)', '{}', 'a',
         '-infinity', '0044-03-15 BC', false, 'empty'),
        (2, '\\', E'\\\\ \\\\N \\\\. \\n\\ttab \\r\\n end', 'two', '\\x00275c22', '"🐘 \\"quoted\\" it''s"',
         12345678901234567890.123456789000, '-0', array[E'\\\\"\\n', '🐘'], '[-1:1]={1,2,3}',
         row(null, ''), null, E'c''s \\\\', '294276-12-31 23:59:59.999999+00', 'infinity', null,
         '(,)'),
        (3, '🐘 "k"', '🐘𝔘 ünï <b>&amp;|*_` =1+1', 'three', null, null, null, null, null, null, null,
         null, null, null, null, null, null),
        (-4, 'NULL', 'NULL', null, '\\x5c78', '[1e3, 2.50]', -0.00001, 1e-300, '{{a,b},{c,d}}',
         '{{1,2},{3,4}}', row(3, null), array[row(null, null)::"Pa ir"], 'a', '4713-01-01 BC',
         '2026-11-29', true, '[7,)'),
        (5, 'e', '"', 'five', '\\x', '0', 0, 'Infinity', array['']::text[], '{0}',
         row(4, E'(\\\\,")'), '{}', 'a', '2026-11-29 09:41:00.5+01', '0001-01-01', false, '[1,2)');
      """;

  private final Walker walker = new Walker();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @Test
  void whatIsCopiedMakesTheSameRowsAgain(@TempDir Path data) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    RunningTusk tusk = new RunningTusk(data);
    try (Connection server = database.connect();
        ServerView view = new ServerView(database)) {
      Specimens.run(server, MADE);
      Specimens.run(server, "create table " + KEPT + " as table " + TABLE);
      walker.connect(database, "");
      showInTree();
      inserts(server, view);
      updates(server, view);
      values(server, view);
      delimited(server, view);
      json(server, view);
      lists(view);
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("copy");
      throw failure;
    }
  }

  /// An UPDATE needs the key of its table, which the tree reads.
  private void showInTree() {
    JTree tree = walker.find(JTree.class, "Connections and schemas");
    int tables = walker.expand(tree, "Tables", walker.expand(tree, "Sch.ema", 0));
    int table = walker.expand(tree, "Odd \" table", tables);
    walker.until("its columns", () -> tree.isExpanded(table));
  }

  private void inserts(Connection server, ServerView view) throws Exception {
    String text = copied("select * from " + TABLE + " order by id desc", ExportFormat.INSERT);
    Specimens.run(server, "truncate " + TABLE);
    Specimens.run(server, text);
    assertThat(differing(view, TABLE, KEPT)).isZero();
    Specimens.run(server, "truncate " + TABLE);
    Specimens.run(server, broken(text));
    assertThat(differing(view, TABLE, KEPT)).isPositive();
    restore(server);
  }

  /// Whatever the rows hold by then, they become what was copied; a row that was not stays.
  private void updates(Connection server, ServerView view) throws Exception {
    String text = copied("select * from " + TABLE, ExportFormat.UPDATE);
    String others =
        view.rows(
                "select string_agg(format('%I = null', attname), ', ') from pg_attribute"
                    + " where attrelid = '"
                    + TABLE.replace("'", "''")
                    + "'::regclass and attnum > 2")
            .getFirst()
            .getFirst();
    String more = " (id, \"Key's\", \"select\") values (1, 'other', 'as it was')";
    Specimens.run(server, "insert into " + TABLE + more);
    Specimens.run(server, "insert into " + KEPT + more);
    Specimens.run(server, "update " + TABLE + " set " + others);
    Specimens.run(server, "update " + TABLE + " set \"select\" = 'as it was' where id = 1");
    assertThat(differing(view, TABLE, KEPT)).isGreaterThan(6);
    Specimens.run(server, text);
    assertThat(differing(view, TABLE, KEPT)).isZero();
    Specimens.run(server, text.replaceAll(" AND \"Key's\" = [^;]*;\n", ";\n"));
    assertThat(differing(view, TABLE, KEPT)).isPositive();
    Specimens.run(server, "delete from " + KEPT + " where \"Key's\" = 'other'");
    restore(server);
  }

  /// The types and names are the same, too.
  private void values(Connection server, ServerView view) throws Exception {
    String text = copied("table " + TABLE, ExportFormat.VALUES).strip().replaceAll(";$", "");
    Specimens.run(server, "create table " + BACK + " as " + text);
    assertThat(differing(view, BACK, KEPT)).isZero();
    String columns =
        "select attname, attnum, atttypid from pg_attribute where attnum > 0 and attrelid = '%s'"
            + "::regclass";
    String theirs = columns.formatted(KEPT.replace("'", "''"));
    assertThat(view.rows("(" + columns.formatted(BACK.replace("'", "''")) + ") except " + theirs))
        .isEmpty();
    Specimens.run(server, "drop table " + BACK);
    Specimens.run(server, "create table " + BACK + " as " + text.replace("::bytea", "::text"));
    assertThat(view.rows(columns.formatted(BACK.replace("'", "''")) + " except " + theirs))
        .isNotEmpty();
    Specimens.run(server, "drop table " + BACK);
  }

  private void delimited(Connection server, ServerView view) throws Exception {
    String all = "select * from " + TABLE;
    empty(server);
    String csv = copied(all, ExportFormat.CSV);
    ReadBack.copy("FORMAT csv, HEADER").read(server, BACK, csv);
    assertThat(differing(view, BACK, KEPT)).isZero();
    empty(server);
    ReadBack.copy("FORMAT csv, HEADER").read(server, BACK, broken(csv));
    assertThat(differing(view, BACK, KEPT)).isPositive();

    // as spreadsheets exchange it: where nothing is, no one can tell NULL from an empty text
    String tsv = copied(all, ExportFormat.TSV);
    paste(server, tsv);
    assertThat(differing(view, BACK, KEPT)).isZero();
    paste(server, broken(tsv));
    assertThat(differing(view, BACK, KEPT)).isPositive();
  }

  private static void paste(Connection server, String tsv) throws Exception {
    empty(server);
    ReadBack.copy("FORMAT text, NULL ''").read(server, BACK, pasted(tsv));
    Specimens.run(
        server,
        "update "
            + BACK
            + " set \"Key's\" = '', \"select\" = '', \"Mixed Case\" = '' where \"Key's\" is null");
  }

  /// The lines below the header as `COPY` reads them, after a spreadsheet has read them: quotes
  /// mean something only where a cell begins with them.
  private static String pasted(String copied) {
    StringBuilder out = new StringBuilder();
    boolean begins = true;
    boolean quoted = false;
    for (int i = copied.indexOf('\n') + 1; i < copied.length(); i++) {
      char c = copied.charAt(i);
      boolean twice = quoted && c == '"' && i + 1 < copied.length() && copied.charAt(i + 1) == '"';
      if (twice) {
        out.append(copied.charAt(++i));
      } else if (c == '"' && (begins || quoted)) {
        quoted = !quoted;
      } else if (quoted || (c != '\t' && c != '\n')) {
        out.append(
            switch (c) {
              case '\\' -> "\\\\";
              case '\t' -> "\\t";
              case '\n' -> "\\n";
              case '\r' -> "\\r";
              default -> String.valueOf(c);
            });
      } else {
        out.append(c);
      }
      begins = !quoted && (c == '\t' || c == '\n');
    }
    return out.toString();
  }

  private void json(Connection server, ServerView view) throws Exception {
    String document = copied("select * from " + TABLE, ExportFormat.JSON);
    String lines = copied("select * from " + TABLE, ExportFormat.JSON_LINES);
    for (String text : List.of(document, "[" + lines.strip().replace("\n", ",") + "]")) {
      empty(server);
      ReadBack.json(TABLE).read(server, BACK, text);
      assertThat(differing(view, BACK, KEPT)).isZero();
      empty(server);
      ReadBack.json(TABLE).read(server, BACK, broken(text));
      assertThat(differing(view, BACK, KEPT)).isPositive();
    }
  }

  /// What is in the list is found again; with NULL in it, `NOT` would find nothing.
  private void lists(ServerView view) throws Exception {
    String few = " from " + TABLE + " where id < 3";
    String nulls = " from " + TABLE + " where id = 3";
    String one = copied("select " + NAMED + few, ExportFormat.IN_LIST);
    assertThat(found(view, one)).containsExactlyInAnyOrder("one", "", "two");
    assertThat(found(view, "not " + one)).containsExactlyInAnyOrder("three", "five");
    assertThat(found(view, "not " + one.replace("(", "(NULL, "))).isEmpty();
    for (String column :
        List.of(
            "\"a\"\"b\"",
            "\"ünï 🐘\"",
            "\"dot.ted\"",
            "\"{d '1'}\"",
            "\"?\"",
            "\"Mo od\"",
            "\"A\"",
            "\"\\\"")) {
      String list = copied("select " + column + few, ExportFormat.IN_LIST);
      assertThat(found(view, list))
          .as(list)
          .containsAll(List.of("one", "", "two"))
          .doesNotContain("three");
      String none = copied("select " + column + nulls, ExportFormat.IN_LIST);
      assertThat(found(view, none)).as(none).isEmpty();
      assertThat(found(view, "not " + none)).as(none).hasSize(6);
    }
    assertThat(found(view, "not " + NAMED + " in (null)")).isEmpty();
    String rows = copied("select \"?\", \"$1\", " + NAMED + few, ExportFormat.IN_LIST);
    assertThat(found(view, rows)).containsExactlyInAnyOrder("one", "", "two");
    String noRow = copied("select \"?\", \"$1\", " + NAMED + nulls, ExportFormat.IN_LIST);
    assertThat(found(view, noRow)).as(noRow).isEmpty();
    assertThat(found(view, "not " + noRow)).as(noRow).hasSize(6);
  }

  private static List<String> found(ServerView view, String condition) throws Exception {
    return view.rows("select " + NAMED + " from " + TABLE + " where " + condition).stream()
        .map(List::getFirst)
        .toList();
  }

  private static void empty(Connection server) throws Exception {
    Specimens.run(server, "drop table if exists " + BACK);
    Specimens.run(server, "create table " + BACK + " as table " + TABLE + " with no data");
  }

  private static void restore(Connection server) throws Exception {
    Specimens.run(server, "truncate " + TABLE);
    Specimens.run(server, "insert into " + TABLE + " table " + KEPT);
  }

  /// How many rows, as the server prints them whole, are in one of the tables only.
  private static int differing(ServerView view, String one, String other) throws Exception {
    String these = "select t::text from " + one + " t";
    String those = "select t::text from " + other + " t";
    return view.rows(
            "(%1$s except all %2$s) union all (%2$s except all %1$s)".formatted(these, those))
        .size();
  }

  /// Runs a query, selects all of its result and copies it by the palette.
  private String copied(String query, ExportFormat format) {
    SqlTextArea editor = walker.editor();
    Clipboards.copy(query);
    walker.press(editor, "ctrl A");
    walker.press(editor, "ctrl V");
    walker.until("the query", () -> editor.getText().equals(query));
    walker.press(editor, "ctrl ENTER");
    walker.until("the end of " + query, () -> !walker.busy());
    JTable table = walker.find(JTable.class, "Result 1");
    walker.until("the rows", () -> table.getRowCount() > 0);
    walker.press(table, "ctrl A");
    Clipboards.copy(NOTHING);
    walker.perform("Copy as " + format.label());
    walker.until(format + " on the clipboard", () -> !clipboard().equals(NOTHING));
    return clipboard();
  }

  /// What becomes of a text whose letters beyond the first plane are lost.
  private static String broken(String text) {
    assertThat(text).contains("𝔘");
    return text.replace("𝔘", "?");
  }

  private static String clipboard() {
    try {
      return String.valueOf(Clipboards.clipboard().getData(DataFlavor.stringFlavor));
    } catch (UnsupportedFlavorException | IOException | IllegalStateException busy) {
      return NOTHING;
    }
  }
}
