-- What accounting and analytics know.

-- Rows that are right by construction need no check of every reference.
set session_replication_role = replica;

insert into billing.tax_rates
select c, rate, daterange('2015-01-01', '2024-01-01')
from (values ('DE', 19.0), ('FR', 20.0), ('SE', 25.0), ('PT', 23.0), ('IT', 22.0), ('NL', 21.0), ('GB', 20.0),
      ('IE', 23.0), ('ES', 21.0), ('PL', 23.0), ('JP', 10.0), ('NG', 7.5), ('BR', 17.0), ('US', 0), ('IN', 18.0)) as r (c, rate)
union all
select c, rate, daterange('2024-01-01', null)
from (values ('DE', 19.0), ('FR', 20.0), ('SE', 25.0), ('PT', 23.0), ('IT', 22.0), ('NL', 21.0), ('GB', 20.0),
      ('IE', 23.0), ('ES', 21.0), ('PL', 23.0), ('JP', 10.0), ('NG', 7.5), ('BR', 19.0), ('US', 0), ('IN', 18.0)) as r (c, rate);

insert into billing.invoices (number, order_id, issued_on, due_on, net, tax, settled_on)
select
    to_char(o.placed_at, 'YYYY') || '-' || to_char(row_number() over (order by o.id), 'FM000000'),
    o.id, o.placed_at::date, o.placed_at::date + 14,
    round(o.total / (1 + t.rate / 100), 2),
    o.total - round(o.total / (1 + t.rate / 100), 2),
    case when sample.pick(o.id, 141, 40) > 0 then o.placed_at::date + sample.pick(o.id, 140, 3) end
from shop.orders o
    join shop.customers c on c.id = o.customer_id
    join billing.tax_rates t on t.country = c.country and t.valid @> o.placed_at::date
where o.status in ('shipped', 'delivered', 'refunded');

insert into billing.invoice_lines (invoice_number, line, text, amount)
select v.number, i.line, i.quantity || ' × ' || p.name, i.amount
from billing.invoices v
    join shop.order_items i on i.order_id = v.order_id
    join shop.products p on p.id = i.product_id
where v.issued_on > current_date - 60;

insert into billing.ledger (booked_on, account, debit, credit, invoice_number, memo)
select issued_on, side.account, side.debit, side.credit, number, case when settled_on is null then 'open' end
from billing.invoices
    cross join lateral (values ('1200 receivables', gross, 0::numeric), ('4000 sales', 0::numeric, net), ('2200 tax', 0::numeric, tax))
        as side (account, debit, credit)
where issued_on > current_date - 60 and (side.debit <> 0 or side.credit <> 0);

insert into analytics.campaigns (name, runs, channels, budget, targets) values
    ('Spring cleaning', daterange(current_date - 200, current_date - 140), '{mail,search}', 12000, '[25,45)'),
    ('Back to the desk', daterange(current_date - 90, current_date - 50), '{search,social}', 18500, '[18,35)'),
    ('Cosy November', daterange(current_date - 40, current_date + 10), '{mail,social,print}', 24000, null),
    ('Gifts', daterange(current_date - 10, current_date + 30), '{mail}', null, '[30,)');

insert into analytics.sessions (id, customer_id, campaign_id, started_at, duration, address, agent)
select
    sample.uuid_of(1000000 + n),
    case when sample.pick(n, 150, 3) > 0 then 50001 + sample.pick(n, 151, 6000) end,
    case when sample.pick(n, 152, 4) = 0 then 1 + sample.pick(n, 153, 4) end,
    sample.today() - make_interval(secs => (20000 - n) * 650.0 + sample.pick(n, 154, 600)),
    case when sample.pick(n, 155, 9) > 0 then make_interval(secs => 5 + sample.pick(n, 156, 1800)) end,
    case when sample.pick(n, 157, 12) > 0
         then ('198.51.' || sample.pick(n, 158, 256) || '.' || sample.pick(n, 159, 256))::inet
         else ('2001:db8::' || to_hex(sample.pick(n, 158, 65535)))::inet end,
    sample.of('{Firefox 145,Chrome 142,Safari 26,Edge 142,"Shop app 5.2"}', n, 160)
from generate_series(1, 20000) as n;

insert into analytics.events (session_id, kind, product_id, happened_at, detail)
select
    sample.uuid_of(1000000 + n), kind,
    case when kind <> 'search' then 1001 + sample.pick(n * 4 + k, 161, 240) end,
    sample.today() - make_interval(secs => (20000 - n) * 650.0 + sample.pick(n, 154, 600)) + make_interval(secs => k * 21),
    case kind when 'search' then jsonb_build_object('words', sample.of('{teapot,lamp,blanket,desk,lantern,notebook}', n, 162), 'hits', sample.pick(n, 163, 60))
              when 'purchase' then jsonb_build_object('order', 14560001 + sample.pick(n, 164, 40000)) end
from generate_series(1, 20000) as n
    cross join lateral generate_series(1, 1 + sample.pick(n, 165, 5)) as k
    cross join lateral (select case when k = 1 then 'view' else sample.of(
        '{view,view,search,add_to_cart,add_to_cart,remove_from_cart,checkout,purchase}', n * 4 + k, 166) end::analytics.event_kind as kind) as drawn;

-- Made in one statement, with its key added afterwards: by far the quickest way to a million rows.
create table analytics.page_views as
select
    n as id,
    (n / 12)::integer as session_number,
    case h & 7
        when 0 then '/'
        when 1 then '/search?q=' || (array['lamp', 'tent', 'teapot', 'desk'])[1 + ((h >> 8) & 3)]
        when 2 then '/cart'
        else '/products/' || 1001 + ((h >> 8) & 1023) % 240
    end as path,
    case when (h >> 20) & 255 = 0 then 500 when (h >> 20) & 63 = 1 then 404
         when (h >> 20) & 15 = 2 then 304 else 200 end::smallint as status,
    800 + ((h >> 28) & 65535)::integer as bytes,
    (1 + ((h >> 40) & 16383) / 37.0::float8)::real as took_ms,
    case (h >> 54) & 3 when 0 then 'https://search.example/' when 1 then 'https://news.example/' end as referrer,
    newest - (1000000 - n) * interval '12.9 s' - ((h >> 44) & 1023) * interval '10 ms' as seen_at
from (select n, hashint8extended(n, 7) & 9223372036854775807 as h
      from generate_series(1::bigint, 1000000) as n offset 0) as hashed
    cross join (select sample.today() as newest offset 0) as clock;
alter table analytics.page_views
    add primary key (id),
    alter session_number set not null,
    alter path set not null,
    alter status set not null,
    alter bytes set not null,
    alter took_ms set not null,
    alter seen_at set not null;
comment on table analytics.page_views is 'One million rows, made by the server, to scroll through';

reset session_replication_role;
