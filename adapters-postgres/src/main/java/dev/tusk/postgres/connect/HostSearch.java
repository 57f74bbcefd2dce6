package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.postgres.session.PgLink;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds a server among several hosts, in their order, by libpq's rules: the next one is tried when
/// one cannot be reached or is not of the wanted kind, and not when it refuses the login.
///
/// Once found it stays: sessions, catalog and cancel of a pool belong to one server. Only when that
/// cannot be reached any more are all tried again. Thread-safe.
final class HostSearch implements AutoCloseable {
  private static final int SHORTEST_MILLIS = 250;

  private final HostAddress first;
  private final List<Dialler> places;
  private final String wanted;
  private final boolean shuffled;
  private volatile @Nullable Dialler found;

  private HostSearch(HostAddress first, List<Dialler> places, String wanted, boolean shuffled) {
    this.first = first;
    this.places = places;
    this.wanted = wanted;
    this.shuffled = shuffled;
  }

  /// The search for `config`; null when there is one host, and any server there will do.
  static @Nullable HostSearch of(
      ConnectionConfig config, @Nullable Secret password, Map<String, String> environment) {
    List<HostAddress> hosts = config.hosts();
    String wanted = config.settings().get(Setting.TARGET_SESSION_ATTRS, "any");
    boolean plain =
        !hosts.getFirst().isSocket()
            || (config.sslMode() == SslMode.DISABLE && tls(config.settings()).isEmpty());
    if (hosts.size() == 1 && wanted.equals("any") && plain) {
      return null;
    }
    int attempts = hosts.size() * (wanted.equals("prefer-standby") ? 2 : 1);
    Duration share = config.options().connectTimeout().dividedBy(attempts);
    List<Dialler> places = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      places.add(new Dialler(at(config, i, share), password, environment));
    }
    return new HostSearch(
        hosts.getFirst(),
        List.copyOf(places),
        wanted,
        config.settings().get(Setting.LOAD_BALANCE_HOSTS, "disable").equals("random"));
  }

  /// Over a Unix socket nothing is encrypted, whatever the mode says: nobody is in between.
  private static ConnectionConfig at(ConnectionConfig config, int place, Duration share) {
    HostAddress host = config.hosts().get(place);
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    settings.putAll(config.settings().all());
    settings.put(Setting.HOSTADDR, config.addresses().get(place));
    settings.keySet().remove(Setting.FALLBACK_HOSTS);
    settings.keySet().remove(Setting.TARGET_SESSION_ATTRS);
    if (host.isSocket()) {
      settings.keySet().removeAll(tls(config.settings()));
    }
    long millis = Math.max(SHORTEST_MILLIS, share.toMillis());
    return new ConnectionConfig(
        config.id(),
        config.name(),
        host.host(),
        host.port(),
        config.database(),
        config.user(),
        host.isSocket() ? SslMode.DISABLE : config.sslMode(),
        config.stage(),
        config.rememberPassword(),
        config.options().withConnectTimeout(Duration.ofMillis(millis)),
        ConnectionSettings.of(settings));
  }

  private static List<Setting> tls(ConnectionSettings settings) {
    return settings.all().keySet().stream()
        .filter(each -> each.keyword().startsWith("ssl"))
        .toList();
  }

  /// As [Dialler#dial].
  <T> Dialler.Dialled<T> dial(
      Duration limit,
      Cancellation cancellation,
      ConnectDialogue dialogue,
      Dialler.Preparation<T> preparation) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<TuskException> failures = new ArrayList<>();
    List<Attempt> attempts = attempts();
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      long left = Math.max(1, deadline - System.nanoTime());
      Duration share = Duration.ofNanos(left / (attempts.size() - i));
      try {
        Dialler.Dialled<T> dialled =
            attempt
                .place()
                .dial(
                    share,
                    cancellation,
                    dialogue,
                    link -> {
                      requireKind(link, attempt);
                      return preparation.on(link);
                    });
        found = attempt.place();
        return dialled;
      } catch (TuskException failure) {
        if (!mayBeElsewhere(failure.error()) || cancellation.isCancelled()) {
          throw failure;
        }
        failures.add(failure);
      }
    }
    throw none(failures);
  }

  private record Attempt(Dialler place, String wanted) {}

  private List<Attempt> attempts() {
    List<Dialler> order = new ArrayList<>(places);
    if (shuffled) {
      Collections.shuffle(order);
    }
    Dialler last = found;
    if (last != null) {
      order.remove(last);
      order.addFirst(last);
    }
    List<Attempt> attempts = new ArrayList<>();
    if (wanted.equals("prefer-standby")) {
      order.forEach(each -> attempts.add(new Attempt(each, "standby")));
      order.forEach(each -> attempts.add(new Attempt(each, "any")));
    } else {
      order.forEach(each -> attempts.add(new Attempt(each, wanted)));
    }
    if (last != null && wanted.equals("prefer-standby")) {
      attempts.addFirst(new Attempt(last, "any"));
    }
    return attempts;
  }

  private static void requireKind(PgLink link, Attempt attempt) throws SQLException {
    String is =
        switch (attempt.wanted()) {
          case "read-write" -> standby(link) || readOnly(link) ? "read-only" : "";
          case "read-only" -> standby(link) || readOnly(link) ? "" : "read-write";
          case "primary" -> standby(link) ? "a standby" : "";
          case "standby" -> standby(link) ? "" : "a primary";
          default -> "";
        };
    if (!is.isEmpty()) {
      ConnectionConfig config = attempt.place().config();
      throw new TuskException(
          new TuskError.Unreachable(
              TuskError.Reach.OTHER,
              "Can't use %s: it is %s, and %s is wanted"
                  .formatted(config.server(), is, attempt.wanted()),
              config.host(),
              config.port()));
    }
  }

  private static boolean standby(PgLink link) throws SQLException {
    String reported = link.parameter("in_hot_standby");
    return reported == null
        ? link.rows("select pg_catalog.pg_is_in_recovery()").getFirst()[0].equals("t")
        : reported.equals("on");
  }

  private static boolean readOnly(PgLink link) throws SQLException {
    String reported = link.parameter("default_transaction_read_only");
    return (reported == null
            ? link.rows("show default_transaction_read_only").getFirst()[0]
            : reported)
        .equals("on");
  }

  /// Whether another host may do better. One that is starting, stopping or in recovery says 57P03.
  private static boolean mayBeElsewhere(TuskError error) {
    return error instanceof TuskError.Unreachable
        || (error instanceof TuskError.Declined declined
            && declined.server().sqlState().equals("57P03"));
  }

  private TuskException none(List<TuskException> failures) {
    if (places.size() == 1) {
      return failures.getLast();
    }
    String each =
        failures.stream()
            .map(failure -> failure.error().message())
            .distinct()
            .collect(Collectors.joining("; "));
    TuskError.Reach cause =
        failures.getFirst().error() instanceof TuskError.Unreachable unreachable
            ? unreachable.cause()
            : TuskError.Reach.OTHER;
    TuskException none =
        new TuskException(
            new TuskError.Unreachable(
                cause, "None of the hosts can be used: " + each, first.host(), first.port()));
    failures.forEach(none::addSuppressed);
    return none;
  }

  /// Whether `link` leads to the server that was found last.
  boolean isCurrent(PgLink link) {
    Dialler last = found;
    return last == null || last.leadsTo(link);
  }

  @Override
  public void close() {
    places.forEach(Dialler::close);
  }
}
