package dev.tusk.core.sql;

import java.util.Locale;
import java.util.Set;

/// Takes secrets out of SQL before it is kept anywhere: the string behind a word that names one
/// (`PASSWORD '…'`, `OPTIONS (password '…')`, `SET app.secret = '…'`, `set_config('x.password',
/// '…')`), every string in a call of a function that takes keys, and `password=…` and `//user:…@`
/// inside other strings, comments and psql lines. When in doubt it takes out too much. Linear,
/// accepts any text.
///
/// Where a whole string was, a bare [#MASK] stands: no server takes that for SQL, so what comes
/// back from the history or a draft can never set a password to three stars.
public final class SecretRedactor {
  /// What stands where a secret stood.
  public static final String MASK = "***";

  private static final int MAX_NESTING = 3;

  private static final String[] NAMES = {
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "passcode",
    "secret",
    "secret_key",
    "secretkey",
    "api_key",
    "apikey",
    "access_key",
    "private_key",
    "passphrase_command",
    "token"
  };

  /// Too short to be looked for at the end of a longer name.
  private static final Set<String> SHORT_NAMES = Set.of("pass", "pw", "authorization");

  /// Words between a name and its value.
  private static final Set<String> BETWEEN = Set.of("to", "in", "any", "all", "like", "ilike");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "crypt",
          "hmac",
          "encrypt",
          "decrypt",
          "encrypt_iv",
          "decrypt_iv",
          "pgp_sym_encrypt",
          "pgp_sym_encrypt_bytea",
          "pgp_sym_decrypt",
          "pgp_sym_decrypt_bytea",
          "pgp_pub_decrypt",
          "pgp_pub_decrypt_bytea",
          "scram_sha_256",
          "create_aws_credentials",
          "create_secret",
          "update_secret");

  private final String sql;
  private final int nesting;
  private final StringBuilder result;
  private int copied;
  private boolean expectsSecret;
  private boolean inCast;
  private boolean afterSecret;
  private boolean stringNamesSecret;
  private String lastWord = "";
  private final SecretColumns columns = new SecretColumns();
  private int depth;
  private int functionDepth = -1;

  private SecretRedactor(String sql, int nesting) {
    this.sql = sql;
    this.nesting = nesting;
    this.result = new StringBuilder(sql.length());
  }

  /// A text without its secrets; `changed` says whether there were any.
  public record Redacted(String text, boolean changed) {}

  /// Redacts one or more statements, and connection strings that were pasted between them.
  public static Redacted redact(String sql) {
    String text = new SecretRedactor(EmbeddedSecrets.redactPasted(sql), MAX_NESTING).run().text();
    return new Redacted(text, !text.equals(sql));
  }

  /// Takes secrets out of text that is not SQL, such as a line of a log: `password=…`, `PASSWORD
  /// '…'` and `//user:…@`. Linear, accepts any text.
  public static String inText(String text) {
    return EmbeddedSecrets.redact(text);
  }

  private Redacted run() {
    var lexer = new SqlLexer(sql);
    while (lexer.next()) {
      TokenKind kind = lexer.kind();
      switch (kind) {
        case WHITESPACE, COPY_DATA, COPY_END -> {}
        case LINE_COMMENT, BLOCK_COMMENT ->
            replace(lexer.start(), lexer.end(), EmbeddedSecrets.redact(textOf(lexer)));
        case PSQL_COMMAND ->
            replace(lexer.start(), lexer.end(), EmbeddedSecrets.redactCommand(textOf(lexer)));
        case KEYWORD, IDENTIFIER, QUOTED_IDENTIFIER, UNICODE_IDENTIFIER -> word(textOf(lexer));
        case STRING,
            ESCAPE_STRING,
            UNICODE_STRING,
            BIT_STRING,
            HEX_STRING,
            NATIONAL_STRING,
            DOLLAR_STRING ->
            string(lexer.token(), lexer.state().insideToken());
        case NUMBER, OPERATOR, PUNCTUATION, TERMINATOR, PARAMETER, ERROR -> sign(textOf(lexer));
      }
    }
    result.append(sql, copied, sql.length());
    String text = result.toString();
    return new Redacted(text, !text.equals(sql));
  }

  private String textOf(SqlLexer lexer) {
    return sql.substring(lexer.start(), lexer.end());
  }

  private void word(String word) {
    if (inCast) {
      inCast = false;
      return;
    }
    String name = Identifier.nameOf(word).toLowerCase(Locale.ROOT);
    boolean between = expectsSecret && BETWEEN.contains(name);
    expectsSecret = between || namesSecret(name);
    afterSecret = false;
    stringNamesSecret = false;
    lastWord = name;
  }

  private void sign(String sign) {
    inCast = sign.equals("::");
    if (inCast) {
      return;
    }
    switch (sign) {
      case "=", ":=", "=>", "<>", "!=" -> {}
      case "||" -> expectsSecret |= afterSecret;
      case "," -> {
        columns.comma(depth, namesSecret(lastWord));
        expectsSecret = stringNamesSecret;
      }
      case "(" -> {
        depth++;
        columns.open(depth, lastWord);
        boolean value = expectsSecret && (lastWord.isEmpty() || BETWEEN.contains(lastWord));
        if (functionDepth < 0 && (value || FUNCTIONS.contains(lastWord))) {
          functionDepth = depth;
        }
        expectsSecret = false;
      }
      case ")" -> {
        columns.close(depth, namesSecret(lastWord));
        depth--;
        if (depth < functionDepth) {
          functionDepth = -1;
        }
        expectsSecret = false;
      }
      case ";" -> {
        columns.forget();
        expectsSecret = false;
      }
      default -> expectsSecret = false;
    }
    if (sign.equals("=")) {
      columns.equal();
    }
    afterSecret = false;
    stringNamesSecret = false;
    lastWord = "";
  }

  private void string(SqlToken token, boolean unterminated) {
    String text = token.in(sql);
    // A string straight behind a secret continues it on the next line.
    boolean secret = expectsSecret || afterSecret || functionDepth >= 0 || columns.valueIsSecret();
    if (secret) {
      replace(token.start(), token.end(), MASK);
    } else if (token.kind() == TokenKind.DOLLAR_STRING && nesting > 0 && !unterminated) {
      int open = text.indexOf('$', 1) + 1;
      int close = text.length() - open;
      String body = new SecretRedactor(text.substring(open, close), nesting - 1).run().text();
      replace(token.start() + open, token.start() + close, body);
    } else {
      int end = unterminated ? token.end() : token.end() - 1;
      replace(token.start(), end, EmbeddedSecrets.redact(sql.substring(token.start(), end)));
    }
    expectsSecret = false;
    afterSecret = secret && functionDepth < 0;
    stringNamesSecret = !secret && namesSecret(content(text));
    inCast = false;
    lastWord = "";
  }

  private void replace(int start, int end, String replacement) {
    result.append(sql, copied, start).append(replacement);
    copied = end;
  }

  /// What stands between the quotes, of whatever kind; escapes stay as they are.
  private static String content(String literal) {
    int open =
        Math.max(literal.indexOf('\''), literal.startsWith("$") ? literal.indexOf('$', 1) : -1);
    int end = literal.length();
    int close = literal.startsWith("$") ? end - open - 1 : end - 1;
    return open + 1 <= close
        ? literal.substring(open + 1, close).strip().toLowerCase(Locale.ROOT)
        : "";
  }

  /// @param name in lower case
  private static boolean namesSecret(String name) {
    for (String secret : NAMES) {
      if (name.endsWith(secret)) {
        return true;
      }
    }
    return SHORT_NAMES.contains(name);
  }
}
