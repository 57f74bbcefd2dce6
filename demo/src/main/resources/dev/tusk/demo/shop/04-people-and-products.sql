-- Who buys, who sells, and what.

insert into shop.categories (id, parent_id, name, path) values
    (1, null, 'Kitchen', 'Kitchen'),
    (2, null, 'Home', 'Home'),
    (3, null, 'Outdoor', 'Outdoor'),
    (4, null, 'Office', 'Office'),
    (5, 1, 'Coffee & tea', 'Kitchen > Coffee & tea'),
    (6, 1, 'Cookware', 'Kitchen > Cookware'),
    (7, 1, 'Tableware', 'Kitchen > Tableware'),
    (8, 2, 'Lighting', 'Home > Lighting'),
    (9, 2, 'Textiles', 'Home > Textiles'),
    (10, 3, 'Camping', 'Outdoor > Camping'),
    (11, 3, 'Cycling', 'Outdoor > Cycling'),
    (12, 4, 'Stationery', 'Office > Stationery'),
    (13, 4, 'Desks', 'Office > Desks');
select setval('shop.categories_id_seq', 13);

insert into shop.suppliers (name, country, contact, lead_time, active) values
    ('Nordlys Design AB', 'SE', 'orders@nordlys.example', '5 days', true),
    ('Olaria do Porto', 'PT', 'vendas@olaria.example', '12 days', true),
    ('Kōgei Works', 'JP', 'sales@kogei.example', '21 days', true),
    ('Hofmann & Söhne', 'DE', 'auftrag@hofmann.example', '3 days', true),
    ('Ateliers Garonne', 'FR', 'contact@garonne.example', '6 days 12:00', true),
    ('Lagos Weave Co.', 'NG', null, '18 days', true),
    ('Valle Verde', 'IT', 'ordini@valleverde.example', '8 days', true),
    ('Highland Outfitters', 'GB', 'trade@highland.example', '4 days', true),
    ('Baltic Timber', 'EE', 'sales@baltictimber.example', '9 days', true),
    ('Old Mill Paper', 'IE', null, '10 days', false);

insert into shop.products
    (id, sku, name, category_id, supplier_id, price, cost, tags, attributes, size, weight_g,
     description, discontinued_on, updated_at)
select
    1000 + n,
    upper(left(regexp_replace(kind.name, '[^A-Za-z]', '', 'g'), 3)) || '-' || to_char(n, 'FM0000'),
    style.name || ' ' || kind.name,
    kind.category_id,
    1 + sample.pick(n, 3, 10),
    price.amount,
    round(price.amount * (45 + sample.pick(n, 4, 25)) / 100, 2),
    array_remove(array[
        lower(style.name),
        case when sample.pick(n, 5, 4) = 0 then 'gift' end,
        case when sample.pick(n, 6, 5) = 0 then 'new' end,
        case when sample.pick(n, 7, 6) = 0 then 'fair trade' end], null),
    jsonb_build_object(
        'colour', sample.of('{sand,moss,ink,ivory,rust,slate}', n, 8),
        'material', sample.of('{oak,steel,linen,stoneware,wool,glass,brass}', n, 9),
        'care', case when sample.pick(n, 10, 3) = 0 then null
                     else jsonb_build_array('hand wash', 'keep dry') end),
    case when sample.pick(n, 11, 8) > 0
         then row(50 + sample.pick(n, 12, 900), 40 + sample.pick(n, 13, 700), 30 + sample.pick(n, 14, 500))::shop.dimensions end,
    case when sample.pick(n, 15, 10) > 0 then 80 + sample.pick(n, 16, 6000) end,
    case when sample.pick(n, 17, 9) > 0
         then 'A ' || lower(kind.name) || ' in our ' || style.name || ' line, made to last.' end,
    case when sample.pick(n, 18, 20) = 0 then (sample.today() - make_interval(days => 20 + sample.pick(n, 19, 300)))::date end,
    sample.today() - make_interval(hours => sample.pick(n, 20, 4000))
from (values
        (0, 'Coffee grinder', 5, 89), (1, 'Teapot', 5, 42), (2, 'Espresso cup set', 5, 28),
        (3, 'Cast iron pan', 6, 74), (4, 'Saucepan', 6, 58), (5, 'Chef''s knife', 6, 96),
        (6, 'Dinner plate', 7, 18), (7, 'Carafe', 7, 34), (8, 'Desk lamp', 8, 119),
        (9, 'Lantern', 8, 46), (10, 'Wool blanket', 9, 135), (11, 'Linen cushion', 9, 39),
        (12, 'Tent', 10, 329), (13, 'Camping stove', 10, 84), (14, 'Bicycle bell', 11, 16),
        (15, 'Pannier bag', 11, 112), (16, 'Notebook', 12, 14), (17, 'Fountain pen', 12, 67),
        (18, 'Standing desk', 13, 449), (19, 'Monitor shelf', 13, 79)) as kind (k, name, category_id, base)
    cross join (values (0, 'Aalto'), (1, 'Bruma'), (2, 'Cairn'), (3, 'Duna'), (4, 'Ember'), (5, 'Fjord'),
        (6, 'Gale'), (7, 'Hiro'), (8, 'Isla'), (9, 'Juniper'), (10, 'Kumo'), (11, 'Lumen')) as style (s, name)
    cross join lateral (select 1 + style.s * 20 + kind.k as n) as numbered
    cross join lateral (select (kind.base + sample.pick(n, 1, kind.base) - 0.10 * (1 + sample.pick(n, 2, 9)))::numeric(12, 2) as amount) as price;
