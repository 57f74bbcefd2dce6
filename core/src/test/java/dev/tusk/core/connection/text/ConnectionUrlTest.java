package dev.tusk.core.connection.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.kernel.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {
  private static final UUID ID = new UUID(1, 2);

  private static ConnectionUrl parse(String text) {
    return ConnectionUrl.parse(text, () -> ID, "ada");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "postgresql://                              | ada@localhost:5432/ada",
        "postgresql://db                            | ada@db:5432/ada",
        "postgresql://db:5433                       | ada@db:5433/ada",
        "postgresql://db:/shop                      | ada@db:5432/shop",
        "postgresql://db/shop                       | ada@db:5432/shop",
        "postgres://bo@db/shop                      | bo@db:5432/shop",
        "POSTGRESQL://bo@db                         | bo@db:5432/bo",
        "postgresql://bo@/shop                      | bo@localhost:5432/shop",
        "postgresql:///shop?host=db&port=1          | ada@db:1/shop",
        "postgresql://[::1]:5433/shop               | ada@[::1]:5433/shop",
        "postgresql://[2001:db8::1]/shop            | ada@[2001:db8::1]:5432/shop",
        "postgresql://b%C3%B6@db/sh%20op            | bö@db:5432/sh op",
        "postgresql://a+b@db/x+y                    | a+b@db:5432/x+y",
        "jdbc:postgresql://db:5433/shop?user=bo     | bo@db:5433/shop",
        "jdbc:postgresql:shop?user=bo               | bo@localhost:5432/shop",
        "jdbc:postgresql:/                          | ada@localhost:5432/ada",
        "jdbc:postgresql://db/my+shop               | ada@db:5432/my shop",
        "postgresql://%2Fvar%2Frun%2Fpostgresql/x   | ada@/var/run/postgresql:5432/x",
        "postgresql:///x?host=/tmp&port=5433        | ada@/tmp:5433/x",
        "host=/tmp dbname=x                         | ada@/tmp:5432/x",
        "postgresql://db?fallback_application_name=psql&gssencmode=disable | ada@db:5432/ada",
        "  postgresql://db/shop                     | ada@db:5432/shop",
        "host=db port=5433 dbname=shop user=bo      | bo@db:5433/shop",
        "host = ::1 dbname = 'my shop'              | ada@[::1]:5432/my shop",
        "dbname='it\\'s' user=a\\ b                 | a b@localhost:5432/it's",
        "dbname=shop host='' port=''                | ada@localhost:5432/shop",
        "postgresql://db/shop?ssh=bo@gate:2222      | ada@db:5432/shop through bo@gate:2222",
        "postgresql://db/shop?ssh=gate&ssh_jump=none | ada@db:5432/shop through gate",
        "host=db dbname=shop ssh=gate ssh_jump=a,b  | ada@db:5432/shop through a, b, gate",
        "host=db dbname=shop ssh_jump=a             | ada@db:5432/shop",
        "host=db hostaddr=10.0.0.1 dbname=shop      | ada@db:5432/shop at 10.0.0.1",
        "postgresql://db:1/x?hostaddr=::1&ssh=gate  | ada@db:1/x at ::1 through gate",
        "hostaddr=10.0.0.1                          | ada@10.0.0.1:5432/ada",
        "host=,b hostaddr=fe80::1%eth0, port=1,2    | ada@[fe80::1%eth0]:1/ada",
      })
  void readsAddressesWithTheDefaultsOfLibpq(String text, String address) {
    assertThat(parse(text).config().address()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "postgresql://bo:s3cret@db           | s3cret",
        "postgresql://bo:a%40b%2Fc%25@db     | a@b/c%",
        "postgresql://bo:a:b@db              | a:b",
        "postgresql://bo:a?b=c@db/shop       | a?b=c",
        "postgresql://bo@db?password=p%26q   | p&q",
        "user=bo password='s3 cr\\\\et'      | s3 cr\\et",
        "postgresql://:%F0%9F%90%98@db       | 🐘",
      })
  void readsThePassword(String text, String password) {
    assertThat(parse(text).password()).isEqualTo(Secret.of(password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql://bo@db", "postgresql://bo:@db", "user=bo password=''"})
  void hasNoPasswordWhereNoneIsWritten(String text) {
    assertThat(parse(text).password()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://db                      | PREFER",
        "postgresql://db?sslmode=verify-full  | VERIFY_FULL",
        "postgresql://db/x?sslmode=disable    | DISABLE",
        "postgresql://db?ssl=true             | REQUIRE",
        "jdbc:postgresql://db/x?ssl=true      | VERIFY_FULL",
        "host=db sslmode=require              | REQUIRE",
      })
  void readsTheSslMode(String text, SslMode mode) {
    assertThat(parse(text).config().sslMode()).isEqualTo(mode);
  }

  @Test
  void draftHasAnIdANameAndTheGivenTimeoutAndRemembersNoPassword() {
    var config =
        parse("postgresql://db/shop?connect_timeout=3&application_name=x&client_encoding=UTF8")
            .config();
    assertThat(config.id().value()).isEqualTo(ID);
    assertThat(config.name()).isEqualTo("shop@db");
    assertThat(config.options().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.rememberPassword()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingIsTakenByItsKeyword(Setting setting) {
    String value = setting.expected().split(", ", -1)[0];
    for (String sample : List.of(value, "a:1", "1", "127.0.0.1", "#aabbcc", "md5")) {
      String conninfo;
      try {
        conninfo = ConnectionSettings.of(Map.of(setting, sample)).text();
      } catch (IllegalArgumentException other) {
        continue;
      }
      String encoded = URLEncoder.encode(sample, StandardCharsets.UTF_8).replace("+", "%20");
      String url = "postgresql://db/shop?" + setting.keyword() + "=" + encoded;
      assertThat(parse(url).config().settings().get(setting)).contains(sample);
      assertThat(parse(conninfo).config().settings().all())
          .containsOnly(Map.entry(setting, sample));
      return;
    }
    throw new AssertionError("no value for " + setting);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                         | A connection is written postgresql://",
        "shop                                       | This is no connection",
        "=x                                         | This is no connection",
        "mysql://db/shop                            | `\"mysql://\" is not PostgreSQL's`",
        "postgresql://db:70000                      | The port must be between 1 and 65535",
        "postgresql://db:x                          | The port is not a number",
        "postgresql://bo:pa/ss@db/shop              | The port is not a number",
        "postgresql://bo:pa@ss@db/shop              | written %40",
        "postgresql://[::1                          | needs a ]",
        "postgresql://[::1]5432                     | comes :port or /",
        "postgresql://::1/shop                      | stands in brackets",
        "host=a,b,c port=1,2                        | 3 hosts and 2 ports",
        "host=@abstract                             | cannot use the socket",
        "postgresql://db?gssencmode=require         | `\"gssencmode\"`",
        "postgresql://db?sslpassword=x              | asks for the passphrase",
        "postgresql://db?hostaddr=db.internal       | `\"hostaddr\" must be addresses`",
        "postgresql://db?hostaddr=10.0.0.256        | `\"hostaddr\" must be addresses`",
        "host=a,b hostaddr=10.0.0.1                 | there are 2 hosts and 1 of these",
        "hostaddr=10.0.0.1,10.0.0.2 host=a          | there are 1 hosts and 2 of these",
        "host=/tmp hostaddr=10.0.0.1                | socket in /tmp has no address",
        "hostaddr=10.0.0.1 sslmode=verify-full      | needs the server's name",
        "hostaddr=10.0.0.1 sslrootcert=system       | needs the server's name",
        "host=a, hostaddr=,::1 sslmode=verify-full  | needs the server's name",
        "jdbc:postgresql://db/x?targetServerType=preferPrimary | targetServerType",
        "jdbc:mysql://db/x                          | no URL for PostgreSQL",
        "postgresql://db/a%2                        | two hexadecimal digits",
        "postgresql://db/a%00b                      | two hexadecimal digits",
        "postgresql://db/a%FF                       | must be UTF-8",
        "postgresql://db?sslmode=on                 | `\"sslmode\" must be one of disable`",
        "postgresql://db?channel_binding=maybe      | `\"channel_binding\" must be disable,"
            + " prefer`",
        "postgresql://db?krbsrvname=x               | `value of \"krbsrvname\"`",
        "postgresql://db?scram_client_key=x         | `the option \"scram_client_key\"`",
        "postgresql://db?sslmode                    | option=value",
        "postgresql://db?connect_timeout=0          | 1 to 3600 seconds",
        "postgresql://db?connect_timeout=soon       | 1 to 3600 seconds",
        "postgresql://db?client_encoding=latin1     | speaks UTF-8",
        "host=db password='open                     | does not end with one",
        "host=db password=s3 cret                   | in single quotes",
      })
  void saysWhatIsWrongAndWhatToWrite(String text, String part) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://bo:tops/ecret@db/shop",
        "postgresql://bo:tops@ecret@db/shop",
        "postgresql://bo:tops%ecret@db/shop",
        "postgresql://bo:topsecret@db/shop?what=1",
        "host=db password=tops ecret",
        "host=db password='topsecret"
      })
  void messagesNeverContainThePassword(String text) {
    assertThatThrownBy(() -> parse(text))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("tops").doesNotContain("ecret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada@db:5432/shop?sslmode=prefer",
        "postgresql://b%C3%B6@[::1]:1/sh%20op?sslmode=verify-full&connect_timeout=3",
        "postgresql://a%40b@db:5432/a%2Fb?sslmode=disable&sslrootcert=/etc/a%20b.pem&role=a%26b",
        "postgresql://ada@db:5432/shop?sslmode=prefer&startup_sql=select%201%3B%0Aselect%202",
      })
  void whatIsWrittenAsUrlIsReadAgain(String url) {
    assertThat(ConnectionUrl.text(parse(url).config())).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://a,b/shop                    | a:5432 | b:5432",
        "postgresql://a:1,b:2,[::1]:3/shop        | a:1    | b:2,[::1]:3",
        "postgresql://a:1,b/shop                  | a:1    | b:5432",
        "host=a,b port=7                          | a:7    | b:7",
        "host=a,/tmp port=7,                      | a:7    | /tmp:5432",
        "jdbc:postgresql://a:1,b:2/shop           | a:1    | b:2",
      })
  void readsSeveralHosts(String text, String first, String others) {
    ConnectionConfig config = parse(text).config();
    assertThat(config.hosts().getFirst()).hasToString(first);
    assertThat(config.settings().get(Setting.FALLBACK_HOSTS)).contains(others);
    assertThat(parse(ConnectionUrl.text(config)).config()).isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ApplicationName=my+app           | application_name='my app'",
        "currentSchema=a,b                | search_path='a,b'",
        "targetServerType=preferSecondary | target_session_attrs='prefer-standby'",
        "targetServerType=master          | target_session_attrs='primary'",
        "loadBalanceHosts=true            | load_balance_hosts='random'",
        "tcpKeepAlive=true                | keepalives='1'",
        "readOnly=true                    | guard='read-only'",
        "options=-c%20geqo=off            | options='-c geqo=off'",
        "sslrootcert=/etc/ca.pem          | sslrootcert='/etc/ca.pem'",
        "prepareThreshold=0&stringtype=unspecified | ``",
      })
  void readsWhatPgjdbcCallsOtherwise(String property, String settings) {
    assertThat(parse("jdbc:postgresql://db/x?" + property).config().settings().text())
        .isEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://db, true",
    "' jdbc:postgresql:x', true",
    "host=db dbname=x, true",
    "db.example.org, false",
    "postgres, false",
    "a=b, false"
  })
  void knowsWhatIsMeantAsAConnection(String text, boolean meant) {
    assertThat(ConnectionUrl.isMeant(text)).isEqualTo(meant);
  }
}
