package dev.tusk.core.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The keywords of PostgreSQL 18 (`pg_get_keywords()` of 18.6). Looking one up in a text allocates
/// nothing; the case of ASCII letters does not matter.
final class Keywords {
  private static final String RESERVED =
      """
      all analyse analyze and any array as asc asymmetric both case cast check collate column
      constraint create current_catalog current_date current_role current_time current_timestamp
      current_user default deferrable desc distinct do else end except false fetch for foreign
      from grant group having in initially intersect into lateral leading limit localtime
      localtimestamp not null offset on only or order placing primary references returning
      select session_user some symmetric system_user table then to trailing true union unique
      user using variadic when where window with
      """;

  private static final String COLUMN_NAME =
      """
      between bigint bit boolean char character coalesce dec decimal exists extract float
      greatest grouping inout int integer interval json json_array json_arrayagg json_exists
      json_object json_objectagg json_query json_scalar json_serialize json_table json_value
      least merge_action national nchar none normalize nullif numeric out overlay position
      precision real row setof smallint substring time timestamp treat trim values varchar
      xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi
      xmlroot xmlserialize xmltable
      """;

  private static final String TYPE_OR_FUNCTION =
      """
      authorization binary collation concurrently cross current_schema freeze full ilike inner
      is isnull join left like natural notnull outer overlaps right similar tablesample verbose
      """;

  private static final String UNRESERVED =
      """
      abort absent absolute access action add admin after aggregate also alter always asensitive
      assertion assignment at atomic attach attribute backward before begin breadth by cache
      call called cascade cascaded catalog chain characteristics checkpoint class close cluster
      columns comment comments commit committed compression conditional configuration conflict
      connection constraints content continue conversion copy cost csv cube current cursor cycle
      data database day deallocate declare defaults deferred definer delete delimiter delimiters
      depends depth detach dictionary disable discard document domain double drop each empty
      enable encoding encrypted enforced enum error escape event exclude excluding exclusive
      execute explain expression extension external family filter finalize first following force
      format forward function functions generated global granted groups handler header hold hour
      identity if immediate immutable implicit import include including increment indent index
      indexes inherit inherits inline input insensitive insert instead invoker isolation keep
      key keys label language large last leakproof level listen load local location lock locked
      logged mapping match matched materialized maxvalue merge method minute minvalue mode month
      move name names nested new next nfc nfd nfkc nfkd no normalized nothing notify nowait
      nulls object objects of off oids old omit operator option options ordinality others over
      overriding owned owner parallel parameter parser partial partition passing password path
      period plan plans policy preceding prepare prepared preserve prior privileges procedural
      procedure procedures program publication quote quotes range read reassign recursive ref
      referencing refresh reindex relative release rename repeatable replace replica reset
      restart restrict return returns revoke role rollback rollup routine routines rows rule
      savepoint scalar schema schemas scroll search second security sequence sequences
      serializable server session set sets share show simple skip snapshot source sql stable
      standalone start statement statistics stdin stdout storage stored strict string strip
      subscription support sysid system tables tablespace target temp template temporary text
      ties transaction transform trigger truncate trusted type types uescape unbounded
      uncommitted unconditional unencrypted unknown unlisten unlogged until update vacuum valid
      validate validator value varying version view views virtual volatile whitespace within
      without work wrapper write xml year yes zone
      """;

  /// The longest keyword has 17 characters: `current_timestamp`.
  private static final int LONGEST = 17;

  private static final int MASK = 2047;

  private static final String[] WORDS;
  private static final KeywordCategory[] CATEGORIES;

  /// Open addressing; an entry is a keyword's number plus one, zero is free.
  private static final int[] TABLE = new int[MASK + 1];

  static {
    List<String> words = new ArrayList<>();
    List<KeywordCategory> categories = new ArrayList<>();
    add(words, categories, RESERVED, KeywordCategory.RESERVED);
    add(words, categories, COLUMN_NAME, KeywordCategory.COLUMN_NAME);
    add(words, categories, TYPE_OR_FUNCTION, KeywordCategory.TYPE_OR_FUNCTION);
    add(words, categories, UNRESERVED, KeywordCategory.UNRESERVED);
    WORDS = words.toArray(String[]::new);
    CATEGORIES = categories.toArray(KeywordCategory[]::new);
    for (int id = 0; id < WORDS.length; id++) {
      int slot = hash(WORDS[id], 0, WORDS[id].length()) & MASK;
      while (TABLE[slot] != 0) {
        slot = (slot + 1) & MASK;
      }
      TABLE[slot] = id + 1;
    }
  }

  private Keywords() {}

  /// The category of a word; [KeywordCategory#NONE] for any other text.
  public static KeywordCategory category(CharSequence word) {
    return category(word, 0, word.length());
  }

  /// The category of the characters from `start` to `end` of a text.
  public static KeywordCategory category(CharSequence text, int start, int end) {
    int id = find(text, start, end);
    return id < 0 ? KeywordCategory.NONE : CATEGORIES[id];
  }

  /// All keywords in lower case, sorted.
  public static List<String> all() {
    List<String> sorted = new ArrayList<>(Arrays.asList(WORDS));
    Collections.sort(sorted);
    return List.copyOf(sorted);
  }

  /// The number of a keyword, or -1.
  static int find(CharSequence text, int start, int end) {
    if (end - start > LONGEST || end <= start) {
      return -1;
    }
    int slot = hash(text, start, end) & MASK;
    while (TABLE[slot] != 0) {
      int id = TABLE[slot] - 1;
      if (same(WORDS[id], text, start, end)) {
        return id;
      }
      slot = (slot + 1) & MASK;
    }
    return -1;
  }

  /// The keyword of a number that [#find] gave, in lower case; the empty string for -1.
  static String word(int id) {
    return id < 0 ? "" : WORDS[id];
  }

  private static void add(
      List<String> words, List<KeywordCategory> categories, String list, KeywordCategory category) {
    for (String word : list.strip().split("\\s+", -1)) {
      words.add(word);
      categories.add(category);
    }
  }

  private static int hash(CharSequence text, int start, int end) {
    int h = 0;
    for (int i = start; i < end; i++) {
      h = h * 31 + SqlChars.lower(text.charAt(i));
    }
    return h ^ (h >>> 11);
  }

  private static boolean same(String word, CharSequence text, int start, int end) {
    if (word.length() != end - start) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) != SqlChars.lower(text.charAt(start + i))) {
        return false;
      }
    }
    return true;
  }
}
