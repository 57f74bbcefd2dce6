create schema s45; set search_path = s45;
create function f(x int) returns int language plpgsql as $f$ declare y int = 1; begin y := x; if y = 1 then return :x; end if; return y; end; $f$;
create function g(x int) returns int language plpgsql as $f$ declare y int := 0; begin <<outer>> loop y := y + 1; exit outer when y > x; end loop; return y; end; $f$;
select g(3);
create function h() returns text language sql as $$ select 'a' || $q$ ; $$ not the end? $q$; $$;
select g(1);
create function k() returns setof record language sql as $$ select 1, 'x;' $$; select * from k() as r(a int, b text); select k();
select * from k();
drop schema s45 cascade;
