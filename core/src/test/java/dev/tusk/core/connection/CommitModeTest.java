package dev.tusk.core.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommitModeTest {
  @ParameterizedTest
  @CsvSource({
    "DEVELOPMENT, '', AUTO",
    "TEST, '', AUTO",
    "PRODUCTION, '', MANUAL",
    "PRODUCTION, auto, AUTO",
    "DEVELOPMENT, manual, MANUAL"
  })
  void whatIsSetComesBeforeWhatIsUsualOfTheType(Stage stage, String set, CommitMode mode) {
    assertThat(CommitMode.of(connection("shop").stage(stage).set(Setting.COMMIT_MODE, set).build()))
        .isEqualTo(mode);
  }
}
