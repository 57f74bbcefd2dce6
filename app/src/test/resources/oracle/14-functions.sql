create schema s14; set search_path = s14;
create function add(a int, b int default 10) returns int language sql immutable as 'select a + b;';
select add(1), add(1, 2), add(b => 5, a => 1), add(1, b := 3);
create function twice(x int) returns int language sql begin atomic select x * 2; end;
select twice(21);
create or replace function pick(n int) returns text language sql
begin atomic
  select case when n > 0 then 'pos' when n < 0 then case n when -1 then 'minus one' else 'neg' end else 'zero' end;
end;
select pick(1), pick(-1), pick(-2), pick(0);
create function ret(x int) returns int language sql return x + 1;
select ret(1);
create function rows_of(n int) returns table (i int, sq int) language sql as $$ select g, g * g from generate_series(1, n) g; $$;
select * from rows_of(3);
select rows_of(2);
create function many() returns setof text language plpgsql as $body$
declare r record;
begin
  for r in select generate_series(1, 3) as g loop
    return next 'row; ' || r.g;
  end loop;
  return query select 'last';
end
$body$;
select * from many();
create function o(out a int, out b text) language sql as $$ select 1, 'x;y' $$;
select o(), (o()).*;
create function v(variadic xs int[]) returns int language sql as 'select sum(x)::int from unnest(xs) x';
select v(1, 2, 3), v(variadic array[4, 5]);
create function boom() returns void language plpgsql as $$ begin perform 1 / 0; end $$;
select boom();
create function bad() returns int language plpgsql as $$ begin retrun 1; end $$;
create function nest() returns void language plpgsql as 'begin perform s14.boom(); end';
select nest();
select add('x');
select nofunc(1);
create aggregate mysum (int) (sfunc = int4pl, stype = int, initcond = '0');
select mysum(n) from generate_series(1, 4) n;
create operator === (leftarg = int, rightarg = int, function = int4eq);
select 1 === 1;
create cast (int as point) with function point(float8, float8);
$$;$$;
select '$$;$$', $x$ $$;$$ $x$;
drop function add(int, int), twice;
drop schema s14 cascade;
