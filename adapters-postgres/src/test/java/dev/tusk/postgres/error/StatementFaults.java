package dev.tusk.postgres.error;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.TransactionState;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Faults that a statement meets on an open session.
final class StatementFaults {
  static final String[] SETUP = {
    "create table parent (id int primary key, name varchar(5) not null, n int check (n > 0))",
    "insert into parent select g, 'p' || g, g from generate_series(1, 9) g",
    "create table child (id int primary key, parent int references parent (id))",
    "insert into child values (1, 1)",
    "create table booking (during int4range, exclude using gist (during with &&))",
    "insert into booking values ('[1,5)')",
    "create table generated (id int generated always as identity, d int)",
    "create view checked as select * from parent where n > 5 with check option",
    "create function none_strict(out r int) language plpgsql as"
        + " $$begin select id into strict r from parent where id = -1; end$$",
    "create function many_strict(out r int) language plpgsql as"
        + " $$begin select id into strict r from parent; end$$",
    "create function asserts() returns void language plpgsql as"
        + " $$begin assert 1 = 2, 'one is not two'; end$$",
    "create function raises() returns void language plpgsql as"
        + " $$begin raise exception 'no way' using detail = 'the why', hint = 'the how'; end$$",
    "create function returns_nothing() returns int language plpgsql as $$begin end$$",
    "create function no_branch() returns void language plpgsql as"
        + " $$begin case 3 when 1 then null; end case; end$$",
    "create function own_code() returns void language plpgsql as"
        + " $$begin raise exception using errcode = 'UE001', message = 'mine'; end$$",
    "create function inner_error() returns void language plpgsql as"
        + " $$begin execute 'select missing_column from parent'; end$$",
    "create function commits() returns void language plpgsql as $$begin commit; end$$",
    "create function either(int) returns int language sql as 'select 1'",
    "create function either(date) returns int language sql as 'select 1'",
    "create role f_weak",
    "create table secret (a int)",
    "create table damaged as select g as id, repeat('x', 500) as t from generate_series(1, 50) g",
    "create table emptied as select g as id from generate_series(1, 5000) g",
    "create index emptied_id on emptied (id)",
    "create table gone as select 1 as id"
  };

  private StatementFaults() {}

