package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRedactorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "create role a login password 's3' valid until '2030' → create role a login password ***"
            + " valid until '2030'",
        "ALTER USER a WITH ENCRYPTED /* x */ PASSWORD E's\\'3' → ALTER USER a WITH ENCRYPTED /* x"
            + " */ PASSWORD ***",
        "alter role a password $x$s3$x$ → alter role a password ***",
        "alter role a password 's3' || 's3' → alter role a password *** || ***",
        "alter role a password 's3 → alter role a password ***",
        "create user mapping for a server b options (user 'u', password 's3') → create user mapping"
            + " for a server b options (user 'u', password ***)",
        "alter user mapping for a server b options (set \"Password\" 's3') → alter user mapping for"
            + " a server b options (set \"Password\" ***)",
        "create subscription s connection 'host=h password=s3 dbname=d' publication p → create"
            + " subscription s connection 'host=h password=*** dbname=d' publication p",
        "select dblink('password = s3 host=h', 'select 1') → select dblink('password = *** host=h',"
            + " 'select 1')",
        "select dblink('password=''s 3''') → select dblink('password=***')",
        "select dblink('postgresql://u:s3@h:5432/d') → select"
            + " dblink('postgresql://u:***@h:5432/d')",
        "select dblink('postgresql://u:s3@s3/s3@h/d?sslmode=x') → select"
            + " dblink('postgresql://u:***@h/d?sslmode=x')",
        "select dblink('postgresql://h/d?password=s3') → select"
            + " dblink('postgresql://h/d?password=***')",
        "set app.api_key = 's3' → set app.api_key = ***",
        "set my.password to 's3' → set my.password to ***",
        "select set_config('my.secret', 's3', false) → select set_config('my.secret', ***,"
            + " false)",
        "select * from u where password = 's3' and name = 'x' → select * from u where password ="
            + " *** and name = 'x'",
        "select crypt('s3', gen_salt('s3')), 'x' → select crypt(***, gen_salt(***)), 'x'",
        "do $$ begin execute 'alter role a password ''s3'''; end $$ → do $$ begin execute 'alter"
            + " role a password ***'; end $$",
        "do $$ begin alter role a password 's3'; end $$ → do $$ begin alter role a password ***;"
            + " end $$",
        "select f(password => 's3') → select f(password => ***)",
        "-- password=s3 → -- password=***",
        "\\connect postgres://u:s3@h/d → \\connect postgres://u:***@h/d"
      })
  void secretsAreMasked(String sql, String redacted) {
    assertThat(SecretRedactor.redact(sql)).isEqualTo(new SecretRedactor.Redacted(redacted, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "create role a password null",
        "set password_encryption = 'scram-sha-256'",
        "select 'https://example.com/a?b=c', 'a@b.c'",
        "create table t (password text default 'x')",
        "select 'postgresql://u@h/d', 'no password here'"
      })
  void otherTextStaysAsItIs(String sql) {
    assertThat(SecretRedactor.redact(sql)).isEqualTo(new SecretRedactor.Redacted(sql, false));
  }

  @Requirement({"C-1", "FR-018"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "FE=> Parse(query=\"alter role a password E'h0rse' x\")",
        "FE=> Parse(query=\"alter role a password 'h0rse'\",oids={})",
        "query=\"select set_config('my.password', 'h0rse', false)\"",
        "alter role a password $x$h0rse$x$",
        "jdbc:postgresql://u:h0rse@h/d",
        "password=h0rse, user=u",
        "Authorization: Bearer h0rse"
      })
  void secretsAreTakenOutOfOtherTextToo(String line) {
    assertThat(SecretRedactor.inText(line)).contains("***").doesNotContain("h0rse");
  }

  @Provide
  Arbitrary<String> sql() {
    return SqlTexts.any();
  }

  @Property(tries = 2000)
  void anyTextIsAccepted(@ForAll("sql") String sql) {
    var redacted = SecretRedactor.redact(sql);
    assertThat(redacted.changed()).isEqualTo(!redacted.text().equals(sql));
  }

  @Property(tries = 500)
  void aPasswordNeverSurvives(@ForAll("sql") String before, @ForAll("sql") String after) {
    String sql = Script.of(before).items().isEmpty() ? "" : "select 1;";
    String secret = "alter role a password 'h u n t e r';" + after;
    assertThat(SecretRedactor.redact(sql + secret).text()).doesNotContain("h u n t e r");
  }
}
