package dev.tusk.core.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.Secret;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordFileTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "db:5432:shop:ada:one                  | db        | one",
        "#db:5432:shop:ada:no;db:*:*:*:two     | db        | two",
        "db:5433:shop:ada:no                   | db        | ``",
        "db2:5432:shop:ada:no                  | db        | ``",
        "d:5432:shop:ada:no                    | db        | ``",
        "*:*:*:*:any;db:5432:shop:ada:no       | db        | any",
        "*:*:*:ada:a\\:b\\\\c                  | db        | a:b\\c",
        "*:*:*:ada:a:b                         | db        | a",
        "\\:\\:1:5432:shop:ada:six             | ::1       | six",
        "localhost:*:*:*:local                 | /tmp      | local",
        "localhost:*:*:*:local                 | /srv/run  | ``",
        "/srv/run:*:*:*:srv                    | /srv/run  | srv",
        "db:5432:shop:ada:                     | db        | ``",
        "db:5432:shop                          | db        | ``",
        ";;*:*:*:*:last;                       | db        | last",
        "*                                     | db        | ``",
      })
  void findsWhatLibpqFinds(String lines, String host, String password) {
    char[] text = lines.replace(";", "\n").toCharArray();
    Secret found = PasswordFileText.find(text, connection("x").host(host).port(5432).build());
    assertThat(found == null ? "" : found.<String>reveal(String::new)).isEqualTo(password);
    assertThat(Objects.equals(found, null)).isEqualTo(password.isEmpty());
  }

  @Test
  void linesAreForTheHostAndNotForTheAddressThatIsDialled() {
    char[] text = "10.0.0.1:*:*:*:other\ndb:*:*:*:own\n".toCharArray();
    Secret found =
        PasswordFileText.find(
            text, connection("x").host("db").set(Setting.HOSTADDR, "10.0.0.1").build());
    assertThat(found).isEqualTo(Secret.of("own"));
  }
}
