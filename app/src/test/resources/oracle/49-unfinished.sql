select 1;
select 'never ends;
select 2;