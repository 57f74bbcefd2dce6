package dev.tusk.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/// Statements with a secret in them, in every way of writing that PostgreSQL takes for the same.
///
/// `{L}` stands for a string constant that is the secret, `{I}` for the secret inside of one.
final class SecretStatements {
  static final String SECRET = "h0rse.battery";

  private static final List<String> TEMPLATES =
      List.of(
          "create role a login password {L}",
          "create role a with password {L} valid until 'infinity'",
          "create user a password {L} in role b",
          "create user a encrypted password {L}",
          "create group a with password {L}",
          "alter role a password {L}",
          "alter role \"A b\" with login password {L} connection limit 3",
          "alter user a with encrypted password {L}",
          "alter user current_user password {L}",
          "begin; alter role a password {L}; commit",
          "alter role a set my.api_key = {L}",
          "alter role a in database d set app.password to {L}",
          "alter database d set app.token = {L}",
          "alter system set my.secret = {L}",
          "alter system set ssl_passphrase_command = {L}",
          "alter system set primary_conninfo = 'host=h user=u password={I}'",
          "alter system set primary_conninfo to 'host=h password=''{I}'' port=1'",
          "set my.password = {L}",
          "set session my.password to {L}",
          "set local app.jwt_secret = {L}",
          "select set_config('my.secret', {L}, false)",
          "select pg_catalog.set_config('app.access_key', {L}, true)",
          "select set_config(E'my.password', {L}, false)",
          "select set_config($x$my.token$x$, {L}, false)",
          "create user mapping for a server s options (user 'u', password {L})",
          "create user mapping if not exists for public server s options (password {L}, user 'u')",
          "alter user mapping for a server s options (set password {L})",
          "alter user mapping for a server s options (add \"Password\" {L})",
          "alter user mapping for a server s options (set sslpassword {L})",
          "create server s foreign data wrapper w options (host 'h', secret_access_key {L})",
          "alter server s options (set api_key {L})",
          "create foreign table f (a int) server s options (pass {L})",
          "create subscription s connection 'host=h user=u password={I} dbname=d' publication p",
          "create subscription s connection 'postgresql://u:{I}@h:5432/d' publication p",
          "alter subscription s connection 'password = {I} host=h'",
          "select dblink_connect('c', 'host=h password={I}')",
          "select dblink_connect('postgres://u:{I}@h/d?sslmode=require')",
          "select * from dblink('user=u password={I} dbname=d', 'select 1') as t(a int)",
          "select dblink_exec('hostaddr=1.2.3.4 password=''{I}''', 'delete from t')",
          "select dblink('postgresql://h/d?user=u&password={I}', 'select 1')",
          "copy t from program 'curl -u user:{I} https://h/x.csv'",
          "copy t to program 'curl --user u:{I} -T - ftp://h/x'",
          "copy t from program 'curl -H \"Authorization: Bearer {I}\" https://h'",
          "copy t from program 'wget --password={I} https://h/x'",
          "copy t from program 'PGPASSWORD={I} psql -c \"select 1\"'",
          "copy t to program 'sshpass -p {I} ssh h cat'",
          "copy t from program 'curl https://u:{I}@h/x'",
          "select pgp_sym_encrypt('text', {L})",
          "select pgp_sym_encrypt(note, {L}, 'cipher-algo=aes256') from t",
          "select pgp_sym_decrypt(note, {L}) from t",
          "select pgp_pub_decrypt(note, dearmor('key'), {L}) from t",
          "select crypt({L}, gen_salt('bf'))",
          "select count(*) from users where hash = crypt({L}, hash)",
          "insert into users select 1, crypt({L}, gen_salt('bf', 8))",
          "select encrypt('text', {L}, 'aes')",
          "select encode(hmac('text', {L}, 'sha256'), 'hex')",
          "select aws_commons.create_aws_credentials({L}, {L}, '')",
          "select vault.create_secret({L}, 'name')",
          "update users set password = {L} where id = 1",
          "update users set (password, name) = ({L}, 'x')",
          "insert into users (id, name, password) values (1, 'x', {L}), (2, 'y', {L})",
          "insert into users (api_key) values ({L}) returning id",
          "insert into users (id, password) values (f(1, (2)), crypt({L}, gen_salt('bf')))",
          "select * from users where password = {L} and name = 'x'",
          "select * from users where password in ('x', {L})",
          "select * from users where password = any (array['x', {L}])",
          "select * from users u where u.password::text = {L}",
          "select * from users where api_key <> {L}",
          "select login(name => 'x', password => {L})",
          "call login(password := {L})",
          "select '{\"user\": \"u\", \"password\": \"{I}\"}'::jsonb",
          "select http_header('Authorization', 'Bearer {I}')",
          "select http_get('https://h/x?token={I}&b=1')",
          "select 'https://u:{I}@example.com/path'",
          "do 'begin execute ''alter role a password ''''{I}''''''; end'",
          "select 1 -- password={I}\n",
          "select 1 /* the password: {I} */",
          "\\connect postgres://u:{I}@h/d",
          "\\set password {I}",
          "\\set pgpassword '{I}'\n select 1");

