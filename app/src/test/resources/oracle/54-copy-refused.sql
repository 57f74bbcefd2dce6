create schema s54; create table s54.t (a int, b text);
copy s54.nowhere from stdin;
1	one
2	two
\.
select 'after';
copy s54.t (nope) from stdin csv;
1,"x"
\.
select 'after that';
drop schema s54 cascade;
