set timezone = 'Asia/Tokyo';
do $$ begin reset timezone; end $$;
select timestamptz '2024-02-29 12:34:56+00';
