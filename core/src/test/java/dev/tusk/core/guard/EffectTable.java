package dev.tusk.core.guard;

import dev.tusk.core.guard.StatementEffect.Degree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Statements and what they may do: the table that the reader of effects is tested with, and a real
/// server too. `\n` stands for a line break.
///
/// They speak of `shop.orders (id, note, n)`, the sequence `shop.s`, the view `shop.v`, the
/// functions `shop.reads()` and `shop.touches()`, the procedure `shop.work()` and the prepared
/// statements `p_reads` and `p_deletes`.
public final class EffectTable {
  /// A statement and its effect.
  public record Case(String sql, Degree degree) {}

  private static final Map<Character, Degree> DEGREES =
      Map.of(
          'R', Degree.READS,
          '?', Degree.UNKNOWN,
          'W', Degree.WRITES,
          'D', Degree.DANGEROUS,
          'L', Degree.LIFTS);

  private static final String TABLE =
      """
      R select 1
      R SELECT 1
      R select 'delete from shop.orders'
      R select 'it''s; drop table shop.orders'
      R select E'\\'; delete from shop.orders'
      R select $$delete from shop.orders; drop table x$$
      R select $a$ $$ update shop.orders set n = 1 $$ $a$
      R select 1 -- ; delete from shop.orders
      R select 1 /* delete from shop.orders */
      R select /* a /* nested */ delete */ 1
      R -- a line first\\nselect 1
      R select "delete" from (values (1)) as x("delete")
      R select id as "update" from shop.orders
      R select o.id as delete from shop.orders o
      R select * from shop.orders
      R select * from only shop.orders
      R select * from shop.v
      R select count(*) from shop.orders where note like '%update%'
      R select n, sum(n) over (order by id) from shop.orders
      R select * from shop.orders order by id limit 10 offset 2
      R select * from shop.orders fetch first 3 rows only
      R select distinct on (n) n from shop.orders
      R select a.id from shop.orders a join shop.orders b using (id)
      R select * from shop.orders a cross join lateral (select a.id) b
      R select * from shop.orders tablesample system (10)
      R select (select max(id) from shop.orders)
      R select exists (select 1 from shop.orders)
      R (select 1)
      R ((select 1) union all (select 2))
      R select 1 union select 2
      R select 1 except select 2 intersect select 3
      R select substring('abc' from 1 for 2)
      R select overlay('abc' placing 'x' from 1 for 1)
      R select position('a' in 'abc')
      R select extract(epoch from now())
      R select trim(both 'x' from 'xax')
      R select now(), current_timestamp, current_user, current_date
      R select generate_series(1, 3)
      R select * from generate_series(1, 3) as g(n)
      R select string_agg(note, ',' order by id) from shop.orders
      R select array_agg(id) filter (where n > 1) from shop.orders
      R select case when 1 = 1 then 'update' else 'delete' end
      R select 1::int, cast(2 as bigint)
      R select array[1, 2, 3], row(1, 2)
      R select '{"a": 1}'::jsonb -> 'a'
      R select jsonb_set('{}', '{a}', '1')
      R select pg_sleep(0)
      R select pg_backend_pid()
      R select pg_catalog.pg_backend_pid()
      R select pg_catalog.pg_table_size('shop.orders')
      R select pg_get_viewdef('shop.v'::regclass)
      R select has_table_privilege('shop.orders', 'insert')
      R select current_setting('default_transaction_read_only')
      R select currval('shop.s') where false
      R select last_value from shop.s
      R select set_config('search_path', 'shop', false)
      R select set_config('statement_timeout', '1min', true)
      R select "set_config"('work_mem', '4MB', false)
      R select pg_is_in_recovery()
      R select txid_current_if_assigned()
      R select query_to_xml('select 1', false, false, '')
      R select * from pg_catalog.pg_class limit 1
      R select * from information_schema.tables limit 1
      R select * from pg_settings where name = 'default_transaction_read_only'
      R select * from pg_stat_activity where false
      R table shop.orders
      R values (1, 'insert'), (2, 'delete')
      R with x as (select 1) select * from x
      R with x(a) as (values (1)) table x
      R with recursive x(n) as (select 1 union all select n + 1 from x where n < 3) select * from x
      R with x as materialized (select 1), y as not materialized (select 2) select * from x, y
      R with recursive t(id) as (select 1 union all select id + 1 from t where id < 3) search depth first by id set o select * from t
      R with x as (select 1 as "insert") select "insert" from x
      R with "delete" as (select 1) select * from "delete"
      R show all
      R show search_path
      R show transaction_read_only
      R explain select 1
      R explain (costs off) select * from shop.orders
      R explain (format json, verbose) select 1
      R explain analyze select 1
      R explain (analyze, buffers) select * from shop.orders
      R explain analyze verbose select 1
      R explain delete from shop.orders
      R explain update shop.orders set n = 1
      R explain insert into shop.orders values (9)
      R explain (analyze false) delete from shop.orders
      R explain (analyze off, costs) delete from shop.orders
      R explain verbose update shop.orders set n = 2
      R explain with x as (delete from shop.orders returning 1) select * from x
      R declare c1 cursor for select * from shop.orders
      R declare c2 scroll cursor with hold for select 1
      R declare c3 insensitive cursor for values (1)
      R prepare q1 as select 1
      R prepare q2 (int) as select * from shop.orders where id = $1
      R prepare "as" as select 1
      R deallocate all
      R begin
      R begin read only
      R begin isolation level serializable
      R start transaction isolation level repeatable read, read only, deferrable
      R savepoint a
      R rollback
      R rollback to savepoint a
      R rollback and chain
      R commit
      R commit and chain
      R end
      R abort
      R release savepoint a
      R set search_path = shop
      R set search_path to shop, public
      R set local statement_timeout = '1s'
      R set session work_mem = '4MB'
      R set time zone 'UTC'
      R set timezone to 'Europe/Berlin'
      R set datestyle = 'ISO, DMY'
      R set application_name = 'set role'
      R set transaction isolation level serializable
      R set transaction read only
      R set session characteristics as transaction read only
      R set session characteristics as transaction isolation level serializable
      R set default_transaction_read_only = on
      R set default_transaction_read_only to 'on'
      R set transaction_read_only = true
      R set constraints all deferred
      R set app.role = 'x'
      R reset search_path
      R reset work_mem
      R discard plans
      R discard sequences
      R copy shop.orders to stdout
      R copy shop.orders (id, note) to stdout with (format csv, header)
      R copy (select 1) to stdout
      R copy (select * from shop.orders where note = 'to program') to stdout
      R close all
      R unlisten *
      R fetch 1 from c9
      R move forward 1 in c9
      ? select shop.reads()
      ? select shop.touches()
      ? select * from shop.reads()
      ? select 1 where shop.reads() > 0
      ? execute p_reads
      ? execute p_deletes
      ? explain analyze execute p_deletes
      ? explain analyze select shop.touches()
      ? copy (select shop.touches()) to stdout
      ? with x as (select shop.touches() as t) select * from x
      W insert into shop.orders values (100)
      W insert into shop.orders (id, note) values (100, 'a') on conflict (id) do update set n = 1
      W insert into shop.orders select * from shop.orders where false
      W insert into shop.orders default values
      W insert into shop.orders values (100) returning id
      W update shop.orders set n = 1 where id = 1
      W update only shop.orders set n = 1 where id = 1
      W update shop.orders as o set n = 1 from shop.v where o.id = 1
      W update shop.orders set n = (select 1 where true) where id = 1 returning *
      W update shop.orders set n = 1 where true and id = 1
      W delete from shop.orders where id = 1
      W delete from shop.orders o using shop.v where o.id = 1
      W DELETE/**/FROM/**/shop.orders/**/WHERE id = 1
      W merge into shop.orders o using shop.v v on o.id = v.id when matched then update set n = 2
      W with x as (insert into shop.orders values (101) returning id) select * from x
      W with x as (update shop.orders set n = 1 where id = 1 returning id) select * from x
      W with x as (delete from shop.orders where id = 1 returning id) select * from x
      W with x as not materialized (delete from shop.orders where id = 1 returning id) select * from x
      W with x as (select 1), y as (delete from shop.orders where id = 1 returning id) select * from x
      W with x as (with y as (delete from shop.orders where id = 1 returning 1) select * from y) select * from x
      W with x as (select 1 as a) insert into shop.orders select a + 200 from x
      W with x as (select 1 as a) update shop.orders set n = a from x where id = a
      W with x as (select 1 as a) delete from shop.orders using x where id = a
      W with x(a) as (select 1) insert into shop.orders select a from x
      W WITH\\nx AS (SELECT 1)\\nDELETE\\nFROM shop.orders WHERE id = 1
      W select * into shop.copy_of from shop.orders
      W select 1 as a into temp x1
      W with x as (select 1) select * into x2 from x
      W select * from shop.orders for update
      W select * from shop.orders for no key update
      W select * from shop.orders for share
      W select * from shop.orders for key share skip locked
      W select * from (select * from shop.orders for update) x
      W select nextval('shop.s')
      W select NextVal('shop.s')
      W select pg_catalog.nextval('shop.s')
      W select "nextval"('shop.s')
      W select "pg_catalog" . "nextval" ('shop.s')
      W select nextval /* a */ ('shop.s')
      W select * from nextval('shop.s')
      W select setval('shop.s', 5)
      W select 1 where setval('shop.s', 6) > 0
      W values (nextval('shop.s'))
      W select lo_create(0)
      W select lo_creat(-1)
      W select lo_from_bytea(0, 'a')
      W select lo_unlink(1)
      W select lo_put(1, 0, 'a')
      W select lo_import('/etc/hostname')
      W select lo_export(1, '/tmp/x')
      W select lowrite(0, 'a')
      W select pg_notify('a', 'b')
      W select pg_terminate_backend(0)
      W select pg_cancel_backend(0)
      W select pg_reload_conf()
      W select pg_rotate_logfile()
      W select pg_switch_wal()
      W select pg_create_restore_point('a')
      W select pg_create_physical_replication_slot('a')
      W select pg_drop_replication_slot('a')
      W select pg_logical_emit_message(false, 'a', 'b')
      W select pg_stat_reset()
      W select pg_file_write('a', 'b', false)
      W select dblink_exec('dbname=x', 'delete from t')
      W select * from dblink('dbname=x', 'delete from t returning 1') as t(a int)
      W select pg_advisory_lock(1)
      W explain analyze select nextval('shop.s')
      W explain analyze insert into shop.orders values (100)
      W explain (analyze) update shop.orders set n = 1 where id = 1
      W explain (analyze true) delete from shop.orders where id = 1
      W explain (analyze false, analyze true) delete from shop.orders where id = 1
      W explain (costs off, analyze on) delete from shop.orders where id = 1
      W explain analyse delete from shop.orders where id = 1
      W explain analyze with x as (delete from shop.orders where id = 1 returning 1) select * from x
      W explain analyze create table shop.y as select 1
      W declare c4 cursor for select * from shop.orders for update
      W prepare q3 as delete from shop.orders where id = 1
      W prepare q4 (int) as insert into shop.orders values ($1)
      W copy (insert into shop.orders values (102) returning id) to stdout
      W copy (select nextval('shop.s')) to stdout
      W create table shop.a (n int)
      W create temp table a (n int)
      W create table shop.b as select 1
      W create index on shop.orders (n)
      W create view shop.w as select 1
      W create or replace view shop.v as select 1 as id
      W create function shop.f() returns int language sql as 'select 1'
      W create schema other
      W create role somebody
      W create extension hstore
      W create database other
      W comment on table shop.orders is 'x'
      W security label on table shop.orders is 'x'
      W refresh materialized view shop.m
      W vacuum
      W vacuum full shop.orders
      W analyze shop.orders
      W reindex table shop.orders
      W cluster
      W checkpoint
      W lock table shop.orders
      W notify a, 'b'
      W listening
      W import foreign schema x from server y into z
      W prepare transaction 'x'
      W commit prepared 'x'
      W rollback prepared 'x'
      W unknown command
      W "select" 1
      W copy shop.orders
      D update shop.orders set n = 1
      D update shop.orders set n = 1 returning id
      D update only shop.orders set n = (select 1 where true)
      D update shop.orders set n = 1 where true
      D update shop.orders set n = 1 where 1 = 1
      D update shop.orders set note = 'where id = 1'
      D update shop.orders set n = 1 -- where id = 1
      D update shop.orders o set n = 1 from (select 1 where true) x
      D delete from shop.orders
      D delete from only shop.orders
      D delete from shop.orders returning *
      D delete from shop.orders where true returning *
      D delete from shop.orders /* where id = 1 */
      D with x as (delete from shop.orders returning id) select * from x where id = 1
      D with x as (update shop.orders set n = 1 returning id) select count(*) from x
      D with x as (select 1) delete from shop.orders
      D with x as (select 1 where true) update shop.orders set n = 1
      D merge into shop.orders o using shop.v v on o.id = v.id when matched then delete
      D explain analyze delete from shop.orders
      D explain (analyze) update shop.orders set n = 1
      D prepare q5 as delete from shop.orders
      D truncate shop.orders
      D truncate table only shop.orders restart identity cascade
      D drop table shop.orders
      D drop schema shop cascade
      D drop database shop
      D alter table shop.orders add x int
      D alter role current_user set default_transaction_read_only = off
      D alter database shop set default_transaction_read_only = off
      D alter system set default_transaction_read_only = off
      D grant all on shop.orders to public
      D revoke all on shop.orders from public
      D reassign owned by a to b
      D drop owned by a
      D do $$begin delete from shop.orders; end$$
      D do 'begin null; end'
      D do language plpgsql $$begin commit; end$$
      D call shop.work()
      W explain analyze execute_not_a_word
      D copy shop.orders from stdin
      D copy shop.orders from '/etc/passwd'
      D copy shop.orders from program 'id'
      D copy shop.orders to '/tmp/x'
      D copy shop.orders to program 'cat > /tmp/x'
      D copy (select 1) to program 'sh'
      D load 'auto_explain'
      D select U&"\\006eextval"('shop.s')
      L begin read write
      L begin isolation level serializable, read write
      L start transaction read write
      L set transaction read write
      L set local transaction read write
      L set session characteristics as transaction read write
      L set transaction_read_only = off
      L set transaction_read_only to default
      L set local transaction_read_only = false
      L set session transaction_read_only to 0
      L SET "transaction_read_only" = off
      L set default_transaction_read_only = off
      L set default_transaction_read_only to 'off'
      L set default_transaction_read_only to default
      L set default_transaction_read_only = E'off'
      L set default_transaction_read_only /* = on */ = off
      L SET U&"transaction\\005fread_only" = off
      L set standard_conforming_strings = off
      L set role postgres
      L set local role none
      L set session role to 'x'
      L set session authorization postgres
      L set session authorization default
      L set session_authorization = x
      L reset all
      L reset role
      L reset session authorization
      L reset default_transaction_read_only
      L reset "default_transaction_read_only"
      L reset transaction_read_only
      L discard all
      L select set_config('transaction_read_only', 'off', false)
      L select set_config('default_transaction_read_only', 'off', false)
      L select pg_catalog.set_config('Default_Transaction_Read_Only', 'off', false)
      L select "set_config"('role', 'postgres', false)
      L select set_config('default_' || 'transaction_read_only', 'off', false)
      L select set_config(note, 'off', false) from shop.orders
      L select set_config(E'role', 'postgres', false)
      L select set_config(setting_name => 'role', new_value => 'x', is_local => false)
      L with x as (select set_config('role', 'a', false)) select * from x
      L values (set_config('transaction_read_only', 'off', true))
      L prepare q6 as select set_config('role', 'a', false)
      L explain analyze select set_config('role', 'a', false)
      L delete from shop.orders where set_config('role', 'a', false) = 'a'
      """;

  private EffectTable() {}

  /// All of them, 300 and more.
  public static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (String line : TABLE.lines().toList()) {
      Degree degree = DEGREES.get(line.charAt(0));
      if (degree == null) {
        throw new IllegalStateException(line);
      }
      cases.add(new Case(line.substring(2).replace("\\n", "\n"), degree));
    }
    return cases;
  }
}
