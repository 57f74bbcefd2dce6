listen chan; listen "Odd;Chan"; unlisten "Odd;Chan";
select pg_listening_channels();
notify other, 'not heard';
select pg_notify('unheard', 'x');
begin; notify another; rollback;
unlisten *; select pg_listening_channels();
notify nobody, 'payload; with semicolon';
