package dev.tusk.swing.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.intent.StandardIntents.ConnectFailed;
import dev.tusk.swing.world.RecordedIntents;
import java.awt.event.ActionEvent;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FailureStripTest {
  private static final KeyStroke ESCAPE = KeyStroke.getKeyStroke("ESCAPE");
  private final FailureNotice notice = new FailureNotice(new RecordedIntents());
  private final JComponent strip = new FailureStrip(notice).component();

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  /// A place above the tabs that is in front or not.
  private static JPanel place(boolean inFront) {
    return new JPanel() {
      @Override
      public boolean isShowing() {
        return inFront;
      }
    };
  }

  private void fail() {
    notice.failed(new ConnectFailed("1", "shop", "Connection refused", "", ""));
  }

  @Test
  void showsAboveTheTabsUntilEscWhereverTheFocusIs() {
    place(true).add(strip);
    assertThat(strip.isVisible()).isFalse();
    fail();
    assertThat(strip.isVisible()).isTrue();

    assertThat(strip.getConditionForKeyStroke(ESCAPE)).isEqualTo(JComponent.WHEN_IN_FOCUSED_WINDOW);
    strip
        .getActionForKeyStroke(ESCAPE)
        .actionPerformed(new ActionEvent(strip, ActionEvent.ACTION_PERFORMED, ""));
    assertThat(strip.isVisible()).isFalse();
  }

  @Test
  void staysAwayWhileTheStartScreenSaysIt() {
    place(false).add(strip);
    fail();
    assertThat(strip.isVisible()).isFalse();
  }
}
