package dev.tusk.postgres.evil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No SQL that Tusk writes has a value or a name put into it but by `Identifier` or a parameter.
@Requirement("D-3")
class SqlTemplateTest {
  private static final Pattern STRING =
      Pattern.compile("\"\"\".*?\"\"\"|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", Pattern.DOTALL);

  /// What begins like a statement; sentences for people begin with a capital and go on with words.
  private static final Pattern SQL =
      Pattern.compile(
          "\"+\\s*(?:select|insert into|update|delete from|copy|set|show|alter|create|drop"
              + "|listen|notify|comment on|grant|revoke|truncate|call|do|explain|declare|fetch"
              + "|table|TABLE|SELECT|ALTER|SET|DROP|CREATE|INSERT|DISCARD|RESET)\\s.*",
          Pattern.DOTALL);

  private static final Pattern PLUS = Pattern.compile("\\G\\s*\\+\\s*");

  /// What may follow a plus, and where: numbers, and what `Identifier` has written.
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("ServicePool.java", Set.of("pid")),
          Map.entry("ColumnTypes.java", Set.of("oids")),
          Map.entry("StatementText.java", Set.of("rows")),
          Map.entry("TreePresenter.java", Set.of("name")),
          Map.entry("ExportCommand.java", Set.of("qualified(table)")),
          Map.entry("ServerPrograms.java", Set.of("oneLine(answer)")),
          Map.entry("ReadOnlySwitch.java", Set.of("SessionSetup.READ_ONLY")),
          Map.entry("Relative.java", Set.of("SessionSetup.READ_ONLY")),
          // The tree's name of a table, as `Identifier` has written it.
          Map.entry("EditorFeature.java", Set.of("wish.name()")),
          Map.entry("ExportActions.java", Set.of("name")),
          // Constants of its own.
          Map.entry("ServerTrace.java", Set.of("name", "what", "catalog")),
          // What goes into a file for people, and is never sent.
          Map.entry(
              "InsertFormat.java",
              Set.of(
                  "options.table()",
                  "(columns.isEmpty() ? \" DEFAULT VALUES\" : names + \" VALUES\")")),
          // Sentences about SQL.
          Map.entry("Lifting.java", Set.of("words.text(at)", "words.text(from)", "name")));

  @Test
  void nothingIsPutIntoSqlButByItsOneDoor() throws Exception {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (String module :
        List.of("core", "adapters-postgres", "adapters-cli", "adapters-swing", "app", "demo")) {
      try (Stream<Path> all = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : all.filter(path -> path.toString().endsWith(".java")).toList()) {
          files++;
          found.addAll(offences(file.getFileName().toString(), Files.readString(file)));
        }
      }
    }
    assertThat(files).isGreaterThan(200);
    assertThat(found).isEmpty();
  }

  @Test
  void aValuePutIntoSqlIsFound() throws IOException {
    assertThat(offences("X.java", "q(\"select * from t where a = '\" + value + \"'\");"))
        .containsExactly("X.java: value");
    assertThat(offences("X.java", "q(\"select a from \" + table);"))
        .containsExactly("X.java: table");
    assertThat(offences("X.java", "q(\"drop table %s\".formatted(name));"))
        .containsExactly("X.java: .formatted");
    assertThat(offences("X.java", "q(\"select a\" + \" from t where b = ?\");")).isEmpty();
    assertThat(offences("X.java", "q(\"select a from \" + Identifier.quote(table));")).isEmpty();
  }

  private static List<String> offences(String file, String source) {
    List<String> found = new ArrayList<>();
    String code = source.replaceAll("(?m)^\\s*///?.*$", "");
    Matcher string = STRING.matcher(code);
    int from = 0;
    while (string.find(from)) {
      from = string.end();
      if (!SQL.matcher(string.group()).matches()) {
        continue;
      }
      if (code.startsWith(".formatted", from)) {
        found.add(file + ": .formatted");
      }
      Matcher plus = PLUS.matcher(code);
      while (plus.find(from)) {
        int start = plus.end();
        if (code.charAt(start) == '"') {
          var _ = string.find(start);
          from = string.end();
        } else {
          from = operandEnd(code, start);
          String operand = code.substring(start, from).strip();
          boolean allowed =
              operand.startsWith("Identifier.")
                  || ALLOWED.getOrDefault(file, Set.of()).contains(operand);
          if (!allowed) {
            found.add(file + ": " + operand);
          }
        }
      }
    }
    return found;
  }

  private static int operandEnd(String code, int start) {
    int depth = 0;
    for (int i = start; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '(') {
        depth++;
      } else if (depth > 0 && c == ')') {
        depth--;
      } else if (depth == 0 && (c == ')' || c == ';' || c == ',' || c == '+' || c == '\n')) {
        return i;
      }
    }
    return code.length();
  }
}