  static Map<String, Provocation> all() {
    Map<String, Provocation> faults = new LinkedHashMap<>();
    // One statement on a fresh session each.
    sql(faults, "syntax error", "select * form parent");
    sql(faults, "unfinished statement", "select (1");
    sql(faults, "unknown table", "select * from parnet");
    sql(faults, "unknown column", "select nmae from parent");
    sql(faults, "unknown column without hint", "select zzzzzz from parent");
    sql(faults, "unknown function", "select lenght('abc')");
    sql(faults, "unknown operator", "select true + 1");
    sql(faults, "unknown type", "select 1::integr");
    sql(faults, "unknown schema", "create table nowhere.t (a int)");
    sql(faults, "unknown database", "drop database not_there");
    sql(faults, "unknown role", "alter table parent owner to nobody_here");
    sql(faults, "ambiguous column", "select id from parent p join child c on true");
    sql(faults, "ambiguous function", "select either('1')");
    sql(faults, "missing GROUP BY", "select name, count(*) from parent");
    sql(faults, "types differ", "select case when true then 1 else now() end");
    sql(faults, "cannot cast", "select '2026-01-01'::date::int");
    sql(faults, "type unknown", "select array[]");
    sql(faults, "wrong kind of object", "drop table checked");
    sql(faults, "bad foreign key", "create table fk (a int references parent (n))");
    sql(faults, "duplicate column", "create table twice (a int, a int)");
    sql(faults, "duplicate table", "create table parent (a int)");
    sql(faults, "duplicate schema", "create schema public");
    sql(faults, "duplicate function", "create function raises() returns void language sql as ''");
    sql(faults, "duplicate alias", "select 1 from parent a, child a");
    sql(faults, "duplicate object", "create type pg_catalog.int4 as (a int)");
    sql(faults, "duplicate database", "create database postgres");
    sql(faults, "duplicate key", "insert into parent values (1, 'x', 1)");
    sql(faults, "missing parent", "insert into child values (2, 4711)");
    sql(faults, "child remains", "delete from parent where id = 1");
    sql(faults, "check violated", "insert into parent values (100, 'x', -1)");
    sql(faults, "null in NOT NULL", "insert into parent values (100, null, 1)");
    sql(faults, "exclusion violated", "insert into booking values ('[2,3)')");
    sql(faults, "view check violated", "insert into checked values (100, 'x', 1)");
    sql(faults, "not a number", "select 'abc'::int");
    sql(faults, "number too large", "select 2147483647 + 1");
    sql(faults, "text too long", "insert into parent values (100, 'too long', 1)");
    sql(faults, "division by zero", "select 1 / 0");
    sql(faults, "bad date", "select 'yesteryear'::date");
    sql(faults, "date out of range", "select '2026-13-40'::date");
    sql(faults, "bad regular expression", "select 'a' ~ '('");
    sql(faults, "bad JSON", "select '{bad'::json");
    sql(faults, "bad JSON path", "select jsonb_path_query('[1]', 'strict $.a')");
    sql(faults, "bad bytes", "select convert_from('\\xff', 'UTF8')");
    sql(faults, "bad parameter", "set work_mem = 'much'");
    sql(faults, "NULL not allowed", "select array_fill(1, null)");
    sql(faults, "sub-query of many rows", "select (select id from parent)");
    sql(
        faults,
        "same row twice",
        "insert into child values (7, 1), (7, 2)" + " on conflict (id) do update set parent = 1");
    sql(
        faults,
        "no conflict target",
        "insert into child values (7, 1) on conflict (parent)" + " do nothing");
    sql(faults, "generated column", "insert into generated (id) values (1)");
    sql(faults, "window not allowed", "select 1 from parent where rank() over () = 1");
    sql(faults, "bad recursion", "with recursive r as (select 1 from r) select * from r");
    sql(faults, "not supported", "create table t partition of parent default");
    sql(
        faults,
        "many columns",
        "do $$begin execute 'create table wide (' || (select string_agg('c' || g || ' int', ',')"
            + " from generate_series(1, 1601) g) || ')'; end$$");
    sql(
        faults,
        "many arguments",
        "do $$begin execute 'select concat_ws(' || (select"
            + " string_agg('1', ',') from generate_series(1, 120) g) || ')'; end$$");
    sql(
        faults,
        "deep nesting",
        "do $$begin execute 'select ' || repeat('(', 50000) || '1'"
            + " || repeat(')', 50000); end$$");
    // Between 1 and 2 GB, PostgreSQL 14 only says that it cannot allocate that (XX000).
    sql(faults, "too large a value", "select repeat('xx', 1100000000)");
    sql(faults, "unknown prepared statement", "execute never_prepared");
    sql(faults, "unknown cursor", "fetch from never_declared");
    sql(faults, "file missing on the server", "select pg_read_file('not/there')");
    sql(faults, "dependants remain", "drop table parent");
    sql(faults, "restart needed", "set shared_buffers = '1GB'");
    sql(faults, "no value yet", "select lastval()");
    sql(faults, "database in use", "drop database faults");
    sql(faults, "raised by a function", "select raises()");
    sql(faults, "no row in a function", "select none_strict()");
    sql(faults, "many rows in a function", "select many_strict()");
    sql(faults, "assertion in a function", "select asserts()");
    sql(faults, "no RETURN", "select returns_nothing()");
    sql(faults, "no branch of CASE", "select no_branch()");
    sql(faults, "a function's own code", "select own_code()");
    sql(faults, "error inside a function", "select inner_error()");
    sql(faults, "COMMIT in a function", "select commits()");
    sql(
        faults,
        "bad foreign server option",
        "create extension if not exists postgres_fdw",
        "create server s1 foreign data wrapper postgres_fdw options (no_such_option '1')");
    sql(
        faults,
        "foreign server unreachable",
        "create extension if not exists dblink",
        "select * from dblink('host=127.0.0.1 port=1 dbname=x user=x password=x', 'select 1')"
            + " as t(a int)");
    sql(
        faults,
        "foreign file missing",
        "create extension if not exists file_fdw",
        "create server if not exists files foreign data wrapper file_fdw",
        "create foreign table if not exists ff (a text) server files"
            + " options (filename '/not/there')",
        "select * from ff");
    sql(faults, "right lacking", "set role f_weak", "select * from secret");
    sql(faults, "read-only transaction", "begin read only", "insert into child values (9, 1)");
    sql(faults, "VACUUM in a transaction", "begin", "vacuum parent");
    sql(
        faults,
        "failed transaction",
        "begin",
        "savepoint s",
        "do $$begin null; end$$",
        "rollback to nowhere");
    sql(faults, "statement_timeout", "set statement_timeout = 50", "select pg_sleep(10)");
    sql(
        faults,
        "temp_file_limit",
        "set work_mem = '64kB'",
        "set temp_file_limit = '100kB'",
        "select count(*) from (select g from generate_series(1, 300000) g order by -g) t");
    sql(
        faults,
        "locks exhausted",
        "do $$begin for i in 1..20000 loop" + " perform pg_advisory_lock(i); end loop; end$$");
    faults.put("after an error in a transaction", StatementFaults::aborted);
    faults.put("NOWAIT", bench -> blocked(bench, "select * from parent for update nowait"));
    faults.put(
        "lock_timeout",
        bench -> blocked(bench, "set lock_timeout = 50", "update parent set n = n"));
    faults.put("serialization", StatementFaults::serialization);
    faults.put("deadlock", StatementFaults::deadlock);
    faults.put("cancelled by an administrator", StatementFaults::cancelled);
    faults.put("bad COPY data", StatementFaults::badCopy);
    faults.put("COPY without data", bench -> bench.statement("copy child from stdin"));
    faults.put("DateStyle that is not ISO", bench -> bench.statement("set datestyle = 'German'"));
    faults.put("corrupt page", bench -> damaged(bench, "damaged", true, "table damaged"));
    faults.put(
        "corrupt index",
        bench ->
            damaged(
                bench,
                "emptied_id",
                false,
                "set enable_seqscan = off",
                "select * from emptied where id = 4711"));
    faults.put("table file gone", StatementFaults::fileGone);
    return faults;
  }

