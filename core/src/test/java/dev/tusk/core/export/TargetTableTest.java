package dev.tusk.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetTableTest {
  @Test
  void theFirstTableIsProposed() {
    assertThat(name("select * from orders o join t on true")).isEqualTo("orders");
    assertThat(name("TABLE shop.orders;")).isEqualTo("shop.orders");
    assertThat(name("select 1 FROM only \"Shop\".\"Odd \"\"name\""))
        .isEqualTo("\"Shop\".\"Odd \"\"name\"");
    assertThat(name("select 1")).isEqualTo("my_table");
  }

  @Test
  void aFileIsNamedAfterIt() {
    assertThat(new TargetTable("\"Shop\".\"a/b c\"", List.of()).fileName()).isEqualTo("shop.a-b-c");
  }

  private static String name(String sql) {
    return TargetTable.of(sql, Optional.empty()).name();
  }
}
