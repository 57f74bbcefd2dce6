package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;
import java.nio.file.Path;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The form of a connection with all that it has open, on a small screen.
class ConnectionFormTest {
  private static final List<String> SECTIONS =
      List.of(
          "Certificates and authentication",
          "Session",
          "Hosts and network",
          "SSH tunnel",
          "Group and colour");

  private final Walker walker = new Walker();

  @Test
  void scrollsToWhatHasTheFocusAndKeepsItsButtonsInSight(@TempDir Path data) throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    RunningTusk tusk = new RunningTusk(data);
    try {
      walker.press(walker.find(JTextField.class, "Connection URL"), "ctrl shift N");
      Component host = walker.find(JTextField.class, "Host");
      Window dialog = walker.ask(() -> SwingUtilities.getWindowAncestor(host));
      for (String section : SECTIONS) {
        var _ =
            walker.ask(
                () -> {
                  Finder.find(dialog, JToggleButton.class, section).orElseThrow().doClick();
                  return true;
                });
      }
      JCheckBox keep = walker.find(JCheckBox.class, "Keep in the system keyring");
      JComboBox<?> secrets = walker.find(JComboBox.class, "Secrets stay in");
      for (String place : List.of("session", "")) {
        var _ =
            walker.ask(
                () -> {
                  secrets.setSelectedItem(place);
                  return true;
                });
        assertThat(walker.ask(keep::isShowing)).as(place).isEqualTo(place.isEmpty());
      }
      boolean ticked = walker.ask(keep::isSelected);
      walker.press(host, "alt K");
      walker.until("Alt and its letter", () -> keep.isSelected() != ticked);
      assertThat(inside(dialog, "Save and connect")).isTrue();
      assertThat(walker.ask(() -> screen().contains(dialog.getBounds()))).isTrue();

      // as high as a window gets on a screen of 1366 x 768 with a panel
      var _ =
          walker.ask(
              () -> {
                dialog.setSize(dialog.getWidth(), 720);
                dialog.validate();
                return true;
              });
      assertThat(inside(dialog, "Save and connect")).isTrue();
      assertThat(inside(dialog, "Test")).isTrue();
      JTextField colour = walker.find(JTextField.class, "Colour");
      assertThat(walker.ask(() -> seen(colour))).as("before").isFalse();
      var _ = walker.focus(colour);
      walker.until("the colour in sight", () -> seen(colour));

      walker.press(colour, "ESCAPE");
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("form");
      throw failure;
    }
  }

  private boolean inside(Window dialog, String button) {
    return walker.ask(
        () -> {
          AbstractButton found = Finder.find(dialog, AbstractButton.class, button).orElseThrow();
          return seen(found);
        });
  }

  private static boolean seen(Component component) {
    return component.isShowing()
        && ((JComponent) component).getVisibleRect().height == component.getHeight();
  }

  private static Rectangle screen() {
    return GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
  }
}
