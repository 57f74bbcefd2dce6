package dev.tusk.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Statements as people write them all day, without any secret: names of security's own world come
/// up in one of thirty, as columns, types and values.
final class OrdinaryStatements {
  private static final String[] TABLES = {
    "orders", "customers", "order_items", "public.products", "sales.invoices", "events", "\"User\"",
    "sessions", "audit_log", "inventory", "employees", "departments", "tokens", "t"
  };
  private static final String[] COLUMNS = {
    "id",
    "name",
    "email",
    "created_at",
    "total",
    "status",
    "price",
    "quantity",
    "city",
    "note",
    "updated_at",
    "customer_id",
    "kind",
    "payload",
    "tags",
    "is_active",
    "key",
    "value",
    "code"
  };
  private static final String[] SECURITY = {
    "password_hash", "password_changed_at", "token_type", "has_password", "secret_count",
    "passport", "password", "token_id", "key_id", "author"
  };
  private static final String[] VALUES = {
    "'open'",
    "'Berlin'",
    "'it''s'",
    "'2026-01-01'",
    "'a@b.c'",
    "E'x\\ny'",
    "$$text$$",
    "42",
    "3.5",
    "null",
    "true",
    "'https://example.com/a?b=c'",
    "'%ship%'",
    "'{\"a\": 1}'",
    "now()",
    "'key'",
    "'12:30:00'",
    "'C:\\temp'",
    "'10.0.0.1:5432'",
    "'Password policy'"
  };
  private static final String[] TEMPLATES = {
    "select {c}, {c} from {t} where {c} = {v}",
    "select * from {t}",
    "select count(*) from {t} where {c} in ({v}, {v}, {v})",
    "select t.{c}, u.{c} from {t} t join {t} u on u.{c} = t.{c} where u.{c} > {v} order by 1",
    "select {c}, sum({c}) over (partition by {c} order by {c}) from {t}",
    "with x as (select {c} from {t} where {c} like {v}) select * from x limit 10",
    "insert into {t} ({c}, {c}, {c}) values ({v}, {v}, {v})",
    "insert into {t} ({c}) values ({v}), ({v}) on conflict do nothing returning id",
    "update {t} set {c} = {v}, {c} = {v} where {c} = {v}",
    "delete from {t} where {c} < {v}",
    "create table {t} ({c} int primary key, {c} text not null default {v}, {c} timestamptz)",
    "alter table {t} add column {c} text default {v}",
    "alter table {t} alter column {c} set default {v}",
    "create index on {t} ({c}, lower({c})) where {c} is not null",
    "create view v as select {c} as {c} from {t} where {c} <> {v}",
    "comment on column {t}.{c} is {v}",
    "comment on table {t} is 'All {c} by {c}'",
    "grant select ({c}) on {t} to reader",
    "set search_path = public, sales",
    "set statement_timeout = '5s'",
    "set password_encryption = 'scram-sha-256'",
    "show password_encryption",
    "select set_config('search_path', 'public', false)",
    "explain (analyze, buffers) select {c} from {t} where {c} = {v}",
    "select case when {c} = {v} then {v} else {v} end from {t}",
    "select coalesce({c}, {v}) || ' ' || {c} from {t}",
    "copy {t} ({c}, {c}) to stdout with (format csv, header)",
    "copy {t} from program 'gzip -dc /data/x.gz'",
    "create function f({c} int) returns int language sql as $$ select {c} + 1 from {t} $$",
    "do $$ begin if exists (select 1 from {t} where {c} = {v}) then raise notice 'x'; end if; end"
        + " $$",
    "select {c}->>'key' from {t} where {c} @> '{\"kind\": \"x\"}'",
    "select date_trunc('month', {c}), count(*) from {t} group by 1 having count(*) > 3",
    "create role reader nologin",
    "alter role reader valid until '2030-01-01'",
    "alter role reader password null",
    "select rolname, rolpassword is not null from pg_authid",
    "refresh materialized view {t}",
    "vacuum (analyze, verbose) {t}",
    "select * from {t} where {c} ~ '^[a-z]+$' -- find the {c}\n",
    "/* report of {c} */ select {c} from {t}",
    "select pg_size_pretty(pg_total_relation_size('{t}'))",
    "select to_char({c}, 'YYYY-MM-DD'), regexp_replace({c}, {v}, {v}, 'g') from {t}",
    "create type mood as enum ('sad', 'ok', 'happy')",
    "create policy p on {t} using ({c} = current_user)",
    "prepare q (int) as select {c} from {t} where {c} = $1",
    "listen {c}; notify {c}, {v}"
  };

  private OrdinaryStatements() {}

  static List<String> corpus(int count, long seed) {
    Random random = new Random(seed);
    List<String> statements = new ArrayList<>();
    while (statements.size() < count) {
      String sql = TEMPLATES[random.nextInt(TEMPLATES.length)];
      while (sql.contains("{c}")) {
        String[] names = random.nextInt(30) == 0 ? SECURITY : COLUMNS;
        sql = sql.replaceFirst("\\{c}", names[random.nextInt(names.length)]);
      }
      while (sql.contains("{v}")) {
        String value = VALUES[random.nextInt(VALUES.length)];
        sql = sql.replaceFirst("\\{v}", java.util.regex.Matcher.quoteReplacement(value));
      }
      while (sql.contains("{t}")) {
        sql = sql.replaceFirst("\\{t}", TABLES[random.nextInt(TABLES.length)]);
      }
      statements.add(random.nextInt(4) == 0 ? sql.toUpperCase(java.util.Locale.ROOT) : sql);
    }
    return statements;
  }
}
