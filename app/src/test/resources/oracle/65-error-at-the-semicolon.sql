select 1 +;
select 'unfinished operator' ||;
create table;
select 1
  from;
create function f() returns int;
select 2;
