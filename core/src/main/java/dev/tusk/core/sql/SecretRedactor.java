package dev.tusk.core.sql;

import java.util.Locale;
import java.util.Set;

/// Takes secrets out of SQL before it is kept anywhere: the string behind a word that names one
/// (`PASSWORD '…'`, `OPTIONS (password '…')`, `SET app.secret = '…'`, `set_config('x.password',
/// '…')`), every string in a call of a function that takes keys, and `password=…` and `//user:…@`
/// inside other strings, comments and psql lines. When in doubt it takes out too much. Linear,
/// accepts any text.
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
    "token"
  };

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
          "scram_sha_256");

  private final String sql;
  private final int nesting;
  private final StringBuilder result;
  private int copied;
  private boolean expectsSecret;
  private boolean afterSecret;
  private boolean stringNamesSecret;
  private String lastWord = "";
  private int depth;
  private int functionDepth = -1;

  private SecretRedactor(String sql, int nesting) {
    this.sql = sql;
    this.nesting = nesting;
    this.result = new StringBuilder(sql.length());
  }

  /// A text without its secrets; `changed` says whether there were any.
  public record Redacted(String text, boolean changed) {}

  /// Redacts one or more statements.
  public static Redacted redact(String sql) {
    return new SecretRedactor(sql, MAX_NESTING).run();
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
        case LINE_COMMENT, BLOCK_COMMENT, PSQL_COMMAND ->
            replace(lexer.start(), lexer.end(), EmbeddedSecrets.redact(textOf(lexer)));
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
    String name = Identifier.nameOf(word);
    boolean separator = expectsSecret && name.equals("to");
    expectsSecret = separator || namesSecret(name);
    afterSecret = false;
    stringNamesSecret = false;
    lastWord = name.toLowerCase(Locale.ROOT);
  }

  private void sign(String sign) {
    switch (sign) {
      case "=", ":=", "=>" -> {}
      case "||" -> expectsSecret |= afterSecret;
      case "," -> expectsSecret = stringNamesSecret;
      case "(" -> {
        depth++;
        if (functionDepth < 0 && FUNCTIONS.contains(lastWord)) {
          functionDepth = depth;
        }
        expectsSecret = false;
      }
      case ")" -> {
        depth--;
        if (depth < functionDepth) {
          functionDepth = -1;
        }
        expectsSecret = false;
      }
      default -> expectsSecret = false;
    }
    afterSecret = false;
    stringNamesSecret = false;
    lastWord = "";
  }

  private void string(SqlToken token, boolean unterminated) {
    String text = token.in(sql);
    // A string straight behind a secret continues it on the next line.
    boolean secret = expectsSecret || afterSecret || functionDepth >= 0;
    if (secret) {
      replace(token.start(), token.end(), '\'' + MASK + '\'');
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
    stringNamesSecret = !secret && namesSecret(Identifier.nameOf(text.replace('\'', '"')));
    lastWord = "";
  }

  private void replace(int start, int end, String replacement) {
    result.append(sql, copied, start).append(replacement);
    copied = end;
  }

  private static boolean namesSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String secret : NAMES) {
      if (lower.endsWith(secret)) {
        return true;
      }
    }
    return false;
  }
}
