package dev.tusk.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [CatalogReader] must do, on a database that has been given [#SCRIPT].
public interface CatalogReaderContract {
  /// What the database contains; a fake is filled to the same effect.
  String SCRIPT =
      """
      create schema shop;
      create type shop.colour as enum ('red', 'green');
      create domain shop.positive as int4 check (value > 0);
      create table shop.customer (
        id int8 primary key, name text not null, note varchar(20) default 'none');
      comment on table shop.customer is 'Who buys';
      comment on column shop.customer.name is 'As on the invoice';
      create table shop."Order" (
        id int8 primary key, customer int8 not null references shop.customer, total numeric(12,2));
      create view shop.names as select name from shop.customer;
      create function shop.twice(n int4) returns int4 language sql as 'select 2 * n';
      """;

  /// Reads the catalog of [#connection].
  CatalogReader catalog();

  /// An open connection to the database.
  ConnectionId connection();

  private Relation relation(String name) {
    return catalog().relations(connection(), "shop").stream()
        .filter(relation -> relation.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void schemasKnowWhetherTheyBelongToTheSystem() {
    assertThat(catalog().namespaces(connection()))
        .contains(
            new Namespace("pg_catalog", true),
            new Namespace("public", false),
            new Namespace("shop", false));
  }

  @Test
  default void relationsHaveTheirKindAndComment() {
    assertThat(catalog().relations(connection(), "shop"))
        .extracting(Relation::name, Relation::kind)
        .containsExactly(
            tuple("Order", Relation.Kind.TABLE),
            tuple("customer", Relation.Kind.TABLE),
            tuple("names", Relation.Kind.VIEW));
    assertThat(relation("customer").comment()).isEqualTo("Who buys");
    assertThat(relation("customer").bytes()).isPositive();
    assertThat(relation("names").bytes()).isEqualTo(-1);
  }

  @Test
  default void columnsComeInOrderWithTypesKeysAndDefaults() {
    assertThat(catalog().columns(connection(), relation("customer").oid()))
        .containsExactly(
            new Column(1, "id", "bigint", true, true, false, null, null),
            new Column(2, "name", "text", true, false, false, null, "As on the invoice"),
            new Column(
                3,
                "note",
                "character varying(20)",
                false,
                false,
                false,
                "'none'::character varying",
                null));
    assertThat(catalog().columns(connection(), relation("Order").oid()))
        .extracting(Column::name, Column::type, Column::foreignKey)
        .containsExactly(
            tuple("id", "bigint", false),
            tuple("customer", "bigint", true),
            tuple("total", "numeric(12,2)", false));
  }

  @Test
  default void routinesHaveTheirArgumentsAndResult() {
    assertThat(catalog().routines(connection(), "shop"))
        .singleElement()
        .satisfies(
            routine -> {
              assertThat(routine.name()).isEqualTo("twice");
              assertThat(routine.arguments()).isEqualTo("n integer");
              assertThat(routine.result()).isEqualTo("integer");
              assertThat(routine.kind()).isEqualTo(Routine.Kind.FUNCTION);
            });
  }

  @Test
  default void typesAreThoseThatPeopleMade() {
    assertThat(catalog().types(connection(), "shop"))
        .extracting(DataType::name, DataType::kind)
        .containsExactly(
            tuple("colour", DataType.Kind.ENUM), tuple("positive", DataType.Kind.DOMAIN));
  }

  @Test
  default void aSchemaThatIsNotThereIsEmpty() {
    assertThat(catalog().relations(connection(), "nowhere")).isEmpty();
  }

  @Test
  default void aConnectionThatIsNotOpenFails() {
    ConnectionId unknown = new ConnectionId(new UUID(0, 42));
    assertThat(
            catchThrowableOfType(TuskException.class, () -> catalog().namespaces(unknown)).error())
        .isInstanceOf(TuskError.LinkLost.class);
  }
}
