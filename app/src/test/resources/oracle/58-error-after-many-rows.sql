select 10 / (200 - n) from generate_series(1, 300) n;
select 1;
