select n, n * 1.5, 'row ' || n from generate_series(1, 30000) n;
begin; select n from generate_series(1, 5000) n; select count(*) from pg_type where typname = 'int4'; commit;
select n from generate_series(1, 50) n; select n from generate_series(1, 51) n; select n from generate_series(1, 450) n; select n from generate_series(1, 451) n;
select 1;
