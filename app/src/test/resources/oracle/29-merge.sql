-- since: 15
create schema s29; set search_path = s29; create table t (id int primary key, n int); insert into t values (1, 1), (2, 2);
merge into t using (values (1, 10), (3, 30)) s(id, n) on t.id = s.id when matched then update set n = t.n + s.n when not matched then insert values (s.id, s.n);
table t order by id;
with s as (select 2 as id) merge into t using s on t.id = s.id when matched and t.n > 100 then do nothing when matched then delete;
table t order by id;
merge into t using (values (1), (1)) s(id) on t.id = s.id when matched then update set n = 0;
merge into nowhere using t on true when matched then delete;
drop schema s29 cascade;
