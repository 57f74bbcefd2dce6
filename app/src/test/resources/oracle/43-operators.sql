select '{"a":1}'::jsonb ? 'a' as "?", '{"a":{"b":1}}'::jsonb @? '$.a.b', array[1,2] && array[2,3], '{"a":1}'::jsonb ?| '{a,b}' , '{"a":1}'::jsonb ?& '{a,b}';
select point '(0,0)' <-> point '(3,4)', box '((0,0),(1,1))' ?# box '((2,2),(3,3))';
select lseg '[(0,0),(1,0)]' ?- , 1;
select ?- lseg '[(0,0),(1,0)]', ?| lseg '[(0,0),(0,1)]', lseg '[(0,0),(1,0)]' ?-| lseg '[(0,0),(0,1)]', lseg '[(0,0),(1,0)]' ?|| lseg '[(0,1),(1,1)]';
select 1::text || '::' || 2::int4::text, '12:30'::time, array[1,2,3][1:2], (array[1,2,3])[:2], (array[1,2,3])[2:], x.y::int from (select '5' as y) x;
select ':name', ':''name''', ':"name"', E':\'x\'', $$:name$$, ':{?name}';
select a[1:n] from (select array[1,2,3] a, 2 n) s; select a[lo:hi] from (select array[1,2,3] a, 2 lo, 3 hi) s;
select 5 = any('{1,5}'), 1 <> 2, 1 != 2, not 1 > 2, 2 >= 1, 1 <= 1; select -1, - 1, +-1, 1 - -1, 2*-1, @-5; select 1 --2
+ 3; select 4/*c*//2; select 'a' 'b';
select 'a'
'b'; select 1 is distinct from null, null is not distinct from null, true is unknown; select '1.'::float8, .5, 1., 1e5, 1.e-3; 
select int '5', float8 '1.5', 'x'::text collate "C" < 'y', (1, 2) < (1, 3), row(1,2) = row(1,2); select 1 where 'abc' ~~ 'a%' and 'abc' !~~* 'X%'; select '{}'::text[] = '{}' , '?' || '?' , '??';
