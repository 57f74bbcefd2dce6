package dev.tusk.core.testkit;

import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The statements that an [InMemoryDatabase] understands; everything else is a syntax error.
///
/// `begin`, `commit`, `rollback`; `set`, `show`; `create temp table`, `drop table`; `do` with
/// `raise`; `copy … from stdin`, `copy … to stdout`; `select` of literals, sums, `pg_sleep`,
/// `pg_backend_pid`, and of one column of `generate_series`.
final class InMemoryStatements {
  private static final int PAGE = 100;

  private static final Pattern SERIES =
      Pattern.compile("(?is)select\\s+(\\w+)\\s+from\\s+generate_series\\((\\d+),\\s*(\\d+)\\).*");
  private static final Pattern SLEEP = Pattern.compile("(?is)pg_sleep\\(([\\d.]+)\\)");
  private static final Pattern CALCULATION =
      Pattern.compile("(-?\\d+)(?:\\s*([-+*/])\\s*(-?\\d+))?");
  private static final Pattern RAISE =
      Pattern.compile("(?is)raise\\s+(notice|warning|info|exception)\\s+'((?:[^']|'')*)'");
  private static final Pattern SET =
      Pattern.compile("(?is)set\\s+(?:session\\s+|local\\s+)?([\\w.]+)\\s*(?:=|to\\s)\\s*(.*)");
  private static final Pattern CREATE =
      Pattern.compile("(?is)create\\s+temp(?:orary)?\\s+table\\s+(\\w+).*");
  private static final Pattern FROM_TABLE =
      Pattern.compile("(?is)select\\s+count\\(\\*\\)\\s+from\\s+(\\w+)");

  private final InMemorySession session;
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, String> settingsBefore = new TreeMap<>();
  private volatile SessionHoldings holdings = SessionHoldings.NONE;
  private final Set<String> tables = new HashSet<>();
  private final Set<String> tablesBefore = new HashSet<>();
  private volatile TransactionState transaction = TransactionState.IDLE;
  private volatile boolean readOnly;
  private boolean transactionReadOnly;

  InMemoryStatements(InMemorySession session) {
    this.session = session;
  }

  TransactionState transaction() {
    return transaction;
  }

  SessionHoldings holdings() {
    return holdings;
  }

  /// `refused` is a name that it does not know.
  List<SessionHoldings.Refused> restore(List<SessionHoldings.Setting> wanted) {
    List<SessionHoldings.Refused> refused = new ArrayList<>();
    for (SessionHoldings.Setting each : wanted) {
      if (each.name().contains("refused")) {
        refused.add(
            new SessionHoldings.Refused(
                each, "unrecognized configuration parameter \"" + each.name() + "\""));
      } else {
        settings.put(each.name(), each.value());
      }
    }
    look();
    return refused;
  }

  private void look() {
    if (transaction == TransactionState.IDLE) {
      holdings =
          new SessionHoldings(
              settings.entrySet().stream()
                  .map(each -> new SessionHoldings.Setting(each.getKey(), each.getValue()))
                  .toList(),
              tables.stream()
                  .map(name -> new SessionHoldings.Held(SessionHoldings.Kind.TEMPORARY_TABLE, name))
                  .toList());
    }
  }

  void readOnly(boolean on) {
    readOnly = on;
  }

  CommandOutcome run(StatementRequest request, StatementSink sink) {
    try {
      CommandOutcome outcome = dispatch(request, sink);
      look();
      return outcome;
    } catch (TuskException failure) {
      if (failure.error() instanceof TuskError.StatementFailed
          && transaction == TransactionState.OPEN) {
        transaction = TransactionState.FAILED;
      }
      throw failure;
    }
  }

  private CommandOutcome dispatch(StatementRequest request, StatementSink sink) {
    String sql = request.sql().strip();
    if (sql.endsWith(";")) {
      sql = sql.substring(0, sql.length() - 1).strip();
    }
    String word = sql.split("[\\s(;]", 2)[0].toLowerCase(Locale.ROOT);
    switch (word) {
      case "commit", "end", "rollback", "abort" -> {
        return endTransaction(word, sink);
      }
      default -> {}
    }
    if (transaction == TransactionState.FAILED) {
      throw failed(
          "25P02",
          "current transaction is aborted, commands ignored until end of transaction block",
          0);
    }
    transactionReadOnly = readOnly || (transaction == TransactionState.OPEN && transactionReadOnly);
    if (transactionReadOnly && Set.of("create", "drop").contains(word)) {
      throw failed("25006", "cannot execute " + word + " in a read-only transaction", 0);
    }
    return switch (word) {
      case "begin", "start" -> begin(sink);
      case "set" -> set(sql);
      case "show" -> show(sql, sink);
      case "create" -> create(sql);
      case "drop" -> drop(sql);
      case "do" -> chat(sql, sink);
      case "copy" -> copy(sql, request.copyIn(), sink);
      case "select" -> select(sql, request.maxRows(), sink);
      default ->
          throw failed(
              "42601",
              "syntax error at or near \"" + sql.split("\\s", 2)[0] + "\"",
              request.sql().indexOf(sql) + 1);
    };
  }

