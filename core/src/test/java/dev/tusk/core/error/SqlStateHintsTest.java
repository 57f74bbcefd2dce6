package dev.tusk.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the hint of each class and code must speak of. Codes after `connect` are met outside of a
/// statement.
@Requirement({"FR-003", "SC-008"})
final class SqlStateHintsTest {
  record Expected(String code, String fragment, boolean inStatement) {}

  static List<Expected> classes() {
    return table(
        true,
        """
        03 incomplete
        08 another server
        09 trigger
        0A version
        0B current transaction
        0F locator
        0L grant option
        0P role name
        0Z GET STACKED DIAGNOSTICS
        10 XQuery
        20 ELSE
        21 LIMIT 1
        22 does not fit its type
        23 rejected the row
        24 cursor
        25 commit or roll back
        26 prepared statement
        27 trigger
        28 role
        2B CASCADE
        2D not allowed in this block
        2F function
        34 Declare the cursor
        38 external function
        39 external function
        3B savepoint
        3D pg_database
        3F search_path
        40 run all of it again
        42 Check the statement
        44 condition of the view
        53 out of a resource
        54 simplify or split
        55 in use or not ready
        57 administrator
        58 administrator
        72 run it again
        F0 configuration
        HV foreign server
        P0 function
        XX administrator
        """);
  }

  static List<Expected> codes() {
    return table(
        true,
        """
        08P01 pooler
        08S01 row limit
        0A000 cached plan
        0LP01 grant option
        0P000 role
        21000 ON CONFLICT DO UPDATE
        22001 shorten it or widen
        22003 bigint or numeric
        22004 NULL is not allowed
        22007 2026-01-31 13:00
        22008 DateStyle
        22012 NULLIF
        22021 encoding
        22P05 encoding
        22023 parameter
        2201B brackets and escapes
        22P02 quotes and format
        22P03 binary
        22P04 delimiter, quote and header
        22030 JSON
        22031 JSON
        22032 JSON
        22033 JSON
        22034 JSON
        22035 JSON
        22036 JSON
        22037 JSON
        22038 JSON
        22039 JSON
        2203A JSON
        2203B JSON
        2203C JSON
        2203D JSON
        2203E JSON
        2203F JSON
        2203G JSON
        23502 must have a value
        23503 parent row first
        23505 ON CONFLICT
        23514 check
        23P01 exclusion constraint
        23001 referencing rows
        25001 VACUUM
        25006 standby
        25P01 No transaction is open
        25P02 roll back to go on
        25P03 idle_in_transaction_session_timeout
        25P04 transaction_timeout
        26000 prepareThreshold=0
        2BP01 CASCADE
        34000 ended with its transaction
        3B001 savepoint
        3F000 search_path
        40001 whole transaction again
        40003 check the data
        40P01 Deadlock
        42501 GRANT
        42601 Syntax error
        42602 63 bytes
        42622 63 bytes
        42701 already exists
        42710 already exists
        42712 already exists
        42723 already exists
        42P04 already exists
        42P06 already exists
        42P07 already exists
        42702 ambiguous
        42725 casts
        42P08 cast
        42703 double quotes
        42704 search_path
        42803 GROUP BY
        42804 explicit cast
        42846 explicit cast
        42P18 explicit cast
        42809 wrong kind of object
        42830 unique or primary key
        42883 argument types
        428C9 OVERRIDING SYSTEM VALUE
        42939 reserved
        42P17 definition
        42P01 search_path
        42P02 no value
        42P05 prepared statement exists already
        42P03 cursor exists already
        42P10 ON CONFLICT
        42P20 window function
        42P19 Recursion
        44000 through the view
        53100 disk is full
        53200 fetch fewer rows
        53300 connections
        53400 temp_file_limit
        54000 split
        54001 too complex
        54011 Too many columns
        54023 Too many arguments
        55006 other sessions
        55P02 restart
        55P03 lock_timeout or NOWAIT
        57014 statement_timeout
        58030 administrator
        58P01 administrator
        58P02 administrator
        58P03 too long
        72000 too old
        F0000 configuration
        HV00N foreign server
        P0001 Raised by
        P0002 no row
        P0003 more than one row
        P0004 ASSERT
        XX000 extension
        XX001 Stop writing
        XX002 REINDEX
        """);
  }

  static List<Expected> codesWhileConnecting() {
    return table(
        false,
        """
        08000 reconnect
        08001 firewall
        08003 rolled back
        08004 refused
        08006 check before you run it again
        08007 COMMIT
        08P01 PostgreSQL's protocol
        08S01 row limit
        25P03 idle_in_transaction_session_timeout
        25P04 transaction_timeout
        28000 pg_hba.conf
        28P01 Caps Lock
        3D000 postgres
        53300 close tabs
        57P01 reconnect
        57P02 crashed
        57P03 try again
        57P04 dropped
        57P05 idle_session_timeout
        """);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void classHasItsHint(Expected expected) {
    assertThat(SqlState.of(expected.code() + "ZZZ").hintTemplate(true))
        .contains(expected.fragment());
  }

  @ParameterizedTest
  @MethodSource({"codes", "codesWhileConnecting"})
  void codeHasItsOwnHint(Expected expected) {
    SqlStateTable.Row row = Objects.requireNonNull(SqlStateTable.get().ofCode(expected.code()));
    assertThat(SqlState.of(expected.code()).hintTemplate(expected.inStatement()))
        .contains(expected.fragment());
    if (!List.of("08000", "3D000").contains(expected.code())) {
      assertThat(row.hint()).as("a hint of its own, not of its class").isNotEmpty();
    }
  }

  @Test
  void classesWithoutAnErrorHaveNoHintOnPurpose() {
    assertThat(
            SqlStateTable.get().rows().entrySet().stream()
                .filter(each -> each.getKey().length() == 2 && each.getValue().hint().isEmpty())
                .map(each -> each.getKey())
                .sorted())
        .containsExactly("00", "01", "02");
    assertThat(classes()).hasSize(44 - 3);
  }

  private static List<Expected> table(boolean inStatement, String lines) {
    return Arrays.stream(lines.strip().split("\n", -1))
        .map(line -> line.split(" ", 2))
        .map(cells -> new Expected(cells[0], cells[1], inStatement))
        .collect(Collectors.toList());
  }
}
