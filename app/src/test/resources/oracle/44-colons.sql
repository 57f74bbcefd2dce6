select :name;
select :'name', 1;
select :"name";
select 1 :: int, '2'::int;
create temp table t (a int, b int); insert into t values (1,2); select t.a::text||':'||t.b::text from t;
prepare p as select $1::int; execute p(3);
do $$ declare x int; begin x := 1; raise notice '% :x', x; end $$;
select array[1,2,3][1 : 2];
select '::', ': :', ':a:';