select setval('shop.products_id_seq', (select max(id) from shop.products));

insert into shop.customers
    (id, name, email, country, phone, birthday, loyalty_points, preferences, newsletter, registered_at, updated_at)
select
    50000 + n,
    name,
    translate(lower(replace(replace(name, ' ', '.'), '''', '')), 'áãåäçéèêëíıïłñńóõöøúüšşžżćčğōß', 'aaaaceeeeiiilnnoooouusszzccgos') || case when n > 20 then n::text else '' end || '@example.' || sample.of('{com,org,net}', n, 36),
    sample.of('{DE,FR,SE,PT,IT,NL,GB,IE,ES,PL,JP,NG,BR,US,IN}', n, 30),
    case when sample.pick(n, 31, 3) > 0 then '+' || (30 + sample.pick(n, 32, 60)) || ' ' || to_char(sample.pick(n, 33, 1000000000), 'FM000 000 000') end,
    case when sample.pick(n, 34, 4) > 0 then date '1950-01-01' + sample.pick(n, 35, 20000) end,
    sample.pick(n, 37, 5000) / 10 * 10,
    case when sample.pick(n, 38, 3) > 0 then jsonb_build_object(
        'language', sample.of('{de,fr,sv,pt,it,nl,en,ja}', n, 39),
        'topics', to_jsonb((array['kitchen', 'home', 'outdoor', 'office'])[1 + sample.pick(n, 40, 3):])) end,
    case sample.pick(n, 41, 5) when 0 then null when 1 then false else true end,
    sample.today() - make_interval(days => 200 + sample.pick(n, 42, 1500), mins => sample.pick(n, 43, 1440)),
    sample.today() - make_interval(days => sample.pick(n, 44, 200), mins => sample.pick(n, 45, 1440))
from generate_series(1, 6000) as n
    cross join lateral (select case when n <= 12
        then (array['Mira Okafor', 'Jonas Lindqvist', 'Zoë Marchetti', 'Rafael Duarte', 'Yuki Tanabe',
                    'Amara Nwosu', 'Elif Şahin', 'Lars O''Brien', 'Inês Carvalho', 'Tomasz Żak',
                    'Priya Raman', 'Chloé Lefèvre'])[n]
        else sample.of('{Mira,Jonas,Zoë,Rafael,Yuki,Amara,Elif,Lars,Inês,Tomasz,Priya,Chloé,Noah,Sofia,Mateo,Aiko,Kwame,Freya,Hugo,Leïla,Oskar,Nadia,Pavel,Greta,Diego,Saoirse,Emeka,Ingrid,Luca,Ayşe,Björn,Carmen,Dmitri,Esther,Farid,Giulia,Henrik,Ida,Jun,Katja}', n, 50)
            || ' ' || sample.of('{Okafor,Lindqvist,Marchetti,Duarte,Tanabe,Nwosu,Şahin,"O''Brien",Carvalho,Nowak,Raman,Lefèvre,Müller,Rossi,García,Sato,Mensah,Dahl,Moreau,Haddad,Berg,Popescu,Novák,Weiß,Fernández,Murphy,Eze,Holm,Bianchi,Yılmaz,Ström,Ortega,Ivanov,Cohen,Rahimi,Conti,Sørensen,Virtanen,Mori,Schäfer}', n, 51)
        end as name) as named;
update shop.customers set name = trim(name);
select setval('shop.customers_id_seq', (select max(id) from shop.customers));

insert into shop.addresses (customer_id, label, street, postcode, city, country, position, valid)
select
    c.id,
    case k when 1 then 'home' else 'work' end,
    sample.of('{Lindenstraße,Rue des Lilas,Storgatan,Rua das Flores,Via Roma,Kerkstraat,High Street,Calle Mayor,ulica Długa}', c.id * 2 + k, 60) || ' ' || 1 + sample.pick(c.id * 2 + k, 61, 140),
    case when sample.pick(c.id * 2 + k, 62, 12) > 0 then to_char(10000 + sample.pick(c.id * 2 + k, 63, 89999), 'FM00000') end,
    sample.of('{Berlin,Lyon,Göteborg,Porto,Bologna,Utrecht,Leeds,Cork,Sevilla,Kraków,Kyōto,Lagos,Curitiba,Portland,Pune}', c.id, 30),
    c.country,
    case when sample.pick(c.id * 2 + k, 64, 3) > 0
         then point(35 + sample.pick(c.id * 2 + k, 65, 25000) / 1000.0, -9 + sample.pick(c.id * 2 + k, 66, 30000) / 1000.0) end,
    daterange(c.registered_at::date, case when sample.pick(c.id * 2 + k, 67, 15) = 0 then current_date - 30 end)
from shop.customers c cross join generate_series(1, 2) as k
where k = 1 or sample.pick(c.id, 68, 4) = 0;

insert into shop.coupons values
    ('WELCOME', 10, tstzrange('2020-01-01 00:00Z', null), 20, 'First order'),
    ('SPRING15', 15, tstzrange(sample.today() - interval '200 days', sample.today() - interval '140 days'), 50, null),
    ('NOV10', 10, tstzrange(sample.today() - interval '60 days', sample.today() + interval '30 days'), 0, 'Every autumn'),
    ('LASTCHANCE', 25, tstzrange(sample.today() - interval '7 days', sample.today()), 100, 'Discontinued goods'),
    ('STAFF', 30, tstzrange(null, null), 0, null);
