package dev.tusk.swing.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.credential.SavePasswords;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.shell.StatusSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@Requirement({"FR-019a", "EC-2"})
class PasswordPresenterTest {
  private final InMemoryCredentials credentials = new InMemoryCredentials();
  private final Bar bar = new Bar();
  private final Asked dialogs = new Asked();
  private final PasswordPresenter presenter =
      new PasswordPresenter(new ImmediateUi(), dialogs, new SavePasswords(credentials), bar);

  private static final class Bar implements StatusSegment {
    private @Nullable String text;
    private Runnable click = () -> {};

    @Override
    public void show(Content content) {
      text = content.text();
    }

    @Override
    public void hide() {
      text = null;
    }

    @Override
    public void onClick(Runnable handler) {
      click = handler;
    }
  }

  private static final class Asked implements Dialogs {
    private final List<String> questions = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private boolean yes = true;

    @Override
    public boolean confirm(Question question) {
      questions.add(question.message());
      return yes;
    }

    @Override
    public void error(String title, String message, String details) {
      errors.add(message);
    }
  }

  private void keepInMemory() {
    credentials.warnWith("The keyring is locked");
    credentials.store(new ConnectionId(new UUID(1, 1)), Secret.of("s3cret"));
    presenter.warn("The keyring is locked");
  }

  @Test
  void keyringThatAnswersAgainIsOfferedThePasswordsAndGetsThemOnYes() {
    keepInMemory();
    assertThat(bar.text).isEqualTo("Passwords for this session only");
    assertThat(presenter.why()).isEqualTo("The keyring is locked");

    credentials.answerAgain();
    assertThat(presenter.why()).as("what the next question for a password says").isEmpty();
    assertThat(bar.text).isEqualTo("Keyring answers: save 1?");
    assertThat(credentials.savable()).as("nothing moves by itself").isEqualTo(1);

    bar.click.run();
    assertThat(dialogs.questions).singleElement().asString().contains("The keyring is locked");
    assertThat(bar.text).isNull();
    assertThat(credentials.savable()).isZero();
  }

  @Test
  void noLeavesThemInMemory() {
    keepInMemory();
    credentials.answerAgain();
    dialogs.yes = false;

    bar.click.run();

    assertThat(credentials.savable()).isEqualTo(1);
  }

  @Test
  void keyringThatStillRefusesSaysSoAndTheWarningStays() {
    keepInMemory();

    bar.click.run();

    assertThat(dialogs.errors).containsExactly("The keyring is locked");
    assertThat(bar.text).isEqualTo("Passwords for this session only");
  }
}
