package dev.tusk.postgres.session;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.SessionHoldings.Held;
import dev.tusk.core.session.SessionHoldings.Kind;
import dev.tusk.core.session.SessionHoldings.Refused;
import dev.tusk.core.session.SessionHoldings.Setting;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.sql.Identifier;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a session holds that a new one would not have: settings, temporary tables and the like.
///
/// The server is asked, after a statement that can have changed it and once no transaction is open:
/// only it knows what a rollback undid or a function set. Used by the session's thread; the answer
/// is read by any.
final class OwnSettings {
  private static final System.Logger LOG = System.getLogger(OwnSettings.class.getName());

  /// A server that is only busy must not cost what the statement has just made.
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int MOST_CUSTOM = 100;

  /// Verbs that can change it whatever follows.
  private static final Set<String> VERBS =
      Set.of(
          "SET",
          "RESET",
          "DISCARD",
          "LISTEN",
          "UNLISTEN",
          "PREPARE",
          "DEALLOCATE",
          "DECLARE",
          "CLOSE",
          "EXECUTE",
          "CALL",
          "DO");

  private static final Pattern WORDS =
      Pattern.compile("\\b(?:temp|temporary|pg_temp|set_config|\\w*advisory\\w*)\\b");

  /// Names with a dot are an application's own, and the server lists them nowhere.
  private static final Pattern CUSTOM =
      Pattern.compile(
          "\\b(?:set\\s+(?:session\\s+)?|set_config\\s*\\(\\s*')([a-z_][\\w$]*(?:\\.[a-z_][\\w$]*)+)");

  private static final String ASK =
      """
      select 'SETTING' as kind, name, setting from pg_catalog.pg_settings
        where source operator(pg_catalog.=) 'session'
      union all
      select 'SETTING', 'session_authorization', session_user::pg_catalog.text
      union all
      select 'SETTING', 'role', pg_catalog.current_setting('role'::pg_catalog.text)
      union all
      select 'TEMPORARY_TABLE', relname::pg_catalog.text, '' from pg_catalog.pg_class
        where relnamespace operator(pg_catalog.=) pg_catalog.pg_my_temp_schema()
        and relkind operator(pg_catalog.=) any (array['r', 'p', 'v']::pg_catalog."char"[])
      union all
      select 'CURSOR', name, '' from pg_catalog.pg_cursors where is_holdable
      union all
      select 'ADVISORY_LOCK', pg_catalog.concat_ws('/', classid, objid), ''
        from pg_catalog.pg_locks
        where locktype operator(pg_catalog.=) 'advisory'
        and pid operator(pg_catalog.=) pg_catalog.pg_backend_pid()
      union all
      select 'PREPARED_STATEMENT', name, '' from pg_catalog.pg_prepared_statements where from_sql
      union all
      select 'CHANNEL', channel, '' from pg_catalog.pg_listening_channels() as channel
      """;

  private final PgLink link;
  private final SessionSetup setup;
  private final SharedProcess process;
  private final @Nullable String loginRole;
  private final @Nullable String firstName;
  private final Set<String> custom = new TreeSet<>();
  private boolean changed;
  private volatile SessionHoldings holdings = SessionHoldings.NONE;

  OwnSettings(PgLink link, SessionSetup setup, SharedProcess process) {
    this.link = link;
    this.setup = setup;
    this.process = process;
    this.loginRole = link.parameter("session_authorization");
    this.firstName = link.parameter("application_name");
  }

  SessionHoldings holdings() {
    return holdings;
  }

  /// Looks again when `sql`, which has just ended well, can have changed something.
  void after(String sql, StatementText text) {
    String lower = sql.toLowerCase(Locale.ROOT);
    changed |=
        VERBS.contains(text.verb())
            || WORDS.matcher(lower).find()
            || (text.verb().equals("DROP") && !holdings.held().isEmpty());
    Matcher names = CUSTOM.matcher(lower);
    while (names.find() && custom.size() < MOST_CUSTOM) {
      custom.add(names.group(1));
    }
    if (changed && link.isOpen() && link.transactionState() == TransactionState.IDLE) {
      ask();
    }
  }

