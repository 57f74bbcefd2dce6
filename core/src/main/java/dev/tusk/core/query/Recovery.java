package dev.tusk.core.query;

import dev.tusk.core.session.SessionHoldings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A new session in the place of one that was lost.
///
/// @param refused the settings of the old one that could not be made again
public record Recovery(LostSession lost, List<SessionHoldings.Refused> refused) {
  /// How many names of one kind are named before the rest is counted.
  private static final int NAMED = 5;

  public Recovery {
    refused = List.copyOf(refused);
  }

  /// The names of the settings that are as they were; empty when there were none.
  public String restored() {
    List<String> failed = refused.stream().map(SessionHoldings.Refused::name).toList();
    return names(
        lost.holdings().settings().stream()
            .map(SessionHoldings.Setting::name)
            .filter(name -> !failed.contains(name))
            .toList());
  }

  /// What is not as it was, as a list in words; empty when all is.
  public String missing() {
    return join(
        missing(lost),
        refused.stream()
            .map(each -> "setting " + each.name() + " (" + each.reason() + ")")
            .collect(Collectors.joining(", ")));
  }

  /// What a new session will not have of a lost one, as a list in words; empty when nothing.
  public static String missing(LostSession lost) {
    String transaction =
        switch (lost.transaction()) {
          case IDLE -> "";
          case OPEN -> "the open transaction";
          case FAILED -> "the failed transaction";
        };
    String held =
        lost.holdings().held().stream()
            .collect(Collectors.groupingBy(SessionHoldings.Held::kind))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                kind ->
                    words(kind.getKey(), kind.getValue().size())
                        + " "
                        + names(kind.getValue().stream().map(SessionHoldings.Held::name).toList()))
            .collect(Collectors.joining(", "));
    return join(transaction, held);
  }

  private static String words(SessionHoldings.Kind kind, int count) {
    String one = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return count == 1 ? one : one + "s";
  }

  private static String names(List<String> names) {
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
  }

  private static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
  }
}