  private CommandOutcome done(String tag, long rows) {
    return new CommandOutcome(tag, rows, false, transaction);
  }

  private static TuskException failed(String sqlState, String message, int position) {
    return new TuskException(
        new TuskError.StatementFailed(ServerError.of(sqlState, message).withPosition(position)));
  }

  private static void say(StatementSink sink, String severity, String code, String text) {
    sink.notice(
        new Notice(
            new ServerError(
                severity, code, text, null, null, 0, 0, null, null, null, null, null, null, null,
                null, 0, null)));
  }

  private CommandOutcome begin(StatementSink sink) {
    if (transaction == TransactionState.OPEN) {
      say(sink, "WARNING", "25001", "there is already a transaction in progress");
    } else {
      tablesBefore.clear();
      tablesBefore.addAll(tables);
      settingsBefore.clear();
      settingsBefore.putAll(settings);
    }
    transaction = TransactionState.OPEN;
    return done("BEGIN", 0);
  }

  private CommandOutcome endTransaction(String word, StatementSink sink) {
    boolean commit = word.equals("commit") || word.equals("end");
    if (transaction == TransactionState.IDLE) {
      say(sink, "WARNING", "25P01", "there is no transaction in progress");
      return done(commit ? "COMMIT" : "ROLLBACK", 0);
    }
    boolean kept = commit && transaction == TransactionState.OPEN;
    if (!kept) {
      tables.clear();
      tables.addAll(tablesBefore);
      settings.clear();
      settings.putAll(settingsBefore);
    }
    transaction = TransactionState.IDLE;
    return done(kept ? "COMMIT" : "ROLLBACK", 0);
  }

  private CommandOutcome set(String sql) {
    Matcher match = SET.matcher(sql);
    if (!match.matches()) {
      throw failed("42601", "syntax error at end of input", sql.length() + 1);
    }
    settings.put(match.group(1).toLowerCase(Locale.ROOT), unquoted(match.group(2)));
    return done("SET", 0);
  }

  private CommandOutcome show(String sql, StatementSink sink) {
    String name = sql.substring("show".length()).strip().toLowerCase(Locale.ROOT);
    String value = settings.get(name);
    if (value == null) {
      throw failed("42704", "unrecognized configuration parameter \"" + name + "\"", 0);
    }
    return rows(sink, column(name, "text", 25, ResultColumn.Kind.TEXT), List.of(value), "SHOW");
  }

  private CommandOutcome create(String sql) {
    Matcher match = CREATE.matcher(sql);
    if (!match.matches()) {
      throw failed("42601", "syntax error at or near \"create\"", 1);
    }
    if (!tables.add(match.group(1))) {
      throw failed("42P07", "relation \"" + match.group(1) + "\" already exists", 0);
    }
    return done("CREATE TABLE", 0);
  }

  private CommandOutcome drop(String sql) {
    String name = sql.replaceFirst("(?i)drop\\s+table\\s+", "");
    if (!tables.remove(name)) {
      throw failed("42P01", "table \"" + name + "\" does not exist", 0);
    }
    return done("DROP TABLE", 0);
  }

  private CommandOutcome chat(String sql, StatementSink sink) {
    Matcher raise = RAISE.matcher(sql);
    while (raise.find()) {
      String severity = raise.group(1).toUpperCase(Locale.ROOT);
      String text = raise.group(2).replace("''", "'");
      if (severity.equals("EXCEPTION")) {
        throw failed("P0001", text, 0);
      }
      say(sink, severity, severity.equals("WARNING") ? "01000" : "00000", text);
    }
    return done("DO", 0);
  }