  private void ask() {
    changed = false;
    try {
      link.readTimeout(PATIENCE_MILLIS);
      List<Setting> settings = new ArrayList<>();
      List<Held> held = new ArrayList<>();
      for (String[] row : link.rows(custom.isEmpty() ? ASK : ASK + custom())) {
        if (!row[0].equals("SETTING")) {
          held.add(new Held(Kind.valueOf(row[0]), row[1]));
        } else if (isOwn(row[1], row[2])) {
          settings.add(new Setting(row[1], row[2]));
        }
      }
      // Whoever may become somebody else does so first, and gives up rights last.
      settings.sort(Comparator.comparingInt(OwnSettings::rank));
      SessionHoldings own = new SessionHoldings(settings, held);
      holdings = own;
      if (!own.isEmpty() && process.isProven()) {
        holdings = own.inSharedProcess();
      }
      link.readTimeout(0);
    } catch (SQLException | RuntimeException failure) {
      // The statement itself has ended well. An answer that came too late must meet no other.
      LOG.log(System.Logger.Level.DEBUG, "What the session holds is not known", failure);
      giveUpUnlessRefused(failure);
    }
  }

  /// What the server itself refuses, such as by a time limit that was set, leaves the link whole.
  private void giveUpUnlessRefused(Exception failure) {
    if (ServerErrors.serverError(failure) == null) {
      link.cut();
      return;
    }
    try {
      link.readTimeout(0);
    } catch (SQLException closed) {
      link.cut();
    }
  }

  private String custom() {
    return custom.stream()
        .map(Identifier::literal)
        .map(
            name ->
                " union all select 'SETTING', "
                    + name
                    + ", pg_catalog.current_setting("
                    + name
                    + "::pg_catalog.text, true)")
        .collect(Collectors.joining());
  }

  private boolean isOwn(String name, @Nullable String value) {
    if (value == null) {
      return false;
    }
    return switch (name) {
      case "session_authorization" -> !value.equals(loginRole);
      case "role" -> !value.equals(setup.settings().getOrDefault("role", "none"));
      case "application_name" -> !value.equals(firstName);
      default ->
          !(custom.contains(name) && value.isEmpty())
              && !value.equalsIgnoreCase(setup.settings().get(name.toLowerCase(Locale.ROOT)));
    };
  }

  private static int rank(Setting setting) {
    return switch (setting.name()) {
      case "session_authorization" -> 0;
      case "role" -> 2;
      default -> 1;
    };
  }

  /// Makes each setting; those that the server refuses are returned.
  List<Refused> restore(List<Setting> settings) {
    List<Refused> refused = new ArrayList<>();
    try {
      link.readTimeout(PATIENCE_MILLIS);
      for (Setting each : settings) {
        String sql =
            "select pg_catalog.set_config("
                + Identifier.literal(each.name())
                + "::pg_catalog.text, "
                + Identifier.literal(each.value())
                + "::pg_catalog.text, false)";
        try {
          var _ = link.rows(sql);
        } catch (SQLException no) {
          TuskError error = ServerErrors.ofStatement(no, link.isOpen(), AtStake.NOTHING).error();
          if (!link.isOpen()) {
            throw no;
          }
          refused.add(new Refused(each, error.message()));
        }
      }
      link.readTimeout(0);
    } catch (SQLException lost) {
      link.cut();
      throw ServerErrors.ofStatement(lost, false, AtStake.NOTHING);
    }
    List<Setting> made =
        settings.stream()
            .filter(each -> refused.stream().noneMatch(no -> no.setting().equals(each)))
            .toList();
    made.stream().map(Setting::name).filter(name -> name.contains(".")).forEach(custom::add);
    holdings = new SessionHoldings(made, List.of());
    return refused;
  }
}
