-- since: 17
create schema s30; set search_path = s30; create table t (id int primary key, n int); insert into t values (1, 1);
merge into t using (values (1, 10), (3, 30)) s(id, n) on t.id = s.id when matched then update set n = s.n when not matched then insert values (s.id, s.n) returning merge_action(), t.*;
select 1;
drop schema s30 cascade;