  private CommandOutcome copy(String sql, @Nullable InputStream data, StatementSink sink) {
    String lower = sql.toLowerCase(Locale.ROOT);
    if (lower.contains("from stdin")) {
      if (data == null) {
        throw new TuskException(
            new TuskError.NotSent(
                "COPY FROM STDIN needs data", "Give the data in the script or in a file"));
      }
      try {
        long lines = new String(data.readAllBytes(), StandardCharsets.UTF_8).lines().count();
        return done("COPY " + lines, lines);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    byte[] out = "1\tone\n2\ttwo\n".getBytes(StandardCharsets.UTF_8);
    sink.copyOut(out, 2);
    return done("COPY 2", 2);
  }

  private CommandOutcome select(String sql, long maxRows, StatementSink sink) {
    Matcher series = SERIES.matcher(sql);
    if (series.matches()) {
      return series(
          series.group(1),
          Long.parseLong(series.group(2)),
          Long.parseLong(series.group(3)),
          maxRows,
          sink);
    }
    Matcher table = FROM_TABLE.matcher(sql);
    if (table.matches()) {
      if (!tables.contains(table.group(1))) {
        throw failed(
            "42P01", "relation \"" + table.group(1) + "\" does not exist", table.start(1) + 1);
      }
      return rows(
          sink, column("count", "int8", 20, ResultColumn.Kind.NUMBER), List.of("0"), "SELECT 1");
    }
    String item = sql.substring("select".length()).strip();
    return value(item, sql.length() - item.length() + 1, sink);
  }

  private CommandOutcome value(String item, int position, StatementSink sink) {
    Matcher sleep = SLEEP.matcher(item);
    if (sleep.matches()) {
      session.sleep(Duration.ofMillis(Math.round(Double.parseDouble(sleep.group(1)) * 1_000)));
      return rows(
          sink, column("pg_sleep", "void", 2278, ResultColumn.Kind.OTHER), List.of(""), "SELECT 1");
    }
    if (item.equalsIgnoreCase("pg_backend_pid()")) {
      return rows(
          sink,
          column("pg_backend_pid", "int4", 23, ResultColumn.Kind.NUMBER),
          List.of(String.valueOf(session.backendPid())),
          "SELECT 1");
    }
    if (item.startsWith("'") && item.endsWith("'") && item.length() > 1) {
      return rows(
          sink,
          column("?column?", "text", 25, ResultColumn.Kind.TEXT),
          List.of(unquoted(item)),
          "SELECT 1");
    }
    Matcher calculation = CALCULATION.matcher(item);
    if (calculation.matches()) {
      return rows(
          sink,
          column("?column?", "int4", 23, ResultColumn.Kind.NUMBER),
          List.of(String.valueOf(calculate(calculation))),
          "SELECT 1");
    }
    throw failed("42703", "column \"" + item + "\" does not exist", position);
  }

  private static long calculate(Matcher match) {
    long left = Long.parseLong(match.group(1));
    String operator = match.group(2);
    if (operator == null) {
      return left;
    }
    long right = Long.parseLong(match.group(3));
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      default -> {
        if (right == 0) {
          throw failed("22012", "division by zero", 0);
        }
        yield left / right;
      }
    };
  }

  private CommandOutcome series(
      String name, long first, long last, long maxRows, StatementSink sink) {
    session.checkInterrupts();
    sink.columns(List.of(column(name, "int4", 23, ResultColumn.Kind.NUMBER)));
    long delivered = 0;
    long next = first;
    boolean goOn = true;
    while (goOn && next <= last && delivered < maxRows) {
      session.checkInterrupts();
      List<String> page = new ArrayList<>();
      while (page.size() < PAGE && next <= last && delivered + page.size() < maxRows) {
        page.add(String.valueOf(next++));
      }
      goOn = sink.rows(page(page));
      delivered += page.size();
    }
    return new CommandOutcome("SELECT " + delivered, delivered, next <= last, transaction);
  }

  private CommandOutcome rows(
      StatementSink sink, ResultColumn column, List<String> values, String tag) {
    sink.columns(List.of(column));
    sink.rows(page(values));
    return done(tag, tag.startsWith("SELECT") ? values.size() : 0);
  }

  private static ResultColumn column(String name, String type, int oid, ResultColumn.Kind kind) {
    return new ResultColumn(name, type, oid, kind);
  }

  private static RowPage page(List<String> values) {
    RowPage.Builder builder = new RowPage.Builder(1, values.size(), 16 * values.size());
    values.forEach(value -> builder.add(value.getBytes(StandardCharsets.UTF_8)));
    return builder.build(values.size());
  }

  private static String unquoted(String text) {
    String value = text.strip();
    return value.length() > 1 && value.startsWith("'") && value.endsWith("'")
        ? value.substring(1, value.length() - 1).replace("''", "'")
        : value;
  }
}
