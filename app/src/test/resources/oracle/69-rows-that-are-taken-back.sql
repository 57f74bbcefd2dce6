-- The rows of RETURNING come before the commit, at which a deferred constraint can still fail.
create table parent (id int primary key);
create table child (id int, parent int references parent deferrable initially deferred);
insert into child values (1, 7), (2, 8) returning id, parent;
select count(*) from child;
insert into parent values (7), (8) returning id;
insert into child values (1, 7), (2, 8) returning id, parent;
select count(*) from child;
begin;
update child set parent = 9 returning id, parent;
commit;
select parent from child order by id;
create function worse(i int) returns int language plpgsql as $$
begin
  if i = 3 then raise exception 'no three'; end if;
  return i;
end $$;
prepare upwards as select worse(i) from generate_series(1, 5) i;
execute upwards;
prepare onwards as select i * 2 from generate_series(1, 5) i;
execute onwards;
