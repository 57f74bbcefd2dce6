set escape_string_warning = off;
select 'plain\';
select 'it''s';
set standard_conforming_strings = on;
select 'a\b';
