-- Views, functions, triggers, rights: what a shop's database does by itself.

create view shop.order_overview as
select o.id, o.ref, c.name as customer, c.country, o.status, o.total, o.paid, o.placed_at, o.shipped_at,
    count(i.line) as lines
from shop.orders o
    join shop.customers c on c.id = o.customer_id
    left join shop.order_items i on i.order_id = o.id
group by o.id, c.id;
comment on view shop.order_overview is 'Orders with who placed them and how many lines they have';

create view shop.open_orders as
select id, ref, customer_id, status, total, placed_at, now() - placed_at as waiting
from shop.orders
where status in ('pending', 'paid')
with check option;

create view shop.low_stock as
select p.sku, p.name, i.warehouse, i.available, s.name as supplier, s.lead_time
from shop.inventory i
    join shop.products p on p.id = i.product_id
    join shop.suppliers s on s.id = p.supplier_id
where i.available < 15 and p.discontinued_on is null;

create recursive view shop.category_tree (id, name, depth, trail) as
select id, name, 0, array[name] from shop.categories where parent_id is null
union all
select c.id, c.name, t.depth + 1, t.trail || c.name
from shop.categories c join category_tree t on t.id = c.parent_id;

create view billing.overdue as
select number, order_id, gross, due_on, current_date - due_on as days_late
from billing.invoices
where settled_on is null and due_on < current_date;

create materialized view analytics.daily_sales as
select placed_at::date as day, count(*) as orders, sum(total) as revenue,
    round(avg(total), 2) as average_order,
    percentile_cont(0.5) within group (order by total) as median_order,
    count(*) filter (where status = 'refunded') as refunded
from shop.orders
where status <> 'cancelled'
group by 1
with data;
create unique index daily_sales_day on analytics.daily_sales (day);
comment on materialized view analytics.daily_sales is 'Refreshed by analytics.refresh_sales()';

create materialized view shop.product_ratings as
select product_id, count(*) as reviews, round(avg(rating), 2) as stars
from shop.reviews group by product_id;

create function shop.customer_spend(customer bigint, since interval default interval '30 days')
    returns numeric
    language sql stable
begin atomic
    select coalesce(sum(o.total), 0)
    from shop.orders o
    where o.customer_id = customer_spend.customer
        and o.placed_at >= now() - customer_spend.since
        and o.status <> 'cancelled';
end;
comment on function shop.customer_spend(bigint, interval) is 'What a customer ordered in the last days, cancelled orders left out';

create function shop.price_with_tax(net numeric, land shop.country_code, on_day date default current_date)
    returns numeric
    language sql stable
as $$
    select round(net * (1 + t.rate / 100), 2)
    from billing.tax_rates t
    where t.country = land and t.valid @> on_day;
$$;

create function shop.search_products(words text, at_most integer default 20)
    returns table (sku text, name text, price numeric, rank real)
    language sql stable
as $$
    select p.sku, p.name, p.price::numeric, ts_rank(p.search, q)
    from shop.products p, websearch_to_tsquery('simple', words) q
    where p.search @@ q
    order by 4 desc, 1
    limit at_most;
$$;

create function shop.reserve(product integer, wanted integer, at_warehouse text default 'Hamburg')
    returns integer
    language plpgsql
as $body$
declare
    free integer;
begin
    if wanted <= 0 then
        raise exception 'cannot reserve % pieces', wanted
            using errcode = 'check_violation', hint = 'Ask for one piece or more.';
    end if;
    select available into free from shop.inventory
    where product_id = product and warehouse = at_warehouse for update;
    if not found then
        raise exception 'product % is not kept in %', product, at_warehouse using errcode = 'no_data_found';
    elsif free < wanted then
        raise exception 'only % pieces of product % are free in %', free, product, at_warehouse
            using hint = 'Try another warehouse.', detail = format('%s pieces were asked for.', wanted);
    end if;
    update shop.inventory set reserved = reserved + wanted
    where product_id = product and warehouse = at_warehouse;
    raise notice 'reserved % of product % in %', wanted, product, at_warehouse;
    return free - wanted;
end
$body$;

create procedure analytics.refresh_sales()
    language plpgsql
as $$
begin
    refresh materialized view analytics.daily_sales;
    commit;
    refresh materialized view shop.product_ratings;
    raise notice 'sales and ratings are up to date';
end
$$;

create aggregate shop.longest(text) (
    sfunc = text_larger,
    stype = text
);

create function shop.touch() returns trigger
    language plpgsql
as $$
begin
    new.updated_at := now();
    return new;
end
$$;

create function analytics.audit() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into analytics.audit_log (relation, action, before, after)
    values (tg_relid, tg_op,
        case when tg_op <> 'INSERT' then to_jsonb(old) end,
        case when tg_op <> 'DELETE' then to_jsonb(new) end);
    return null;
end
$$;

create trigger touch before update on shop.customers for each row execute function shop.touch();
create trigger touch before update of price, name, description, tags on shop.products
    for each row execute function shop.touch();
create trigger audit after insert or update or delete on shop.orders
    for each row execute function analytics.audit();
create trigger audit after insert or update or delete on shop.products
    for each row execute function analytics.audit();

create rule no_delete as on delete to billing.ledger do instead nothing;

-- Some history for the log: a price rise.
update shop.products set price = price + 1 where sample.pick(id, 170, 12) = 0;

-- Rights: support sees the addresses of its own countries only.
do $$
begin
    if not exists (select from pg_roles where rolname = 'shop_support') then
        create role shop_support nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'shop_reader') then
        create role shop_reader nologin;
    end if;
end
$$;
grant usage on schema shop, billing, analytics to shop_support, shop_reader;
grant select on all tables in schema shop, billing, analytics to shop_reader;
grant select, update on shop.customers, shop.addresses, shop.orders to shop_support;
grant select (id, name, price) on shop.products to shop_support;

alter table shop.addresses enable row level security;
create policy support_by_country on shop.addresses for select to shop_support
    using (country = any (string_to_array(current_setting('shop.countries', true), ',')));
create policy everything on shop.addresses to shop_reader using (true);
