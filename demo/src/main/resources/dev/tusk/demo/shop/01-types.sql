-- The sample shop: schemas, extensions, types and what the later scripts generate with.
-- Everything is made by the server, the same at every load but for the dates, which end today.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create schema shop;
create schema billing;
create schema analytics;
create schema sample; -- only while loading; dropped by the last script

comment on schema shop is 'What is sold, to whom, and how it gets there';
comment on schema billing is 'Invoices, taxes and the ledger';
comment on schema analytics is 'What visitors do, and who changed what';

create type shop.order_status as enum
    ('pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded');
create type shop.payment_method as enum ('card', 'paypal', 'transfer', 'invoice', 'voucher');
create type shop.payment_state as enum ('authorised', 'captured', 'failed', 'returned');
create type analytics.event_kind as enum
    ('view', 'search', 'add_to_cart', 'remove_from_cart', 'checkout', 'purchase');
create type shop.dimensions as (width_mm integer, height_mm integer, depth_mm integer);

create domain shop.email as text
    check (value ~ '^[^@\s]+@[^@\s]+\.[a-z]{2,}$');
create domain shop.money_amount as numeric(12, 2)
    check (value >= 0);
create domain shop.country_code as char(2)
    check (value ~ '^[A-Z]{2}$');
comment on domain shop.email is 'An address that could receive mail';
comment on domain shop.money_amount is 'Euros and cents, never negative';
comment on type shop.order_status is 'Where an order stands; the order of the values is the usual course';

-- A number from 0 to buckets - 1 that looks random but is the same at every load.
create function sample.pick(n bigint, salt integer, buckets integer) returns integer
    language sql immutable parallel safe
    return (((hashint8extended(n, salt) % buckets) + buckets) % buckets)::integer;

create function sample.of(names text[], n bigint, salt integer) returns text
    language sql immutable parallel safe
    return names[1 + sample.pick(n, salt, cardinality(names))];

-- A uuid of version 4 that is the same at every load.
create function sample.uuid_of(n bigint) returns uuid
    language sql immutable parallel safe
    return overlay(overlay(md5('tusk' || n) placing '4' from 13) placing '9' from 17)::uuid;

create function sample.today() returns timestamptz
    language sql stable
    return date_trunc('minute', now());
