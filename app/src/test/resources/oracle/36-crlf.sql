create schema s36;
set search_path = s36;
create table t (a int, b text);
-- a comment
insert into t values (1, 'x'),
  (2, 'line
break');
select a,
  b from t;
copy t from stdin;
3	three
4	four
\.
select * from t where a > 2;
select nope,
  1;
create function f() returns int language plpgsql as $$
begin
  return 1;
end $$;
select f();
drop schema s36 cascade;
