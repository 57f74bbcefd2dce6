create table connection (
  id text not null primary key,
  name text not null,
  -- the name in lower case by Java's rules: SQLite's own know only ASCII
  name_key text not null unique,
  host text not null,
  port integer not null,
  database text not null,
  user text not null,
  ssl_mode text not null,
  stage text not null,
  remember_password integer not null,
  connect_timeout_ms integer not null,
  pool_timeout_ms integer not null,
  max_sessions integer not null,
  max_service_sessions integer not null,
  read_only integer not null,
  last_used_us integer
) strict;

create table setting (
  key text not null primary key,
  value text not null
) strict, without rowid;

create table tab (
  id text not null primary key,
  title text not null,
  connection_id text,
  text text not null,
  caret integer not null,
  position integer not null,
  active integer not null
) strict;

create table history (
  seq integer not null primary key,
  id text not null unique,
  connection_id text not null,
  connection_name text not null,
  database text not null,
  sql text not null,
  started_us integer not null,
  duration_ns integer not null,
  outcome text not null,
  row_count integer not null,
  sql_state text
) strict;

create index history_started on history (started_us, seq);
