select 'it''s', E'it\'s', E'tab\there', E'back\\slash', E'\x41\u00e9\U0001F418', E'octal \101';
select U&'d\0061t\+000061', U&'d!0061t!+000061' uescape '!', U&"d\0061t" from (select 1 as data) s("data");
select U&"d!0061ta" uescape '!' from (select 2) s("data");
select $$dollar$$, $tag$has $$ inside$tag$, $a$ ; ' " -- /* $a$;
select $_1$x$_1$, $é$y$é$;
select 'semi;colon', "semi;name" from (select 1) s("semi;name");
select 'two'
'strings', 'three' -- a comment
'parts';
select /* c1 /* nested ; */ still */ 1, -- trailing ; comment
  2;
/* before */ select 3 /* after */ ;
-- only a line comment; with a semicolon
select 'x' -- no end here;
;
select 'a/*b*/', '--c', "d--e" from (select 4) s("d--e");
select B'1010', X'1F', N'national';
select 'backslash\', 'next';
set standard_conforming_strings = on;
select '\n', E'\n';
select 1 as "a
b", 'line
break';
select E'quote \'; not the end' as "x;y";
select""from (select 1) s("a") ;
select 'ok';
