package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ServerAbility;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.connection.ServerProduct;
import dev.tusk.postgres.session.ColumnTypes;
import dev.tusk.postgres.session.PgLink;
import dev.tusk.postgres.session.SessionSetup;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A server that speaks PostgreSQL's protocol and is not PostgreSQL, or an old one: each thing that
/// Tusk uses is tried out, and what the server refuses is done without.
final class Relative {
  /// What the tree reads of each catalog; no row of it.
  private static final String CATALOG =
      """
      select c.oid, n.nspname, c.relkind::pg_catalog.text, a.attnum,
        pg_catalog.format_type(a.atttypid, a.atttypmod),
        pg_catalog.pg_get_expr(d.adbin, d.adrelid),
        pg_catalog.col_description(c.oid, a.attnum::pg_catalog.int4),
        pg_catalog.obj_description(c.oid, 'pg_class'::pg_catalog.name),
        pg_catalog.pg_total_relation_size(c.oid::pg_catalog.regclass),
        pg_catalog.has_schema_privilege(n.oid, 'usage'::pg_catalog.text)
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace
      join pg_catalog.pg_attribute a on a.attrelid operator(pg_catalog.=) c.oid
      left join pg_catalog.pg_attrdef d on d.adrelid operator(pg_catalog.=) c.oid
      where exists (select 1 from pg_catalog.pg_partition_tree(c.oid::pg_catalog.regclass))
        and exists (select 1 from pg_catalog.pg_constraint)
      limit 0
      """;

  private static final String ROUTINES =
      """
      select p.prokind, pg_catalog.pg_get_function_identity_arguments(p.oid),
        pg_catalog.pg_get_function_result(p.oid)
      from pg_catalog.pg_proc p where exists (select 1 from pg_catalog.pg_depend) limit 0
      """;

  private static final String OWN_SETTINGS =
      "select name from pg_catalog.pg_settings where source"
          + " operator(pg_catalog.=) 'client'::pg_catalog.text";

  private final PgLink link;
  private final ConnectionConfig config;
  private final String name;
  private final String remark;
  private final Map<ServerAbility, String> lacks = new EnumMap<>(ServerAbility.class);

  /// @param name of the product
  /// @param remark what somebody should know of it
  Relative(PgLink link, ConnectionConfig config, String name, String remark) {
    this.link = link;
    this.config = config;
    this.name = name;
    this.remark = remark;
  }

  ServerProbe.Found examine(Map<String, String> words, boolean readOnly) throws SQLException {
    prove(ServerAbility.CATALOG, () -> link.rows(CATALOG));
    prove(ServerAbility.CATALOG, () -> link.rows(ROUTINES));
    prove(
        ServerAbility.TYPES,
        () -> {
          ColumnTypes.prove(link);
          return true;
        });
    prove(ServerAbility.READ_ONLY, this::refusesWrites);
    backends();
    prove(
        ServerAbility.PORTALS,
        () -> {
          link.provePortal();
          return true;
        });
    SessionSetup setup = settings(words, readOnly && !lacks.containsKey(ServerAbility.READ_ONLY));
    ServerProduct product = new ServerProduct(name, remark, lacks);
    link.leadsTo(product);
    setup.forService(link).make(link);
    return new ServerProbe.Found(describe(product), setup);
  }

  /// Notes what is missing; the first reason counts.
  private void prove(ServerAbility ability, Attempt.Question<?> question) throws SQLException {
    Attempt<?> attempt = Attempt.of(link, question);
    if (attempt.result() == null) {
      var _ = lacks.putIfAbsent(ability, attempt.why());
    }
  }

  /// Some take every `SET` and do nothing.
  private boolean refusesWrites() throws SQLException {
    var _ = link.rows("begin read only");
    var _ = link.rows("commit");
    var _ = link.rows("set " + SessionSetup.READ_ONLY + " = on");
    List<String[]> now = link.rows("show " + SessionSetup.READ_ONLY);
    var _ = link.rows("set " + SessionSetup.READ_ONLY + " = off");
    if (now.isEmpty() || !now.getFirst()[0].equals("on")) {
      lacks.put(ServerAbility.READ_ONLY, "");
    }
    return true;
  }

  private void backends() throws SQLException {
    Attempt<String> pid = value("select pg_catalog.pg_backend_pid()");
    Attempt<String> cancel = value("select pg_catalog.pg_cancel_backend(0)");
    if (pid.result() == null || cancel.result() == null) {
      lacks.put(ServerAbility.BACKENDS, pid.result() == null ? pid.why() : cancel.why());
    } else if (!pid.result().equals(Integer.toString(link.backendPid()))) {
      // Either a pooler, or a number that says nothing; both are reached by the protocol alone.
      lacks.put(ServerAbility.BACKENDS, "");
      link.servedBy(pid.result());
    }
    if (link.backendPid() == 0 && lacks.containsKey(ServerAbility.BACKENDS)) {
      lacks.put(ServerAbility.CANCEL_KEY, "");
    }
  }

  private SessionSetup settings(Map<String, String> words, boolean readOnly) throws SQLException {
    prove(ServerAbility.SETTINGS, () -> link.rows(OWN_SETTINGS));
    if (lacks.containsKey(ServerAbility.SETTINGS)) {
      return SessionSetup.NONE;
    }
    Attempt<SessionSetup> whole =
        Attempt.of(link, () -> made(PsqlSettings.read(link, words, readOnly)));
    if (whole.result() != null) {
      return whole.result();
    }
    Map<String, String> few = new LinkedHashMap<>();
    few.put("datestyle", "ISO, MDY");
    few.put("standard_conforming_strings", "on");
    if (readOnly) {
      few.put(SessionSetup.READ_ONLY, "on");
    }
    Attempt<SessionSetup> some = Attempt.of(link, () -> made(new SessionSetup(few)));
    if (some.result() != null) {
      return some.result();
    }
    lacks.put(ServerAbility.SETTINGS, some.why());
    return SessionSetup.NONE;
  }

  private SessionSetup made(SessionSetup setup) throws SQLException {
    setup.make(link);
    return setup;
  }

  private Attempt<String> value(String sql) throws SQLException {
    return Attempt.of(
        link,
        () -> {
          List<String[]> rows = link.rows(sql);
          return rows.isEmpty() || rows.getFirst().length == 0 ? "" : rows.getFirst()[0];
        });
  }

  private ServerInfo describe(ServerProduct product) throws SQLException {
    String version = Objects.requireNonNullElse(ServerProbe.version(link), "");
    Wire.@Nullable Encryption encryption = link.encryption();
    String database = Objects.requireNonNullElse(value("select current_database()").result(), "");
    return new ServerInfo(
        version,
        Products.major(version) * 10_000,
        database.isEmpty() ? config.database() : database,
        config.user(),
        encryption == null ? null : encryption.version(),
        encryption == null ? null : encryption.cipher(),
        "on".equals(link.parameter("is_superuser")),
        "on".equals(link.parameter("in_hot_standby")),
        Objects.requireNonNullElse(link.parameter("TimeZone"), ""),
        ServerProbe.latency(link, Long.MAX_VALUE),
        product);
  }
}
