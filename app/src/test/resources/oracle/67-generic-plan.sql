-- since: 16
explain (generic_plan, costs off) select $1::int;
explain (generic_plan, costs off) select relname from pg_class where oid = $1;