  private static void sql(Map<String, Provocation> faults, String name, String... statements) {
    faults.put(name, bench -> bench.statement(statements));
  }

  private static Captured aborted(FaultBench bench) {
    try (Session session = Servers.lease(bench.pool())) {
      Servers.plain(session, "begin");
      var _ = FaultBench.fail(session, "select 1 / 0");
      if (session.transactionState() != TransactionState.FAILED) {
        throw new AssertionError("The transaction goes on");
      }
      return FaultBench.fail(session, "select 1");
    }
  }

  private static Captured blocked(FaultBench bench, String... statements) {
    try (Session holder = Servers.lease(bench.pool())) {
      Servers.plain(holder, "begin");
      Servers.plain(holder, "update parent set n = n");
      return bench.statement(statements);
    }
  }

  private static Captured serialization(FaultBench bench) {
    try (Session one = Servers.lease(bench.pool());
        Session two = Servers.lease(bench.pool())) {
      Servers.plain(one, "begin isolation level serializable");
      Servers.plain(two, "begin isolation level serializable");
      Servers.plain(one, "select sum(n) from parent");
      Servers.plain(two, "select sum(n) from parent");
      Servers.plain(one, "update parent set n = n + 1 where id = 1");
      Servers.plain(two, "update parent set n = n + 1 where id = 2");
      Servers.plain(one, "commit");
      return FaultBench.fail(two, "commit");
    }
  }

