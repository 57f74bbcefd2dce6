select 1; select 2; select 3 as "x;y"; create temp table t (x int); insert into t values (1); select x from t; drop table t; select 'done'
