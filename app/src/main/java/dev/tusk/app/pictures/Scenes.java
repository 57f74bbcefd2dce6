package dev.tusk.app.pictures;

/// The texts in the pictures.
final class Scenes {
  static final String ORDERS =
      """
      -- Orders of the last 30 days, biggest spenders first
      with recent as (
          select id, customer_id, status, total, paid, shipped_at, meta, ref
            from shop.orders
           where placed_at >= now() - interval '30 days'
             and status <> 'cancelled'
      ), spend as (
          select customer_id, sum(total) as spent
            from recent
           group by customer_id
      )
      select r.id, c.name as customer, r.status, r.total, r.paid, r.shipped_at, r.meta, r.ref
        from recent r
        join shop.customers c on c.id = r.customer_id
        join spend s using (customer_id)
       order by s.spent desc, r.id;

      select count(*) from shop.orders where status = 'refunded';
      """;

  static final String MISTAKE =
      ORDERS
          .replace(
              "r.id, c.name as customer, r.status, r.total, r.paid, r.shipped_at, r.meta, r.ref",
              "r.id, r.ref, customers.emial, r.status, r.total, r.paid, r.shipped_at")
          .replace("shop.customers c on c.id", "shop.customers on customers.id");

  static final String MONTH_END =
      """
      -- Month end: re-price what is still open, batch by batch
      begin;

      do $$
      declare
          batch integer;
      begin
          raise notice 'reprice: price list % loaded', to_char(now(), 'YYYY-MM');
          for batch in 1 .. 600 loop
              perform count(*) from shop.orders where status in ('pending', 'paid');
              perform pg_sleep(0.5);
              raise notice 'reprice: % orders done', batch * 2000;
          end loop;
      end
      $$;

      commit;
      """;

  static final String REFUNDS =
      """
      -- Refunds of this month, to check before the payout
      set search_path = shop, public;
      create temp table to_check as
          select id, customer_id, total, paid, placed_at, meta
            from orders
           where status = 'refunded'
             and placed_at >= now() - interval '30 days';

      begin;
      select r.id, c.name as customer, r.total, r.paid, r.placed_at, r.meta
        from to_check r
        join customers c on c.id = r.customer_id
       order by r.placed_at desc;
      """;

  static final String ADMINISTRATOR =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where application_name = 'Tusk - orders_by_spend.sql'";

  /// As DBeaver writes it; the name of the last is taken.
  static final String DATA_SOURCES =
      """
      {"folders": {"Web shop": {}}, "connections": {
        "1": {"provider": "postgresql", "name": "shop-staging", "folder": "Web shop",
              "configuration": {"host": "staging.shop.example", "port": "5432",
                                "database": "shop", "user": "alice", "type": "test"}},
        "2": {"provider": "postgresql", "name": "reporting",
              "configuration": {"url": "jdbc:postgresql://10.20.0.7:5433/warehouse",
                                "user": "reader"}},
        "3": {"provider": "postgresql", "name": "analytics",
              "configuration": {"host": "localhost", "port": "5433",
                                "database": "warehouse", "user": "reader"}}}}
      """;

  /// Where DBeaver keeps it, in a workspace `work`.
  static final String DATA_SOURCES_PLACE = "/home/alice/work/.dbeaver/data-sources.json";

  private Scenes() {}
}
