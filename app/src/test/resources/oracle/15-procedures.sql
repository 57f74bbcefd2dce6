create schema s15; set search_path = s15;
create table t (n int);
create procedure fill(k int) language plpgsql as $$
begin
  for i in 1..k loop
    insert into s15.t values (i);
    if i % 2 = 0 then commit; else rollback; end if;
  end loop;
end $$;
call fill(5);
select * from t order by n;
create procedure io(inout a int, in b int, inout c text default 'x') language plpgsql as $$ begin a := a + b; c := c || ';'; end $$;
call io(1, 2);
call io(1, 2, 'y');
begin;
call fill(2);
rollback;
call nothing();
create procedure atomic_one(x int) language sql begin atomic insert into s15.t values (x); insert into s15.t values (x + 1); end;
call atomic_one(100);
select * from t order by n;
do $$ begin raise notice 'in a do block; %', 1; commit; end $$;
do language plpgsql 'begin raise warning ''careful''; end';
do $$ declare x int := 1; begin x := x / 0; exception when division_by_zero then raise info 'caught %', sqlerrm; end $$;
do $do$ begin execute 'create table s15.d (x int); insert into s15.d values (1);'; end $do$;
table d;
do $$ begin raise exception using message = 'full', detail = 'the detail', hint = 'the hint', errcode = '22012', table = 't', column = 'n'; end $$;
do $$ begin raise exception 'multi
line'; end $$;
do $$ begin raise debug 'not seen'; raise log 'not seen either'; end $$;
do $$ begin assert 1 = 2, 'assertion; failed'; end $$;
drop schema s15 cascade;
