select md5(repeat('tusk', 250000)), length(repeat('é', 1000000));
select repeat('0123456789', 100000);
select n, repeat('x', n * 1000) from generate_series(1, 200) n;
select repeat('🐘', 70000), 'end';
select array_agg(n) from generate_series(1, 20000) n;
create schema s33; create table s33.big (v text); insert into s33.big select repeat('y', 1048576) from generate_series(1, 3);
select length(v) from s33.big; copy s33.big to stdout; update s33.big set v = v || 'z' returning length(v);
select lpad('', 3000, 'ab') = repeat('ab', 1500), octet_length(decode(repeat('ff', 100000), 'hex'));
drop schema s33 cascade;
