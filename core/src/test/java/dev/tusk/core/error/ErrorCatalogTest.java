package dev.tusk.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement({"FR-001", "FR-003", "SC-008", "US1.3"})
final class ErrorCatalogTest {
  private static final Set<String> CATEGORIES =
      Set.of(
          "Connection", "Authentication", "TLS", "SSH", "Query", "Storage", "Keyring", "Internal");

  /// One error of every record there is, and one for each constant of the enums among its parts.
  static List<TuskError> everyError() {
    List<TuskError> errors = new ArrayList<>();
    records(TuskError.class)
        .forEach(
            type -> {
              for (int variant = 0; variant < variants(type); variant++) {
                errors.add(example(type, variant));
              }
            });
    return errors;
  }

  @Test
  void examplesCoverEveryRecordOfEveryKind() {
    assertThat(everyError().stream().map(Object::getClass).distinct()).hasSizeGreaterThan(20);
    assertThat(everyError().stream().map(each -> ErrorInfo.of(each).category()).distinct())
        .containsExactlyInAnyOrderElementsOf(CATEGORIES);
  }

  @ParameterizedTest
  @MethodSource("everyError")
  void everyErrorHasACategoryAMessageACodeAndAdvice(TuskError error) {
    ErrorInfo info = ErrorInfo.of(error);
    assertThat(info.category()).isIn(CATEGORIES);
    assertThat(info.message()).isEqualTo(error.message()).isNotBlank();
    assertThat(info.sqlState()).isNotBlank();
    if (error instanceof TuskError.Cancelled) {
      assertThat(info.suggestion()).isNull();
    } else {
      HintTemplateTest.assertSentence(suggestion(error));
    }
  }

  @Test
  void everyConditionOfOursIsReachedByAnErrorWithoutASqlState() {
    Set<String> seen = new TreeSet<>();
    everyError().stream()
        .map(error -> error.server() == null ? error : withoutCode(error))
        .map(error -> ErrorInfo.of(error).sqlState())
        .forEach(seen::add);
    List<String> all =
        Stream.of(ClientCondition.values()).map(ClientCondition::code).distinct().sorted().toList();
    assertThat(seen).containsExactlyElementsOf(all);
    assertThat(all).allMatch(code -> code.matches("TUSK(-[A-Z]+)+"));
  }

  @Test
  void everyReasonWhyThereIsNoTunnelHasAdviceOfItsOwn() {
    assertThat(
            Stream.of(TuskError.Tunnel.values())
                .map(each -> suggestion(new TuskError.TunnelFailed(each, "m")))
                .distinct())
        .hasSameSizeAs(TuskError.Tunnel.values());
  }

  @Test
  void thousandErrorsInARowAndFromManyThreadsAreWellFormed() {
    List<TuskError> errors = everyError();
    Stream.iterate(0, i -> i + 1)
        .limit(1001)
        .parallel()
        .map(i -> errors.get(i % errors.size()))
        .forEach(this::everyErrorHasACategoryAMessageACodeAndAdvice);
  }

  @ParameterizedTest
  @EnumSource
  void unreachableServerIsNamedWithItsPort(TuskError.Reach cause) {
    TuskError error = new TuskError.Unreachable(cause, "m", "db.example.org", 6543);
    assertThat(suggestion(error)).contains("db.example.org");
    if (cause != TuskError.Reach.HOST_UNKNOWN) {
      assertThat(suggestion(error)).contains("db.example.org:6543");
    }
  }

  @Test
  void fieldsOfTheServerNameTheColumn() {
    assertThat(suggestion(new TuskError.StatementFailed(violation("23502"))))
        .isEqualTo("Column shop.orders.id must have a value.");
    assertThat(suggestion(new TuskError.StatementFailed(ServerError.of("23502", "m"))))
        .isEqualTo("A column that is NOT NULL must have a value.");
  }

