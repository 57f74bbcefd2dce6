package dev.tusk.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement({"SC-008", "FR-003"})
final class SqlStateTest {
  record Installed(String code, String condition) {}

  /// The codes as PostgreSQL 15 and 18 install them.
  static List<Installed> installedCodes() throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(SqlStateTest.class.getResourceAsStream("errcodes.tsv")),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Installed(cells[0], cells[1]))
          .toList();
    }
  }

  @Test
  void listOfInstalledCodesHoldsAllClasses() throws IOException {
    List<Installed> codes = installedCodes();
    assertThat(codes).hasSizeGreaterThan(260);
    assertThat(codes.stream().map(each -> each.code().substring(0, 2)).distinct()).hasSize(44);
  }

  @ParameterizedTest
  @MethodSource("installedCodes")
  void everyInstalledCodeBearsPostgresNameAndAClass(Installed installed) {
    SqlState state = SqlState.of(installed.code());
    assertThat(state.conditionName()).isEqualTo(installed.condition());
    assertThat(state.className()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("installedCodes")
  void everyInstalledCodeHasAHintUnlessItIsNoError(Installed installed) {
    boolean noError = Set.of("00", "01", "02").contains(installed.code().substring(0, 2));
    SqlState state = SqlState.of(installed.code());
    assertThat(state.hintTemplate(true) == null).isEqualTo(noError);
    assertThat(state.hintTemplate(false) == null).isEqualTo(noError);
  }

  @Test
  void everyCodeResolvesToAHintOrToNoneOnPurpose() throws IOException {
    List<Installed> codes = installedCodes();
    long resolved =
        codes.stream()
            .filter(
                each ->
                    Set.of("00", "01", "02").contains(each.code().substring(0, 2))
                        || SqlState.of(each.code()).hintTemplate(true) != null)
            .count();
    Figure.exactly("sqlstates_resolved", resolved, codes.size());
    Figure.report(
        "sqlstates_with_a_hint_of_their_own",
        codes.stream()
            .map(each -> SqlStateTable.get().ofCode(each.code()))
            .filter(row -> row != null && !row.hint().isEmpty())
            .count());
  }

  @Test
  void tableHoldsNoCodeThatNoServerKnows() throws IOException {
    Set<String> known = installedCodes().stream().map(Installed::code).collect(Collectors.toSet());
    known.add("08S01"); // the driver's
    assertThat(SqlStateTable.get().rows().keySet())
        .filteredOn(key -> key.length() != 2)
        .isSubsetOf(known);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", " ", "2", "22", "2270", "227034", "zzzzz", "UE001", "\0\0\0\0\0", "é😀é"})
  void oddCodesHaveNoMeaning(@Nullable String code) {
    SqlState state = SqlState.of(code);
    assertThat(state.code()).isEqualTo(code == null ? "" : code);
    assertThat(state.conditionName()).isNull();
    assertThat(state.className()).isNull();
    assertThat(state.hintTemplate(true)).isNull();
  }

  @Test
  void unknownCodeOfAKnownClassTakesTheHintOfItsClass() {
    SqlState state = SqlState.of("22ZZZ");
    assertThat(state.conditionName()).isNull();
    assertThat(state.className()).isEqualTo("Data exception");
    assertThat(state.hintTemplate(true)).isEqualTo(SqlState.of("22000").hintTemplate(true));
  }

  @Property
  void anyTextAsCodeIsDescribed(@ForAll @StringLength(max = 8) String code) {
    assertDescribed(code);
  }

  @Property
  void anyFiveCharactersAsCodeAreDescribed(@ForAll @StringLength(5) String code) {
    assertDescribed(code);
  }

  private static void assertDescribed(String code) {
    assertThat(SqlState.of(code).code()).isEqualTo(code);
    ErrorInfo info = ErrorInfo.of(new TuskError.StatementFailed(ServerError.of(code, "m")));
    assertThat(info.sqlState()).isNotBlank();
    assertThat(info.message()).isEqualTo("m");
    @Nullable String suggestion = info.suggestion();
    if (suggestion != null) {
      assertThat(suggestion).isNotBlank().hasSizeLessThanOrEqualTo(200);
    }
  }
}
