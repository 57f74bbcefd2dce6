select pg_advisory_lock(1), pg_try_advisory_lock(2); select pg_advisory_unlock(1), pg_advisory_unlock(1), pg_advisory_unlock_all(); select pg_advisory_unlock(3);
begin; prepare transaction 'oracle;x'; rollback; rollback prepared 'oracle;x'; begin; select txid_current() is not null, pg_current_xact_id_if_assigned() is null; commit;
create temp table t (a int) on commit delete rows; insert into t values (1); table t; begin; insert into t values (2); table t; commit; table t;
begin; create temp table d (a int) on commit drop; insert into d values (1); table d; commit; table d;
set constraints all immediate; select pg_export_snapshot() is not null; begin isolation level repeatable read; set transaction snapshot 'nope'; rollback;
