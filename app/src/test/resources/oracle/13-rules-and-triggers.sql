create schema s13; set search_path = s13;
create table t (id int, v text);
create table log (what text, id int);
create rule logged as on insert to t do also (insert into log values ('ins', new.id); insert into log values ('again;', new.id));
create rule quiet as on delete to t do instead nothing;
create rule upd as on update to t do also (
  insert into log values ('before;', old.id);
  insert into log values ('after', new.id) -- ; comment
);
insert into t values (1, 'a'), (2, 'b');
update t set v = 'z' where id = 1;
delete from t;
table t;
select * from log order by 1, 2;
create function trg() returns trigger language plpgsql as $$
begin
  if new.id < 0 then raise exception 'negative id %', new.id using hint = 'use a positive one; please', detail = 'seen in trigger', errcode = 'P0099'; end if;
  new.v := upper(new.v);
  return new;
end;
$$;
create trigger up before insert or update on t for each row when (new.v is not null) execute function trg();
insert into t values (3, 'ccc');
insert into t values (-1, 'x');
select * from t order by id;
create table tt (id int);
create constraint trigger ct after insert on tt deferrable initially deferred for each row execute function trg();
begin;
insert into tt values (1);
commit;
alter table t disable trigger up;
insert into t values (-5, 'low');
drop trigger up on t;
create view v as select * from t;
create rule v_ins as on insert to v do instead insert into t values (new.id, 'via view') returning t.*;
insert into v values (9, 'x') returning *;
create rule sel as on select to tt do instead select 1 as id;
drop schema s13 cascade;
