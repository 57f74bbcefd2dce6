select 1;
select 2 -- the end has neither semicolon nor line break