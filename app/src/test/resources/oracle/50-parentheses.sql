create schema s50; set search_path = s50;
create table t (a int, b int, constraint c check ((a > 0) and (b > (0))));
insert into t values ((1), (2)), ((3), ((4)));
select (select (select max((a)) from (t))) as "(;)", ((1 + 2) * (3)) ; select ')', '(', $$)($$, "a(" from (select 1) s("a("); 
create rule r2 as on update to t do also (notify "x;y"; delete from t where a = 1); update t set b = 9; table t;
create view v as (select a from t); table v; create function f() returns int language sql as $$ select ((1)); $$; select f();
drop schema s50 cascade;
