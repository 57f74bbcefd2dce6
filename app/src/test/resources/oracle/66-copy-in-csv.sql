create schema s66; set search_path = s66; create table t (a int, b text);
copy t (a, b) from stdin with (format csv, header);
a,b
6,"quoted ""x"", comma"
7,
8,""
9,"two
lines"
\.
select a, b, b is null from t where a > 5 order by a;
copy t from stdin csv;
\.
select count(*) from t;
drop schema s66 cascade;
