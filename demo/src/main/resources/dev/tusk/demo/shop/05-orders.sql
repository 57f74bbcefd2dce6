-- Orders of the last 150 days and everything that follows from them.

-- Rows that are right by construction need no check of every reference.
set session_replication_role = replica;

-- The first dozen customers order much (more pieces, below), so that they lead every list of spenders.
insert into shop.orders (id, ref, customer_id, status, paid, placed_at, shipped_at, meta, coupon_code)
select
    14560000 + n,
    sample.uuid_of(n),
    customer_id,
    status,
    status in ('paid', 'shipped', 'delivered') or (status = 'cancelled' and sample.pick(n, 77, 9) = 0),
    placed_at,
    case when status in ('shipped', 'delivered', 'refunded')
         then least(placed_at + make_interval(hours => 3 + sample.pick(n, 78, 40), secs => sample.pick(n, 79, 3600000) / 1000.0), sample.today()) end,
    case sample.pick(n, 80, 6)
        when 0 then null
        when 1 then jsonb_build_object('channel', 'store', 'till', 1 + sample.pick(n, 81, 9))
        when 2 then jsonb_build_object('channel', 'web', 'gift', sample.pick(n, 82, 2) = 0, 'items', 1 + sample.pick(n, 85, 4))
        when 3 then jsonb_build_object('channel', 'app', 'items', 1 + sample.pick(n, 85, 4))
        when 4 then jsonb_strip_nulls(jsonb_build_object('channel', 'web', 'coupon', coupon_code, 'items', 1 + sample.pick(n, 85, 4)))
        else case when status in ('refunded', 'cancelled')
                  then jsonb_build_object('reason', sample.of('{damaged,late,wrong size,changed my mind}', n, 83), 'items', 1 + sample.pick(n, 85, 4))
                  else jsonb_build_object('channel', 'web', 'items', 1 + sample.pick(n, 85, 4)) end
    end,
    coupon_code
from (
    select
        n,
        50001 + case when sample.pick(n, 70, 150) = 0
                     then least(sample.pick(n, 71, 12), sample.pick(n, 72, 12))
                     else sample.pick(n, 73, 6000) end as customer_id,
        sample.today() - interval '150 days' * (1 - n / 40000.0) ^ 1.1
            + make_interval(secs => sample.pick(n, 74, 40000) / 1000.0) - interval '41 seconds' as placed_at,
        case when sample.pick(n, 75, 8) = 0 then sample.of('{WELCOME,NOV10,STAFF,SPRING15}', n, 76) end as coupon_code,
        case
            when sample.pick(n, 84, 100) < 4 then 'cancelled'
            when sample.pick(n, 84, 100) < 9 and n < 39500 then 'refunded'
            when n > 39700 then (array['pending', 'paid', 'paid'])[1 + sample.pick(n, 86, 3)]
            when n > 38000 then (array['pending', 'paid', 'shipped', 'shipped', 'delivered'])[1 + sample.pick(n, 86, 5)]
            when n > 31000 then (array['shipped', 'delivered', 'delivered', 'delivered', 'delivered', 'paid'])[1 + sample.pick(n, 86, 6)]
            else 'delivered'
        end::shop.order_status as status
    from generate_series(1, 40000) as n
) as drawn;
select setval('shop.orders_id_seq', (select max(id) from shop.orders));

insert into shop.order_items (order_id, line, product_id, quantity, unit_price, discount)
select o.id, line, p.id, (1 + sample.pick(o.id * 8 + line, 91, 10) / 7) * case when o.customer_id <= 50012 then 2 + sample.pick(o.id, 92, 4) else 1 end, p.price, coalesce(c.percent_off, 0)
from shop.orders o
    cross join lateral generate_series(1, 1 + sample.pick(o.id - 14560000, 85, 4)) as line
    join shop.products p on p.id = 1001 + sample.pick(o.id * 8 + line, 90, 240)
    left join shop.coupons c on c.code = o.coupon_code;

update shop.orders o set total = i.total, address_id = a.id
from (select order_id, sum(amount) as total from shop.order_items group by order_id) i
    join shop.orders self on self.id = i.order_id
    left join (select customer_id, min(id) as id from shop.addresses group by customer_id) a
        on a.customer_id = self.customer_id and sample.pick(self.id, 87, 10) > 0
where i.order_id = o.id;