  private SecretStatements() {}

  /// A statement and what must not be left of it.
  record Sample(String sql, List<String> traces) {}

  /// At least `count` different statements.
  static List<Sample> corpus(int count, long seed) {
    Random random = new Random(seed);
    List<Sample> samples = new ArrayList<>();
    for (String template : TEMPLATES) {
      samples.add(new Sample(fill(template, "'" + SECRET + "'"), List.of(SECRET)));
    }
    while (samples.size() < count) {
      String template = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
      // psql's commands and line comments end with their line.
      boolean byLine = template.startsWith("\\") || template.contains("--");
      String written = byLine ? template : spaced(cased(template, random), random);
      samples.add(sample(written, random.nextInt(10)));
      if (!byLine && !template.contains("$") && random.nextInt(6) == 0) {
        Sample last = samples.getLast();
        samples.add(new Sample("do $body$ begin " + last.sql + "; end $body$", last.traces));
      }
    }
    return samples;
  }

  private static Sample sample(String template, int form) {
    String hex =
        IntStream.range(0, SECRET.length())
            .mapToObj(i -> String.format(Locale.ROOT, "\\x%02x", (int) SECRET.charAt(i)))
            .reduce("", String::concat);
    String unicode =
        IntStream.range(0, SECRET.length())
            .mapToObj(i -> String.format(Locale.ROOT, "\\%04x", (int) SECRET.charAt(i)))
            .reduce("", String::concat);
    String first = SECRET.substring(0, 5);
    String rest = SECRET.substring(5);
    String literal =
        switch (form) {
          case 0 -> "E'" + SECRET + "'";
          case 1 -> "e'" + hex + "'";
          case 2 -> "U&'" + unicode + "'";
          case 3 -> "$$" + SECRET + "$$";
          case 4 -> "$Tag_1$" + SECRET + "$Tag_1$";
          case 5 -> "'" + first + "' || '" + rest + "'";
          case 6 -> "'" + first + "'\n  '" + rest + "'";
          case 7 -> "N'" + SECRET + "'";
          case 8 -> "'it''s " + SECRET + "'";
          default -> "'" + SECRET + "'";
        };
    List<String> traces =
        template.contains("{L}")
            ? List.of(SECRET, first, rest, hex.substring(8, 24), unicode.substring(10, 30))
            : List.of(SECRET);
    return new Sample(fill(template, literal), traces);
  }

  private static String fill(String template, String literal) {
    return template.replace("{L}", literal).replace("{I}", SECRET);
  }

  /// Changes the case of what is no string, no quoted name and no placeholder.
  private static String cased(String template, Random random) {
    int kind = random.nextInt(3);
    return outside(
        template,
        c ->
            switch (kind) {
              case 0 -> Character.toString(c);
              case 1 -> Character.toString(Character.toUpperCase(c));
              default ->
                  Character.toString(
                      random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c));
            });
  }

  private static String spaced(String template, Random random) {
    String[] blanks = {" ", "  ", "\n", "\t", "\r\n", " /* c */ ", "/* /* n */ */", " -- it's\n"};
    return outside(
        template, c -> c == ' ' ? blanks[random.nextInt(blanks.length)] : Character.toString(c));
  }

  private static String outside(
      String template, java.util.function.Function<Character, String> change) {
    StringBuilder result = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (template.startsWith("/*", i) && quote == 0) {
        return result.append(template, i, template.length()).toString();
      }
      if (quote == 0 && (c == '\'' || c == '"' || c == '{' || c == '$')) {
        quote = c == '{' ? '}' : c;
        if (c == '$') {
          // The one dollar-quoted name: over to its end.
          int end = template.lastIndexOf('$') + 1;
          result.append(template, i, end);
          i = end - 1;
          quote = 0;
          continue;
        }
        result.append(c);
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
        result.append(c);
      } else {
        boolean prefix = i + 1 < template.length() && template.charAt(i + 1) == '\'';
        result.append(prefix && Character.isLetter(c) ? Character.toString(c) : change.apply(c));
      }
    }
    return result.toString();
  }
}
