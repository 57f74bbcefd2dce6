package dev.tusk.core.session;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a session holds beside its transaction, and what would be lost with it.
///
/// @param settings the session's own, where they differ from those of a new session, in the order
///     in which they can be made again
/// @param held what no other session can be given
/// @param shared whether a pooler is known to give the server process to others as soon as no
///     transaction is open: then all of this is lost at any time, and found by others
public record SessionHoldings(List<Setting> settings, List<Held> held, boolean shared) {
  /// Nothing but what a new session has.
  public static final SessionHoldings NONE = new SessionHoldings(List.of(), List.of());

  private static final int NAMED = 5;

  /// The server reports their changes, by which PgBouncer takes them along from process to process.
  private static final Set<String> CARRIED =
      Set.of(
          "application_name",
          "client_encoding",
          "datestyle",
          "standard_conforming_strings",
          "timezone");

  public SessionHoldings {
    settings = List.copyOf(settings);
    held = List.copyOf(held);
  }

  /// In a process that is no other's as far as is known.
  public SessionHoldings(List<Setting> settings, List<Held> held) {
    this(settings, held, false);
  }

  /// The same in a process that is shared.
  public SessionHoldings inSharedProcess() {
    return new SessionHoldings(settings, held, true);
  }

  public boolean isEmpty() {
    return settings.isEmpty() && held.isEmpty();
  }

  /// What does not last in a shared process, as a list in words; empty when all does.
  public String fleeting() {
    if (!shared) {
      return "";
    }
    List<String> lost =
        settings.stream()
            .map(Setting::name)
            .filter(name -> !CARRIED.contains(name.toLowerCase(Locale.ROOT)))
            .toList();
    return Stream.of(
            lost.isEmpty() ? "" : (lost.size() == 1 ? "setting " : "settings ") + names(lost),
            words())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /// What no other session can be given, as a list in words; empty when nothing.
  public String words() {
    return held.stream().collect(Collectors.groupingBy(Held::kind)).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            kind ->
                kind.getKey().words(kind.getValue().size())
                    + " "
                    + names(kind.getValue().stream().map(Held::name).toList()))
        .collect(Collectors.joining(", "));
  }

  /// Some names; of many the first and how many more there are.
  public static String names(List<String> names) {
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
  }

  /// A setting as `set_config` takes it; the role and the session authorization are settings too.
  public record Setting(String name, String value) {}

  /// Something that lives and dies with the session.
  public record Held(Kind kind, String name) {}

  /// Kinds of it.
  public enum Kind {
    TEMPORARY_TABLE(true),
    CURSOR(true),
    ADVISORY_LOCK(true),
    PREPARED_STATEMENT(false),
    CHANNEL(false);

    private final boolean data;

    Kind(boolean data) {
      this.data = data;
    }

    /// Whether a statement that was meant for a session with it can do harm in one without: a
    /// permanent table may have the name of the temporary one, and a lock keeps others away.
    public boolean isData() {
      return data;
    }

    private String words(int count) {
      String one = name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return count == 1 ? one : one + "s";
    }
  }

  /// A setting that a new session refused.
  ///
  /// @param reason the server's words
  public record Refused(Setting setting, String reason) {
    /// The name of the setting.
    public String name() {
      return setting.name();
    }
  }
}
