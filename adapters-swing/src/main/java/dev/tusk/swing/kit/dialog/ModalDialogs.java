package dev.tusk.swing.kit.dialog;

import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.kit.text.PlainText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.Window;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// The real dialogs, over the window that the supplier names.
public final class ModalDialogs implements Dialogs {
  private static final Messages TEXT = Messages.of(ModalDialogs.class);
  private final Supplier<? extends @Nullable Window> owner;

  /// Dialogs over a window.
  public ModalDialogs(Supplier<? extends @Nullable Window> owner) {
    this.owner = owner;
  }

  @Override
  public boolean confirm(Question question) {
    var confirmed = new AtomicBoolean();
    var dialog = new DialogWindow(owner.get(), question.title());
    var yes =
        question.dangerous()
            ? Buttons.danger(question.confirmLabel())
            : Buttons.primary(question.confirmLabel());
    var cancel = Buttons.secondary(TEXT.get("cancel"));
    yes.addActionListener(
        e -> {
          confirmed.set(true);
          dialog.close();
        });
    cancel.addActionListener(e -> dialog.close());
    dialog.body(message(question.dangerous() ? Glyph.WARNING : Glyph.INFO, question.message()));
    dialog.footer(null, cancel, yes);
    dialog.open(question.dangerous() ? cancel : yes);
    return confirmed.get();
  }

  @Override
  public void error(String title, String message, String details) {
    var dialog = new DialogWindow(owner.get(), title);
    var close = Buttons.primary(TEXT.get("close"));
    close.addActionListener(e -> dialog.close());
    var body = message(Glyph.ERROR_CIRCLE, message);
    JButton copy = null;
    if (!details.isEmpty()) {
      body.add(new JScrollPane(details(details)), "newline, skip 1, w 480!, h 160!");
      copy = Buttons.icons(Buttons.secondary(TEXT.get("copy")), Glyph.COPY);
      copy.addActionListener(e -> Clipboards.copy(message + "\n" + details));
    }
    dialog.body(body);
    dialog.footer(copy, close);
    dialog.open(close);
  }

  private static JPanel message(Glyph glyph, String message) {
    var panel = new JPanel(new MigLayout("insets 20 20 20 20, gap 12", "[][480!]", "[]"));
    var color =
        switch (glyph) {
          case WARNING -> ColorRole.WARN;
          case ERROR_CIRCLE -> ColorRole.DANGER;
          default -> ColorRole.ACCENT_TEXT;
        };
    panel.add(new JLabel(Icons.of(glyph, color, 20)), "top");
    panel.add(new PlainText(message, ColorRole.TEXT, Fonts.BASE).within(480));
    return panel;
  }

  private static JComponent details(String text) {
    var area = new PlainText(text, ColorRole.TEXT, Fonts.MONO_SMALL).within(480);
    area.setOpaque(true);
    return area;
  }
}