  private static Captured deadlock(FaultBench bench) throws Exception {
    try (Session one = Servers.lease(bench.pool());
        Session two = Servers.lease(bench.pool())) {
      Servers.plain(one, "begin");
      Servers.plain(one, "set local deadlock_timeout = '10s'");
      Servers.plain(two, "begin");
      Servers.plain(one, "update parent set n = n where id = 1");
      Servers.plain(two, "update parent set n = n where id = 2");
      CompletableFuture<Object> waits =
          CompletableFuture.supplyAsync(
              () -> Servers.plain(one, "update parent set n = n where id = 2"),
              task -> Thread.ofVirtual().start(task));
      awaitLock(bench, one);
      Captured victim = FaultBench.fail(two, "update parent set n = n where id = 1");
      Servers.plain(two, "rollback");
      var _ = waits.get(30, TimeUnit.SECONDS);
      return victim;
    }
  }

  private static void awaitLock(FaultBench bench, Session session) throws InterruptedException {
    try (Session watcher = Servers.lease(bench.pool())) {
      for (int i = 0; i < 3_000; i++) {
        String waits =
            Servers.value(
                watcher,
                "select coalesce(wait_event_type, '') from pg_stat_activity where pid = "
                    + session.backendPid());
        if ("Lock".equals(waits)) {
          return;
        }
        Thread.sleep(10);
      }
    }
    throw new AssertionError("Nobody waits for a lock");
  }

  private static Captured cancelled(FaultBench bench) throws Exception {
    try (Session session = Servers.lease(bench.pool())) {
      CompletableFuture<Captured> end =
          CompletableFuture.supplyAsync(
              () -> FaultBench.fail(session, "select pg_sleep(10)"),
              task -> Thread.ofVirtual().start(task));
      while (!end.isDone()) {
        bench.server.execute("select pg_cancel_backend(" + session.backendPid() + ")");
        Thread.sleep(20);
      }
      return end.get(30, TimeUnit.SECONDS);
    }
  }

  private static Captured badCopy(FaultBench bench) {
    try (Session session = bench.pool().lease("copy", Cancellation.create())) {
      return FaultBench.fail(
          session,
          new StatementRequest(
              "copy child from stdin",
              false,
              new java.io.ByteArrayInputStream("1\t2\t3\t4\n".getBytes(UTF_8)),
              Long.MAX_VALUE));
    }
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  /// Overwrites blocks of a relation's file behind the server's back: all with rubbish, or the
  /// second one, an index's root, with zeros.
  private static Captured damaged(
      FaultBench bench, String relation, boolean rubbish, String... statements) throws IOException {
    Path file = file(bench, relation);
    try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
      int block = 8192;
      byte[] bytes = new byte[block];
      if (rubbish) {
        java.util.Arrays.fill(bytes, (byte) 0x5a);
      }
      for (long at = rubbish ? 0 : block; at < data.length(); at += block) {
        data.seek(at);
        data.write(bytes);
      }
    }
    return bench.statement(statements);
  }

  private static Captured fileGone(FaultBench bench) throws IOException {
    java.nio.file.Files.delete(file(bench, "gone"));
    return bench.statement("select * from gone");
  }

  /// Where a relation lies; its pages are written out and dropped from the server's memory.
  private static Path file(FaultBench bench, String relation) {
    String path;
    try (Session session = Servers.lease(bench.pool())) {
      path = Servers.value(session, "select pg_relation_filepath('" + relation + "')");
    }
    bench.forgetPool();
    bench.server.stop();
    bench.server.resume();
    return bench.server.dataDirectory().resolve(String.valueOf(path));
  }
}
