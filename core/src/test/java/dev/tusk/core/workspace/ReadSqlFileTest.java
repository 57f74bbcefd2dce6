package dev.tusk.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadSqlFileTest {
  @TempDir private Path folder;

  @Test
  void aTextComesWithoutItsMarkAndWithPlainLineEnds() throws IOException {
    assertThat(read("\uFEFFselect 'ä€😀'\r\nfrom t;\r".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new SqlFile.Text("a.sql", "select 'ä€😀'\nfrom t;\n"));
  }

  @Test
  void anEmptyFileIsAnEmptyText() throws IOException {
    assertThat(read(new byte[0])).isEqualTo(new SqlFile.Text("a.sql", ""));
  }

  @Test
  void anotherEncodingIsRefusedWithTheLine() throws IOException {
    assertThat(why("select 1;\nselect 'ä';".getBytes(Charset.forName("ISO-8859-1"))))
        .isEqualTo("a.sql is not UTF-8: see line 2");
    assertThat(why("select 1;\nselect '\u20ac".getBytes(StandardCharsets.UTF_8), 1))
        .isEqualTo("a.sql is not UTF-8: see line 2");
    assertThat(why("\uFEFFselect 1".getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo("a.sql is text in UTF-16, not in UTF-8");
  }

  @Test
  void whatIsNotTextIsRefused() throws IOException {
    assertThat(why("PGDMP\u0001\u0000\u0004".getBytes(StandardCharsets.UTF_8)))
        .contains("not a text file");
  }

  @Test
  void aFileThatIsTooLargeIsRefusedWithTheCommandThatRunsIt() throws IOException {
    assertThat(read("x".repeat(ReadSqlFile.LARGEST).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SqlFile.Text.class);
    assertThat(read("x".repeat(ReadSqlFile.LARGEST + 1).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            SqlFile.Refused.class,
            refused -> {
              assertThat(refused.why()).contains("larger than 5 MB");
              assertThat(refused.advice()).contains("tusk run ").endsWith("a.sql");
            });
  }

  @Test
  void whatCannotBeReadIsSaid() {
    assertThat(new ReadSqlFile().read(folder.resolve("none.sql")))
        .isEqualTo(new SqlFile.Refused("none.sql cannot be read: there is no such file", ""));
    assertThat(new ReadSqlFile().read(folder))
        .isInstanceOfSatisfying(
            SqlFile.Refused.class, refused -> assertThat(refused.why()).endsWith("it is a folder"));
  }

  private SqlFile read(byte[] bytes) throws IOException {
    Path file = folder.resolve("a.sql");
    Files.write(file, bytes);
    return new ReadSqlFile().read(file);
  }

  private String why(byte[] bytes) throws IOException {
    return why(bytes, 0);
  }

  private String why(byte[] bytes, int cut) throws IOException {
    return ((SqlFile.Refused) read(java.util.Arrays.copyOf(bytes, bytes.length - cut))).why();
  }
}
