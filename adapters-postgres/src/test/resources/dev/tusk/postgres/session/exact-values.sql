(-32768)::int2
32767::int2
(-2147483648)::int4
0::int4
(-9223372036854775808)::int8
9223372036854775807::int8
'NaN'::numeric
'Infinity'::numeric
'-Infinity'::numeric
12345678901234567890.123456789000::numeric
-0.00001::numeric
1e-100::numeric
(10::numeric ^ 400)
repeat('9', 3000)::numeric
0.00::numeric(10,2)
1e10::numeric(20,5)
0.1::float4
(0.1::float4 + 0.2::float4)
1e-45::float4
3.4028235e38::float4
'NaN'::float4
'-0'::float4
0.1::float8
(0.1::float8 + 0.2::float8)
1e-7::float8
1e15::float8
1e16::float8
5e-324::float8
1.7976931348623157e308::float8
'-Infinity'::float8
'-0'::float8
12.34::money
(-92233720368547758.08)::money
1234567.89::money
0::money
true
false
'a'::"char"
''::"char"
'\\'::"char"
E'\\377'::"char"
'ab'::char(5)
''::char(5)
' blanks  '::varchar(40)
'ünïcödé 🐘'::varchar
''::text
'NULL'::text
E'line\nbreak\r\n\ttab \x01 end '::text
E'nul is not text: \u0001 \u200B \u202E \uFEFF \U0010FFFD'::text
'pg_class'::name
''::name
'\xdeadbeef00ff275c0a'::bytea
''::bytea
'\x6162635c'::bytea
date '2026-11-29'
date '0044-03-15 BC'
date '4713-01-01 BC'
date '5874897-12-31'
date 'infinity'
date '-infinity'
date '0001-01-01'
'01/02/03'::date
'04.05.06 07:08'::timestamp
time '00:00'
time '24:00'
time '23:59:59.999999'
time(0) '12:34:56.7'
timetz '12:34:56.5+02'
timetz '00:00-15:59'
timetz '24:00+00'
timetz '01:02:03.000001+05:30:15'
timestamp '2026-11-29 09:41'
timestamp '2026-03-29 02:30:00.120'
timestamp '0001-12-31 BC'
timestamp '4713-01-01 00:00 BC'
timestamp '294276-12-31 23:59:59.999999'
timestamp 'infinity'
timestamptz '2026-11-29 09:41:00.5+01'
timestamptz '2026-07-01 00:00+00'
timestamptz '1880-01-01 00:00+00'
timestamptz '1899-12-31 23:59:59.999999+00'
timestamptz '0044-03-15 12:00+00 BC'
timestamptz '294276-01-01 00:00+00'
timestamptz '-infinity'
interval '0'
interval '1 us'
interval '1 year 2 mons -3 days 04:05:06.7'
interval '-1 year -2 mons +3 days -04:05:06.789'
interval '-00:00:00.5'
interval '100 hours'
interval '-178000000 years'
interval '1 year'
interval '1 mon -1 day'
'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid
'192.168.0.1/24'::inet
'::1'::inet
'::ffff:10.1.2.3'::inet
'fe80::1/10'::inet
'10.0.0.0/8'::cidr
'2001:db8::/32'::cidr
'08:00:2b:01:02:03'::macaddr
'08:00:2b:01:02:03:04:05'::macaddr8
B'10101'::bit(5)
B''::varbit
B'101'::varbit(9)
'{"a":   [1, null, "x\"y", 1.0]}'::json
E'{\n  "k": "\\n \\u00e4"\n}'::json
'{"b": {"a": [1, 2.50, true, 1e2]}, "b": 2, "aa": null}'::jsonb
'"it''s \u00e4 🐘"'::jsonb
'{}'::jsonb
to_jsonb(timestamptz '2026-11-29 09:41:00.5+01')
'$.a[*] ? (@ > 1 && @.b like_regex "x")'::jsonpath
'<a b="c">d &amp; e<![CDATA[<]]></a>'::xml
'plain'::xml
xmlelement(name a, '\x00ff'::bytea)
'(1,2)'::point
'(-0.5,1e300)'::point
'(Infinity,NaN)'::point
point(0.1, 1/3.0)
'{1,2,3.5}'::line
'[(0,0),(1,0.1)]'::lseg
'((2,2),(0,-0))'::box
'((0,0),(1,1),(2,0))'::path
'[(0,0),(1e-10,1)]'::path
'((0,0),(1,1),(2,0.3))'::polygon
'<(1,2),0.1>'::circle
'''it''''s'':1A fat:2,4B'::tsvector
''::tsvector
'fat & !(rat | ''it''''s'') <-> cat:*A'::tsquery
'[1,10)'::int4range
'empty'::int4range
'(,)'::int8range
'[1.50,2.5]'::numrange
'["2026-01-01",)'::daterange
tsrange('2026-01-01', 'infinity', '()')
tstzrange('2026-01-01 00:00+00', '2026-07-01 00:00+00', '[]')
'{[1,3),[5,8)}'::int4multirange
'{}'::int4multirange
tstzmultirange(tstzrange('2026-01-01 00:00+00', '2026-07-01 00:00+00'))
'{1,NULL,3}'::int[]
'{}'::int[]
'[-1:1]={1,2,3}'::int[]
'[0:1][-2:-1]={{1,2},{3,4}}'::int[]
'[-3:-2][0:0]={{"{a,\"b\"}"},{NULL}}'::text[]
array['{[1,3),[5,8)}'::int4multirange, '{}', null]
array['[1,3)'::int4range, 'empty', '(,)']
array['<a b="c"/>'::xml, null]
array['$.a'::jsonpath, null]
array['it''s:1A'::tsvector, '']
array['a=>"b, c"'::exact.hstore, null]
array[B'101'::varbit, B'']
array['pg_class'::regclass, 'exact.pair'::regclass]
array['16/B374D848'::pg_lsn]
'{{{1},{2}},{{3},{NULL}}}'::int[]
array['a', 'it''s', '"q"', '\', 'NULL', '', null, 'c,d', '{}', ' x ']
array['\x00ff'::bytea, null]
'{NaN,1.50,Infinity}'::numeric[]
array[0.1::float8, 'NaN', 1e20]
array[timestamptz 'infinity', timestamptz '2026-01-01 00:00+00']
array[interval '1 year -2 mons 3 days 04:05:06.7']
array[12.34::money, null]
array['{"a":"it''s, \"x\""}'::jsonb]
array[box '((2,2),(0,0))', box '((1,1),(0,0))']
array[true, false, null]
'sad'::exact.mood
'it''s "ok", so'::exact.mood
array['sad', 'it''s "ok", so']::exact.mood[]
row(1, 'a b', null, 0.1)::exact.pair
row(null, '', now()::date - now()::date, -0.5)::exact.pair
array[row(1, 'x, "y"', 2, 0.1)::exact.pair, null]
row(1, row('in \ner', array[1, null]), date '2026-11-29', timestamptz '2026-11-29 00:00+00', '\xff00'::bytea)
row()
12.50::exact.percent
array[12.50, 0]::exact.percent[]
row(1, 'x "y"', null, 0.1)::exact.couple
array[row(1, '', 2, -0.5)::exact.couple, null]
row(row(2, 'in', 3, 0.1)::exact.couple, '[5:6]={1,null}'::exact.few)
'[5:6]={1,null}'::exact.few
'{"{1}",NULL}'::exact.few[]
'a=>1, "b c"=>NULL, "q\"=>"=>"\\"'::exact.hstore
''::exact.hstore
'16/B374D848'::pg_lsn
4294967295::oid
'pg_class'::regclass
'exact.mood'::regtype
'pg_catalog.now'::regproc
'sum(int4)'::regprocedure
'+(int4,int4)'::regoperator
'pg_monitor'::regrole
'pg_catalog'::regnamespace
'english'::regconfig
'simple'::regdictionary
'18446744073709551615'::xid8
'4294967295'::xid
'7'::cid
'(42,7)'::tid
'10:20:10,14,15'::pg_snapshot
'1 2 3'::oidvector
'1 -2 3'::int2vector
null::text
null::int4[]
null::exact.pair
'exact "quoted" name'::name
acldefault('r', 10)
(acldefault('r', 10))[1]
pg_catalog.refcursor 'my cursor'
pg_current_snapshot() is null
