package dev.tusk.core.query;

import dev.tusk.core.session.SessionHoldings;
import java.util.List;
import java.util.stream.Collectors;

/// A new session in the place of one that was lost.
///
/// @param refused the settings of the old one that could not be made again
public record Recovery(LostSession lost, List<SessionHoldings.Refused> refused) {
  public Recovery {
    refused = List.copyOf(refused);
  }

  /// The names of the settings that are as they were; empty when there were none.
  public String restored() {
    List<String> failed = refused.stream().map(SessionHoldings.Refused::name).toList();
    return SessionHoldings.names(
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
    return join(transaction, lost.holdings().words());
  }

  private static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
  }
}
