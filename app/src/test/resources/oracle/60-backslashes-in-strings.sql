set escape_string_warning = off;
set standard_conforming_strings = off;
select 'it\'s; one', 'x';
select 'a\\b';
set standard_conforming_strings = on;
select 'a\';
select 1;
