package dev.tusk.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyStatementTest {
  private static final ExportOptions PLAIN = ExportOptions.DEFAULTS;

  @Test
  void theServerWritesAQuery() {
    assertThat(copy("select 1 -- one", ExportFormat.CSV, PLAIN))
        .hasValue(
            new CopyStatement(
                "COPY (select 1\n) TO STDOUT WITH (FORMAT csv, HEADER)", "COPY (".length()));
    assertThat(copy("table t;", ExportFormat.TSV, PLAIN.header(false)).orElseThrow().sql())
        .isEqualTo("COPY (table t\n) TO STDOUT WITH (FORMAT text)");
  }

  @Test
  void whatTheServerCannotWriteTuskWrites() {
    assertThat(copy("select 1", ExportFormat.JSON, PLAIN)).isEmpty();
    assertThat(copy("select 1", ExportFormat.TSV, PLAIN)).as("a header before 15").isEmpty();
    assertThat(copy("select 1", ExportFormat.CSV, PLAIN.nullText("-"))).isEmpty();
    assertThat(copy("select 1", ExportFormat.CSV, PLAIN.spreadsheetSafe(true))).isEmpty();
    assertThat(copy("show all", ExportFormat.CSV, PLAIN)).isEmpty();
    assertThat(copy("insert into t values (1) returning a", ExportFormat.CSV, PLAIN)).isEmpty();
  }

  private static Optional<CopyStatement> copy(
      String text, ExportFormat format, ExportOptions options) {
    Statement statement = Script.of(text).statements().getFirst();
    return CopyStatement.of(statement, statement.in(text), format, options);
  }
}
