package dev.tusk.core.sql;

import java.util.Random;

/// Statements that are one statement each, with all that hides a semicolon in them.
public final class ScriptGrammar {
  private static final String[] ATOMS = {
    "select",
    "1",
    "a",
    "\"q;\"\"q\"",
    "'s;''s'",
    "E'e\\';\\\\'",
    "U&'u;\\0061'",
    "U&\"u;\"",
    "B'01'",
    "X'1F'",
    "N'n;'",
    "$$d;$$",
    "$a$ ; $b$ ; $a$",
    "$b$;'$b$",
    "/* c ; */",
    "/* /* ; */ ; */",
    "-- c ; '\n",
    "(1; 2)",
    "(select ';')",
    "::int",
    "->>",
    "?",
    "@>",
    "||",
    "<>",
    "$1",
    "1.5e3",
    "\u00a0",
    "é",
    "漢字",
    "\ud83d\ude00",
    ",",
    "as",
    "begin",
    "end",
    "case when true then 1 end",
    "\n",
    "\r\n",
    "\t",
    "/*+ hint */",
    "E'a'\n'b\\'c'",
    "'a'\n'b;'",
    "x.y",
    "[1:2]",
    "!=",
    "#",
    "%"
  };

  private static final String[] ROUTINES = {
    "create function f() returns int begin atomic select 1; select 2; end",
    "create or replace function f(a int) returns int language sql begin atomic select case when a"
        + " = 1 then 2 else case a when 3 then 4 end end; end",
    "create procedure p() begin atomic insert into t values (1); /* ; end */ select ';'; end",
    "create function g() returns int language plpgsql as $f$ begin; return $$;$$; end; $f$",
    "do $do$ begin perform 1; end; $do$",
    "create rule r as on insert to t do also (insert into a values (1); delete from b)"
  };

  private static final String[] BETWEEN = {
    "",
    " ",
    "\n",
    "\r\n",
    "\t",
    "-- between ; '\n",
    "/* between ; */",
    "/* /* ' */ */",
    ";",
    " ; ",
    "\n\n"
  };

  private ScriptGrammar() {}

  /// A statement without its semicolon.
  public static String statement(Random random) {
    if (random.nextInt(6) == 0) {
      return ROUTINES[random.nextInt(ROUTINES.length)];
    }
    StringBuilder text = new StringBuilder("select");
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(' ').append(piece(random));
    }
    // What ends a statement is not a comment, which would not belong to it.
    return text.append(" 0").toString();
  }

  /// What stands between two statements.
  public static String between(Random random) {
    return BETWEEN[random.nextInt(BETWEEN.length)];
  }

  /// White space and comments before a semicolon.
  public static String space(Random random) {
    return BETWEEN[random.nextInt(8)];
  }

  /// Any piece of a statement.
  public static String piece(Random random) {
    return ATOMS[random.nextInt(ATOMS.length)];
  }
}
