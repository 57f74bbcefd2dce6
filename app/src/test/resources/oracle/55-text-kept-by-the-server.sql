prepare p as select 1;
select statement from pg_prepared_statements;
select rtrim(query, ';') from pg_stat_activity where pid = pg_backend_pid();
select current_query();
select rtrim(current_query(), '; ');
