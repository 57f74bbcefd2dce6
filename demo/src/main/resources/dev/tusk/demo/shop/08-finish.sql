-- Indexes and statistics; the comment on the database is the mark that everything before succeeded.

create index on shop.orders (customer_id, placed_at desc);
create index on shop.orders (placed_at);
create index orders_open on shop.orders (placed_at) where status in ('pending', 'paid');
create index on shop.orders using gin (meta jsonb_path_ops);
create index on shop.order_items (product_id) include (quantity, unit_price);
create index on shop.payments (order_id);
create index on shop.shipments (order_id);
create index on shop.stock (product_id, moved_at);
create index on shop.products using gin (search);
create index on shop.products using gin (tags);
create index on shop.products (category_id);
create index customers_name_lower on shop.customers (lower(name));
create index customers_name_trigrams on shop.customers using gin (name gin_trgm_ops);
create index on shop.addresses (customer_id);
create index on shop.addresses using gist (position);
create index on analytics.events (session_id);
create index on analytics.events (kind, happened_at);
create index on analytics.page_views using brin (seen_at);
create index page_views_failed on analytics.page_views (status) where status >= 400;
create index on billing.ledger using hash (account);

create statistics shop.orders_status_paid (dependencies) on status, paid from shop.orders;

refresh materialized view analytics.daily_sales;

drop schema sample cascade;

analyze;

do $$
begin
    execute format('comment on database %I is %L', current_database(), 'Tusk sample shop, version 1');
end
$$;