insert into shop.payments (order_id, method, state, amount, paid_at, card_last4, gateway)
select
    id, method,
    case when status = 'refunded' then 'returned'
         when not paid then 'failed'
         when status = 'paid' and sample.pick(id, 101, 5) = 0 then 'authorised'
         else 'captured' end::shop.payment_state,
    total,
    case when paid or status = 'refunded' then placed_at + make_interval(secs => 20 + sample.pick(id, 102, 90000) / 1000.0) end,
    case when method = 'card' then to_char(sample.pick(id, 103, 10000), 'FM0000') end,
    case when method in ('card', 'paypal')
         then jsonb_build_object('id', left(md5(id::text), 12), 'risk', sample.pick(id, 104, 100) / 100.0) end
from (select *, sample.of('{card,card,card,paypal,paypal,transfer,invoice,voucher}', id, 100)::shop.payment_method as method
      from shop.orders where status <> 'pending') as o;

insert into shop.refunds (payment_id, amount, reason, refunded_at)
select p.id, case when sample.pick(p.id, 105, 3) = 0 then round(p.amount / 2, 2) else p.amount end,
    sample.of('{damaged,late,wrong size,changed my mind,NULL}', p.id, 106),
    least(p.paid_at + make_interval(days => 2 + sample.pick(p.id, 107, 12), mins => sample.pick(p.id, 108, 900)), sample.today())
from shop.payments p where p.state = 'returned';

insert into shop.shipments (order_id, carrier, tracking, parcels, window_promised, shipped_at, delivered_at)
select id, sample.of('{DHL,PostNord,CTT,Royal Mail,La Poste,DPD}', id, 110),
    case when sample.pick(id, 111, 15) > 0 then upper(left(md5('t' || id), 14)) end,
    1 + sample.pick(id, 112, 12) / 10,
    case when sample.pick(id, 113, 4) > 0
         then tstzrange(date_trunc('hour', shipped_at + interval '1 day'), date_trunc('hour', shipped_at + interval '1 day 4 hours')) end,
    shipped_at,
    case when status in ('delivered', 'refunded') then least(shipped_at + make_interval(hours => 18 + sample.pick(id, 114, 70)), sample.today()) end
from shop.orders where shipped_at is not null;

insert into shop.inventory (product_id, warehouse, on_hand, reserved, counted_at)
select p.id, w, sample.pick(p.id, hashtext(w), 400), sample.pick(p.id, hashtext(w) + 1, 20),
    case when sample.pick(p.id, 120, 6) > 0 then sample.today() - make_interval(days => sample.pick(p.id, 121, 90)) end
from shop.products p cross join unnest(array['Hamburg', 'Porto', 'Malmö']) as w;

insert into shop.stock (product_id, warehouse, change, reason, moved_at)
select product_id, sample.of('{Hamburg,Porto,Malmö}', i.order_id, 122), -quantity, 'sale', o.shipped_at
from shop.order_items i join shop.orders o on o.id = i.order_id
where o.shipped_at is not null and o.placed_at > sample.today() - interval '60 days'
union all
select p.id, sample.of('{Hamburg,Porto,Malmö}', p.id + n, 123), 20 + sample.pick(p.id * 31 + n, 124, 200),
    case when sample.pick(p.id + n, 125, 12) = 0 then 'correction' else 'delivery' end,
    sample.today() - make_interval(days => sample.pick(p.id * 31 + n, 126, 60))
from shop.products p cross join generate_series(1, 6) as n;

insert into shop.reviews (product_id, customer_id, rating, title, body, helpful_votes, written_at)
select distinct on (i.product_id, o.customer_id)
    i.product_id, o.customer_id,
    least(5, 2 + sample.pick(o.id, 130, 5)) - case when sample.pick(o.id, 137, 14) = 0 then 1 else 0 end,
    case when sample.pick(o.id, 131, 4) > 0 then sample.of('{Lovely,As described,Would buy again,Not for me,Très joli,Sehr gut,Muito bom,とても良い}', o.id, 132) end,
    case when sample.pick(o.id, 133, 3) > 0 then sample.of('{"Arrived quickly and well packed.","The colour is warmer than in the picture.","One corner was scratched, the shop replaced it.","We use it every day."}', o.id, 134) end,
    sample.pick(o.id, 135, 40),
    least(o.shipped_at + make_interval(days => 3 + sample.pick(o.id, 136, 20)), sample.today())
from shop.orders o join shop.order_items i on i.order_id = o.id
where o.status = 'delivered' and sample.pick(o.id * 8 + i.line, 138, 9) = 0
order by i.product_id, o.customer_id, o.id;
update shop.refunds set reason = null where reason = 'NULL';

reset session_replication_role;