  @Test
  void nameAtThePlaceAndItsNeighboursAreInTheHint() {
    TuskError error = new TuskError.StatementFailed(ServerError.of("42P01", "m"));
    assertThat(
            ErrorInfo.of(error, new ErrorScene("ordres", List.of("orders", "shop.orders")))
                .suggestion())
        .isEqualTo("Table or view ordres does not exist: did you mean orders, shop.orders?");
    List<String> many = List.of("a".repeat(60), "b".repeat(60), "c".repeat(60));
    assertThat(ErrorInfo.of(error, new ErrorScene("x".repeat(5_000), many)).suggestion())
        .hasSizeLessThanOrEqualTo(200)
        .contains("did you mean a");
  }

  @Test
  void placeInAQueryOfAFunctionIsNotThatOfTheStatement() {
    ServerError inner =
        new ServerError(
            "ERROR",
            "42703",
            "m",
            null,
            null,
            0,
            8,
            "select x",
            "w",
            null,
            null,
            null,
            null,
            null,
            null,
            0,
            null);
    ErrorInfo info = ErrorInfo.of(new TuskError.StatementFailed(inner));
    assertThat(info.position()).isZero();
    assertThat(info.internalQuery()).isEqualTo("select x");
    assertThat(info.internalPosition()).isEqualTo(8);
    assertThat(info.next()).doesNotContain(NextStep.GO_TO_PLACE);
  }

  @Test
  void hintOfTheServerStaysApartAndUntouched() {
    ErrorInfo info = ErrorInfo.of(new TuskError.StatementFailed(violation("23505")));
    assertThat(info.hint()).isEqualTo("the server's hint\nin two lines");
    assertThat(info.detail()).isEqualTo("Key (id)=(123-45-6789) already exists.");
    assertThat(info.context()).isEqualTo("PL/pgSQL function f() line 3\nSQL statement");
    assertThat(info.position()).isEqualTo(7);
    assertThat(info.conditionName()).isEqualTo("unique_violation");
    assertThat(info.suggestion()).contains("orders_pk").doesNotContain("123-45", "two lines");
  }

  @Test
  void cancelHasThreeCausesToldApartByOurOwnState() {
    ServerError cancel = ServerError.of("57014", "canceling statement due to user request");
    ErrorInfo byUser = ErrorInfo.of(new TuskError.Cancelled("Stopped", cancel));
    assertThat(byUser.sqlState()).isEqualTo("57014");
    assertThat(byUser.suggestion()).isNull();
    assertThat(suggestion(new TuskError.TimedOut(Duration.ofMillis(2500))))
        .contains("time limit of 2.5 s");
    assertThat(suggestion(new TuskError.StatementFailed(cancel)))
        .contains("statement_timeout", "administrator");
  }

  @Test
  void sameCodeMeansLoginWhileConnectingAndRoleInAStatement() {
    ServerError refused = ServerError.of("28000", "m");
    assertThat(suggestion(new TuskError.LoginRefused(refused, "anna")))
        .contains("user anna", "pg_hba.conf", "SSL");
    assertThat(suggestion(new TuskError.StatementFailed(refused)))
        .contains("role")
        .doesNotContain("pg_hba.conf");
    ServerError noDatabase = ServerError.of("3D000", "m");
    assertThat(suggestion(new TuskError.Declined(noDatabase))).contains("pick one from the list");
    assertThat(suggestion(new TuskError.StatementFailed(noDatabase))).contains("pg_database");
    assertThat(suggestion(new TuskError.StatementFailed(ServerError.of("08001", "m"))))
        .contains("another server");
  }

  @Test
  void raisedErrorNamesItsFunction() {
    assertThat(suggestion(new TuskError.StatementFailed(violation("P0001"))))
        .isEqualTo("Raised by PL/pgSQL function f() line 3.");
  }

