listen chan;
notify chan, 'payload';
select 1;
unlisten chan;
