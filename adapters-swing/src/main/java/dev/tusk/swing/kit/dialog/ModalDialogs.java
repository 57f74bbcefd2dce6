package dev.tusk.swing.kit.dialog;

import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextArea;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Window;
import java.util.concurrent.atomic.AtomicReference;
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
    return open(question, null) == Answer.CONFIRMED;
  }

  @Override
  public Answer ask(Question question, String declineLabel) {
    return open(question, declineLabel);
  }

  private Answer open(Question question, @Nullable String declineLabel) {
    var answer = new AtomicReference<>(Answer.CANCELLED);
    var dialog = new DialogWindow(owner.get(), question.title());
    var yes =
        question.dangerous()
            ? Buttons.danger(question.confirmLabel())
            : Buttons.primary(question.confirmLabel());
    var cancel = Buttons.secondary(TEXT.get("cancel"));
    yes.addActionListener(
        e -> {
          answer.set(Answer.CONFIRMED);
          dialog.close();
        });
    cancel.addActionListener(e -> dialog.close());
    dialog.body(message(question.dangerous() ? Glyph.WARNING : Glyph.INFO, question.message()));
    if (declineLabel == null) {
      dialog.footer(null, cancel, yes);
    } else {
      var decline = Buttons.secondary(declineLabel);
      decline.addActionListener(
          e -> {
            answer.set(Answer.DECLINED);
            dialog.close();
          });
      dialog.footer(decline, cancel, yes);
    }
    dialog.open(question.dangerous() ? cancel : yes);
    return answer.get();
  }

  @Override
  public void error(String title, String message, String details) {
    var dialog = new DialogWindow(owner.get(), title);
    var close = Buttons.primary(TEXT.get("close"));
    close.addActionListener(e -> dialog.close());
    var body = message(Glyph.ERROR_CIRCLE, message);
    JButton copy = null;
    if (!details.isEmpty()) {
      body.add(new JScrollPane(words(details, true)), "newline, skip 1, w 480!, h 160!");
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
    panel.add(words(message, false));
    return panel;
  }

  private static JComponent words(String text, boolean mono) {
    var area = new TextArea(SafeText.visible(text));
    area.setEditable(false);
    area.setLineWrap(true);
    area.setWrapStyleWord(true);
    area.setOpaque(mono);
    area.setFocusable(mono);
    if (mono) {
      Fonts.MONO_SMALL.set(area);
    } else {
      area.setBorder(null);
    }
    area.setSize(Theme.px(480), Short.MAX_VALUE);
    return area;
  }
}
