select 'Größe', '日本語', 'العربية', 'हिन्दी', '🐘🦣', 'e' || U&'\0301', U&'\+01F418', '𝒳𝒴', '👨‍👩‍👧', U&'\FEFF|';
create schema "схема"; create table "схема"."таблица 表" ("имя" text, "🐘" int); insert into "схема"."таблица 表" values ('значение', 1); select "имя", "🐘" from "схема"."таблица 表";
select größe from "схема"."таблица 表"; select '🐘', nosuch from "схема"."таблица 表"; select "🐘🐘🐘" from "схема"."таблица 表";
select length('🐘'), substr('a🐘b', 2, 1), 'ß' = 'ss', upper('ﬁ'), U&'zero\200Bwidth', 'nbsp here';
select E'\u20AC', '€' as "€", chr(8364);
do $$ begin raise exception '🐘 взрыв'; end $$; do $ж$ begin raise notice 'тег'; end $ж$;
copy "схема"."таблица 表" from stdin;
ещё	2
🐘	3
\.
table "схема"."таблица 表"; drop schema "схема" cascade;
