package dev.tusk.core.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Splits a script into statements as psql does; see [SqlLexer] for which semicolon ends one.
/// Comments and semicolons alone yield nothing. A psql command ends the statement before it,
/// unterminated. Takes linear time and accepts any text.
public final class StatementSplitter {
  private static final int COMMAND_WORDS = 3;

  private final CharSequence text;
  private final SqlLexer lexer;
  private final List<ScriptItem> items = new ArrayList<>();

  /// Where in `items` the statements stand that wait for their `COPY` data.
  private final Deque<Integer> copies = new ArrayDeque<>();

  private final StringBuilder command = new StringBuilder();
  private int commandWords;
  private int hint = -1;
  private int first = -1;
  private int last;
  private int line = 1;
  private int countedTo;

  private StatementSplitter(CharSequence text) {
    this.text = text;
    this.lexer = new SqlLexer(text);
  }

  /// Splits a whole script.
  public static Script split(CharSequence text) {
    return new StatementSplitter(text).run();
  }

  private Script run() {
    while (lexer.next()) {
      switch (lexer.kind()) {
        case WHITESPACE, LINE_COMMENT -> {}
        case BLOCK_COMMENT -> blockComment();
        case TERMINATOR -> terminator();
        case PSQL_COMMAND -> psqlLine();
        case COPY_DATA -> copyData();
        case COPY_END -> copyEnd();
        case KEYWORD,
            IDENTIFIER,
            QUOTED_IDENTIFIER,
            UNICODE_IDENTIFIER,
            STRING,
            ESCAPE_STRING,
            UNICODE_STRING,
            BIT_STRING,
            HEX_STRING,
            NATIONAL_STRING,
            DOLLAR_STRING,
            NUMBER,
            OPERATOR,
            PUNCTUATION,
            PARAMETER,
            ERROR ->
            significant();
      }
    }
    Statement open = close(false);
    if (open != null && open.kind() == StatementKind.COPY_FROM_STDIN) {
      copies.add(items.size() - 1);
    }
    for (int waiting : copies) {
      if (items.get(waiting) instanceof Statement s && s.copyData() == null) {
        items.set(waiting, s.withCopyData(text.length(), text.length()));
      }
    }
    return new Script(text, items);
  }

  private void blockComment() {
    if (first < 0 && SqlChars.has(text, lexer.start() + 2, lexer.end(), '+')) {
      hint = lexer.start();
    }
  }

  private void significant() {
    if (first < 0) {
      first = hint >= 0 ? hint : lexer.start();
    }
    last = lexer.end();
    if (commandWords >= 0 && commandWords < COMMAND_WORDS) {
      addCommandWord();
    }
  }

  private void addCommandWord() {
    if (lexer.kind() == TokenKind.KEYWORD) {
      command.append(commandWords == 0 ? "" : " ").append(lexer.keyword());
      commandWords++;
    } else if (commandWords > 0 || text.charAt(lexer.start()) != '(') {
      commandWords = -1;
    }
  }

  private void terminator() {
    Statement closed = close(true);
    if (closed != null && lexer.pendingCopies() > copies.size()) {
      copies.add(items.size() - 1);
    }
  }

  private @Nullable Statement close(boolean terminated) {
    Statement statement = null;
    if (first >= 0) {
      statement =
          new Statement(
              first,
              last,
              lineOf(first),
              terminated ? lexer.end() : last,
              terminated,
              StatementClassifier.classify(text, first, last),
              command.toString().toUpperCase(Locale.ROOT),
              null);
      items.add(statement);
    }
    first = -1;
    hint = -1;
    command.setLength(0);
    commandWords = 0;
    return statement;
  }

  private void psqlLine() {
    close(false);
    int end = lexer.start() + 1;
    while (end < lexer.end() && !SqlChars.isSpace(text.charAt(end))) {
      end++;
    }
    String name = text.subSequence(lexer.start(), end).toString();
    items.add(new PsqlLine(lexer.start(), lexer.end(), lineOf(lexer.start()), name));
  }

  private void copyData() {
    close(false);
    feed(lexer.start(), lexer.end());
  }

  private void copyEnd() {
    close(false);
    feed(lexer.start(), lexer.start());
    copies.poll();
  }

  /// Gives data to the first statement that waits, unless it has its data already.
  private void feed(int from, int to) {
    Integer waiting = copies.peek();
    if (waiting != null && items.get(waiting) instanceof Statement s && s.copyData() == null) {
      items.set(waiting, s.withCopyData(from, to));
    }
  }

  private int lineOf(int offset) {
    for (; countedTo < offset; countedTo++) {
      if (text.charAt(countedTo) == '\n') {
        line++;
      }
    }
    return line;
  }
}
