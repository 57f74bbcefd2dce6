select 1);
select 2;
)(;
select 3;
select ')' from (select 1) t;
