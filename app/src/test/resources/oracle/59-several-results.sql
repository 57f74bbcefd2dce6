create schema s59; set search_path = s59; create table t (a int);
create rule r as on update to t do instead (select 1; select 2);
update t set a = 5;
create rule r2 as on delete to t do also select 'also';
insert into t values (1);
delete from t;
create rule r3 as on insert to t do also (select 'one' as a; select 'x' as b, 2 as c);
insert into t values (7) returning a;
drop schema s59 cascade;