  @Test
  void codeOfAFunctionsOwnIsShownAsSuch() {
    ErrorInfo info = ErrorInfo.of(new TuskError.StatementFailed(ServerError.of("UE001", "m")));
    assertThat(info.sqlState()).isEqualTo("UE001");
    assertThat(info.conditionName()).isNull();
    assertThat(info.suggestion()).startsWith("Code UE001 is not one of PostgreSQL's");
  }

  @Test
  void onlyWorkOnAnIntactSessionIsRecoverable() {
    assertThat(recoverable(new TuskError.StatementFailed(ServerError.of("42601", "m")))).isTrue();
    assertThat(recoverable(new TuskError.StatementFailed(ServerError.of("58030", "m")))).isFalse();
    assertThat(recoverable(new TuskError.TimedOut(Duration.ofSeconds(1)))).isTrue();
    assertThat(recoverable(new TuskError.PoolTimeout(Duration.ofSeconds(1), 1, List.of())))
        .isTrue();
    assertThat(recoverable(new TuskError.LinkLost("m", null))).isFalse();
    assertThat(recoverable(new TuskError.OutcomeUnknown("m"))).isFalse();
    assertThat(recoverable(new TuskError.ServerBug(ServerError.of("XX000", "m")))).isFalse();
    assertThat(recoverable(new TuskError.StorageFailed(TuskError.Disk.FULL, "m"))).isTrue();
    assertThat(recoverable(new TuskError.Bug("m"))).isFalse();
  }

  @Test
  void adviceOfAStatementNotSentIsItsOwn() {
    TuskError error = new TuskError.NotSent("m", "Run \\connect from\nthe shell.");
    assertThat(suggestion(error)).isEqualTo("Run \\connect from the shell.");
    assertThat(suggestion(new TuskError.NotSent("m", "y".repeat(9000))))
        .hasSize(HintTemplate.LONGEST);
  }

  private static String suggestion(TuskError error) {
    @Nullable String suggestion = ErrorInfo.of(error).suggestion();
    assertThat(suggestion).isNotNull();
    return suggestion == null ? "" : suggestion;
  }

  private static boolean recoverable(TuskError error) {
    return ErrorInfo.of(error).recoverable();
  }

  private static ServerError violation(String code) {
    return new ServerError(
        "ERROR",
        code,
        "the message",
        "Key (id)=(123-45-6789) already exists.",
        "the server's hint\nin two lines",
        7,
        0,
        null,
        "PL/pgSQL function f() line 3\nSQL statement",
        "shop",
        "orders",
        "id",
        null,
        "orders_pk",
        "nbtinsert.c",
        673,
        "_bt_check_unique");
  }

  private static TuskError withoutCode(TuskError error) {
    ServerError blank = ServerError.of("", "m");
    return make(error.getClass(), 0, blank);
  }

  private static Stream<Class<?>> records(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    return permitted == null
        ? Stream.of(type)
        : Stream.of(permitted).flatMap(each -> records(each));
  }

  private static int variants(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .map(part -> part.getType().getEnumConstants())
        .mapToInt(constants -> constants == null ? 1 : constants.length)
        .max()
        .orElse(1);
  }

  private static TuskError example(Class<?> type, int variant) {
    return make(type, variant, violation("23502"));
  }

  private static TuskError make(Class<?> type, int variant, ServerError server) {
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Stream.of(parts).map(part -> value(part.getType(), variant, server)).toArray();
    try {
      return (TuskError) type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("No example of " + type, e);
    }
  }

  private static Object value(Class<?> type, int variant, ServerError server) {
    if (type.isEnum()) {
      return type.getEnumConstants()[variant];
    }
    if (type == String.class) {
      return "Some text.";
    }
    if (type == int.class) {
      return 5432;
    }
    if (type == long.class) {
      return 5432L;
    }
    if (type == Duration.class) {
      return Duration.ofMillis(1500);
    }
    if (type == List.class) {
      return List.of("tab 1", "tab 2");
    }
    if (type == ServerError.class) {
      return server;
    }
    throw new AssertionError("Say here how to make a " + type);
  }
}
