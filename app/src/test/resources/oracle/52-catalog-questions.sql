create schema s52; create table s52.t (id int primary key, v text default 'x;', n numeric(5,2)); comment on table s52.t is 'c';
select column_name, data_type, column_default, is_nullable from information_schema.columns where table_schema = 's52' order by ordinal_position;
select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = 's52.t'::regclass order by 1;
select obj_description('s52.t'::regclass), to_regclass('s52.nope'), to_regtype('int'), pg_get_indexdef('s52.t_pkey'::regclass);
select proname, proargtypes, prorettype::regtype from pg_proc where proname = 'abs' order by prorettype::text; select relacl, relkind from pg_class where oid = 's52.t'::regclass; grant select on s52.t to public; select relacl is null from pg_class where oid = 's52.t'::regclass;
select pg_get_viewdef('pg_catalog.pg_user'::regclass, true); select attname, atttypid::regtype, attmissingval from pg_attribute where attrelid = 's52.t'::regclass and attnum > 0 order by attnum;
select most_common_vals, histogram_bounds from pg_stats where schemaname = 's52'; select pg_size_pretty(12345678::bigint), current_setting('server_version_num')::int >= 140000;
drop schema s52 cascade;
