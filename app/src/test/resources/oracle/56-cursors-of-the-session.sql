begin; declare c cursor for select 1;
select name from pg_cursors order by name;
commit;
select count(*) from pg_cursors;
