select :{?x};
select 1;
