package dev.tusk.cli;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says wrong usage in words; picocli's own name Java types and places in an array.
final class UsageWords {
  private UsageWords() {}

  static String of(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    ArgSpec argument = wrong.getArgSpec();
    String value = wrong.getValue();
    if (argument instanceof OptionSpec option && value != null) {
      Class<?> type = option.type();
      String wanted =
          type == Long.class || type == long.class || type == Integer.class || type == int.class
              ? "a whole number"
              : option.paramLabel();
      return "%s wants %s, not \"%s\"".formatted(option.longestName(), wanted, value);
    }
    return String.valueOf(wrong.getMessage());
  }

  private static String unmatched(UnmatchedArgumentException unmatched) {
    List<String> left = unmatched.getUnmatched();
    if (unmatched.isUnknownOption() || left.isEmpty()) {
      return String.valueOf(unmatched.getMessage());
    }
    String first = left.getFirst();
    boolean command = !unmatched.getCommandLine().getSubcommands().isEmpty();
    if (!command) {
      return "\"" + first + "\" is one argument too many; put quotes round what belongs together";
    }
    List<String> near = unmatched.getSuggestions();
    return "There is no command \""
        + first
        + "\""
        + (near.isEmpty() ? "" : " (did you mean " + near.getFirst() + "?)");
  }
}
