create schema s16; set search_path = s16;
create table t (a int, b text, c numeric);
copy t from stdin;
1	one	1.5
2	\N	\N
3	tab\there\nnewline\\back	3
4	semi; select 1;	4
5	\x41\101	5
\.
select * from t order by a;
copy t from stdin (delimiter '|', null '-');
10|-|1
11|x\|y|-
\.
select * from t where a > 9 order by a;
copy t from stdin;
x	bad	1
\.
select count(*) from t;
copy t from stdin;
12	too few
\.
select count(*) from t; copy t (a) from stdin;
20
21
\.
select sum(a) from t;
begin;
copy t (a) from stdin;
30
\.
select count(*) from t;
rollback;
select count(*) from t;
copy t from stdin where a > 41;
40	x	1
42	y	2
\.
select a from t where a >= 40;
select 2;
drop schema s16 cascade;
