create schema s47; drop table if exists s47.nope; create table s47.t (a int primary key); create table if not exists s47.t (a int);
do $$ begin raise notice 'plain'; raise notice 'with detail' using detail = 'd;', hint = 'h'; raise warning 'w % %', 1, 'two'; raise info 'i'; raise notice E'two\nlines'; raise notice ''; end $$;
do $$ begin raise notice 'before error'; raise exception 'then error'; end $$;
do $$ begin for i in 1..20 loop raise notice 'n %', i; end loop; end $$;
select 1; commit; rollback; begin; begin; end;
create function s47.talk() returns int language plpgsql as $$ begin raise notice 'talking'; return 1; end $$; select s47.talk(), s47.talk(); select s47.talk() from generate_series(1, 3);
truncate s47.t cascade; drop schema if exists nope cascade; alter table s47.t add column if not exists a int; drop function if exists nope(int); drop role if exists oracle_nope;
vacuum pg_catalog.nope; analyze s47.t; comment on schema s47 is 'x'; create index if not exists t_pkey on s47.t (a); set local work_mem = '1MB'; drop schema s47 cascade;
