package dev.tusk.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers are those that the products' documents and issue trackers print.
@Requirement("FR-011")
class ProductsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PostgreSQL 18.6 on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit",
        "PostgreSQL 14.24, compiled by Visual C++ build 1914, 64-bit",
        "PostgreSQL 15.4 (EnterpriseDB Advanced Server 15.4.0) on x86_64-pc-linux-gnu, 64-bit",
        "PostgreSQL 16.4 on aarch64-unknown-linux-gnu, compiled by aarch64-gcc 9.5.0, 64-bit",
      })
  void postgresqlIsRecognised(String version) {
    assertThat(Products.other(version)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27, go1.19.13)|CockroachDB",
        "PostgreSQL 8.0.2 on i686-pc-linux-gnu, GCC 3.4.2, Redshift 1.0.62614|Amazon Redshift",
        "PostgreSQL 9.4.26 (Greenplum Database 6.25.3 build commit:367edc6) on x86_64|Greenplum",
        "PostgreSQL 11.2-YB-2.20.1.3-b0 on x86_64-pc-linux-gnu, clang 16.0.6, 64-bit|YugabyteDB",
        "PostgreSQL 9.5 on x86_64-unknown-linux-gnu (Materialize 0.26.0)|Materialize",
        "PostgreSQL 12.3, compiled by Visual C++ build 1914, 64-bit, QuestDB|QuestDB",
        "CrateDB 5.6.0 (built abc/2024-01-11T12:00:00Z, Linux)|CrateDB",
        "Vertica Analytic Database v12.0.4-0|Vertica",
      })
  void otherProductsAreNamed(String version, String product) {
    assertThat(Products.other(version)).isEqualTo(product);
  }

  @Test
  void whatNobodyKnowsIsQuotedInAFewWords() {
    assertThat(Products.other("FooBase 1.0")).isEqualTo("\"FooBase 1.0\"");
    assertThat(Products.other("x".repeat(10_000))).hasSizeLessThan(60);
    assertThat(Products.other("  ")).isEqualTo("something else");
  }

  @ParameterizedTest
  @CsvSource({
    "18.6 (Debian 18.6-1), 18",
    "14beta1, 14",
    "9.6.24, 9",
    "17rc1, 17",
    "devel, 0",
    "99999999, 9999"
  })
  void theMajorVersionIsTheFirstNumber(String version, int major) {
    assertThat(Products.major(version)).isEqualTo(major);
  }
}
