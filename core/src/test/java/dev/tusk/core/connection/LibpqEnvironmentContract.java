package dev.tusk.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every machine does for libpq's sake.
public interface LibpqEnvironmentContract {
  /// What is on the machine.
  ///
  /// @param services the texts of the user's and the system's service file; null for no file
  /// @param passwords the text of the password file; null for no file
  /// @param othersMayRead whether the password file's permissions are too wide
  record Machine(
      Map<String, String> variables,
      @Nullable String services,
      @Nullable String systemServices,
      @Nullable String passwords,
      boolean othersMayRead) {}

  LibpqEnvironment on(Machine machine);

  @Test
  default void bareMachineHasAUserAndNothingElse() {
    LibpqEnvironment environment = on(new Machine(Map.of("PGHOST", "db"), null, null, null, false));
    assertThat(environment.variables()).containsEntry("PGHOST", "db");
    assertThat(environment.user()).isNotBlank();
    assertThat(environment.serviceFiles()).isEmpty();
    List<String> warnings = new ArrayList<>();
    assertThat(environment.passwordFile(warnings::add)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  default void usersServicesComeBeforeTheSystems() {
    assertThat(on(new Machine(Map.of(), "[a]\n", "[b]\n", null, false)).serviceFiles())
        .containsExactly("[a]\n", "[b]\n");
    assertThat(on(new Machine(Map.of(), null, "[b]\n", null, false)).serviceFiles())
        .containsExactly("[b]\n");
  }

  @Test
  default void passwordFileIsReadWhenOnlyItsOwnerMay() {
    List<String> warnings = new ArrayList<>();
    assertThat(
            on(new Machine(Map.of(), null, null, "*:*:*:*:gehéim", false))
                .passwordFile(warnings::add))
        .contains(Secret.of("*:*:*:*:gehéim"));
    assertThat(warnings).isEmpty();
  }

  @Test
  default void passwordFileThatOthersMayReadIsNotUsedAndSaidSo() {
    List<String> warnings = new ArrayList<>();
    assertThat(
            on(new Machine(Map.of(), null, null, "*:*:*:*:s3cret", true))
                .passwordFile(warnings::add))
        .isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("others may read")
        .doesNotContain("s3cret");
  }
}
