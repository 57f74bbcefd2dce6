create schema s48; set search_path = s48;
select 10 / (5 - n) from generate_series(1, 10) n;
insert into nowhere select 1;
create table t as select n from generate_series(1, 5) n; update t set n = 1 / (n - 3); select count(*), sum(n) from t;
begin; select n from t; select 1 / (n - 4) from t; select n from t; rollback; select sum(n) from t;
do $$ begin insert into s48.t values (100); raise exception 'undone'; end $$; select max(n) from t;
drop schema s48 cascade;
