package dev.tusk.swing.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTextTest {
  @ParameterizedTest
  @CsvSource({
    "-1, ''",
    "0, 0 B",
    "1023, 1023 B",
    "8192, 8.0 kB",
    "49152, 48 kB",
    "50331648, 48 MB",
    "1048500, 1.0 MB",
    "3328599654, 3.1 GB",
    "10737418239, 10 GB",
    "9223372036854775807, 8192 PB"
  })
  void writesTwoOrThreeFigures(long bytes, String text) {
    assertThat(SizeText.of(bytes)).isEqualTo(text);
  }
}
