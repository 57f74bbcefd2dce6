-- A sum per row, since SQLite's own checks miss changed bytes inside a value; made anew by the
-- migration for the rows that are there.
alter table connection add column checksum integer not null default 0;
alter table setting add column checksum integer not null default 0;
alter table tab add column checksum integer not null default 0;
alter table history add column checksum integer not null default 0;

-- How many rows a table holds, and the sum of their sums: tells when rows have gone.
create table tally (
  name text not null primary key,
  rows integer not null,
  total integer not null
) strict;

-- One row: which store this is, and what its schema is.
create table store (
  id text not null primary key,
  version integer not null,
  schema integer not null,
  checksum integer not null
) strict;

-- History comes in the order of its sequence: a clock may be set back.
drop index history_started;
