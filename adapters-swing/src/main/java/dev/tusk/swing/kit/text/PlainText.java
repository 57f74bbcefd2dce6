package dev.tusk.swing.kit.text;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Insets;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import javax.swing.BorderFactory;

/// Text that wraps and can be selected and copied, also by the keyboard; a text area never renders
/// HTML. Event thread only.
public final class PlainText extends TextArea {
  /// The server may send a megabyte; this shows the start.
  private static final int LIMIT = 4_000;

  /// A text in a colour and font that follow the theme.
  public PlainText(String text, ColorRole color, Fonts font) {
    setEditable(false);
    setLineWrap(true);
    setWrapStyleWord(true);
    setOpaque(false);
    // not null: a change of the theme would put its own border there
    setBorder(BorderFactory.createEmptyBorder());
    setMargin(new Insets(0, 0, 0, 0));
    // else nobody sees that the focus is here
    addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusGained(FocusEvent e) {
            getCaret().setVisible(true);
          }
        });
    Colors.foreground(this, color);
    font.set(this);
    say(text);
  }

  /// Says this in place of what was there.
  public void say(String text) {
    setText(SafeText.visible(SafeText.start(text, LIMIT)));
    setCaretPosition(0);
  }

  /// Lays its lines out for a width before it has one, so that a window that is packed has the
  /// height for them.
  ///
  /// @param width in pixels at a zoom of 100 %
  public PlainText within(int width) {
    setSize(Theme.px(width), Short.MAX_VALUE);
    return this;
  }
}
