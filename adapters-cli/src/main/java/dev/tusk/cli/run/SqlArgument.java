package dev.tusk.cli.run;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// Lets SQL begin with a comment: an argument of two hyphens and then white space, or with a line
/// break in it, is no option, and goes behind the mark that ends the options.
@SuppressWarnings("JdkObsolete") // picocli hands over a Stack
final class SqlArgument implements IParameterPreprocessor {
  private static final String END_OF_OPTIONS = "--";

  /// Made by picocli.
  SqlArgument() {}

  @Override
  public boolean preprocess(
      Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
    if (!arguments.contains(END_OF_OPTIONS)) {
      for (int i = 0; i < arguments.size(); i++) {
        String each = arguments.get(i);
        if (startsWithComment(each)) {
          arguments.remove(i);
          // the bottom of the stack is the last argument
          arguments.add(0, each);
          arguments.add(1, END_OF_OPTIONS);
          break;
        }
      }
    }
    return false;
  }

  private static boolean startsWithComment(String text) {
    return text.startsWith(END_OF_OPTIONS)
        && text.length() > 2
        && (Character.isWhitespace(text.charAt(2)) || text.indexOf('\n') > 0);
  }
}
