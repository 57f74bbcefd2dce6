package dev.tusk.swing.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.shell.StatusSegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemarkPresenterTest {
  private static final String LONG = "The password file /home/ada/.pgpass is not used. ".repeat(4);
  private StatusSegment.@Nullable Content shown;
  private Runnable click = () -> {};
  private final List<String> said = new ArrayList<>();
  private final RemarkPresenter presenter = new RemarkPresenter(new Said(), new Segment());

  private final class Segment implements StatusSegment {
    @Override
    public void show(Content content) {
      shown = content;
    }

    @Override
    public void hide() {
      shown = null;
    }

    @Override
    public void onClick(Runnable handler) {
      click = handler;
    }
  }

  private final class Said implements Dialogs {
    @Override
    public boolean confirm(Question question) {
      return false;
    }

    @Override
    public void error(String title, String message, String details) {
      said.add(message);
    }
  }

  private StatusSegment.Content shown() {
    var content = shown;
    assertThat(content).isNotNull();
    return content == null ? StatusSegment.Content.of("") : content;
  }

  @Test
  void showsTheStartOfTheTrueTextAndAllOfItOnAClick() {
    presenter.warn(new ConnectRemark("shop", "The SSH server is open to Terrapin"));
    assertThat(shown().text()).isEqualTo("shop: The SSH server is open to Terrapin");
    presenter.warn(new ConnectRemark("shop", LONG));
    assertThat(shown().text()).startsWith("shop: The password file").hasSizeLessThan(70);
    assertThat(shown().tip()).contains(LONG);

    click.run();
    assertThat(said).singleElement().asString().contains("Terrapin").contains(LONG);
    assertThat(shown).isNull();
  }
}
