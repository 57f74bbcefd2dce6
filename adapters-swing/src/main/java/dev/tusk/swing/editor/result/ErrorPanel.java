package dev.tusk.swing.editor.result;

import dev.tusk.core.error.NextStep;
import dev.tusk.swing.editor.run.ErrorReport;
import dev.tusk.swing.editor.run.SuggestedFix;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Chip;
import dev.tusk.swing.kit.text.PlainText;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Painting;
import java.awt.Graphics;
import java.awt.Graphics2D;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// What went wrong, where, what it means, and what can be done. Event thread only.
final class ErrorPanel extends JScrollPane {
  private final StripActions actions;

  ErrorPanel(StripActions actions) {
    this.actions = actions;
    setHorizontalScrollBarPolicy(ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    getVerticalScrollBar().setUnitIncrement(24);
    getAccessibleContext().setAccessibleName("Error");
  }

  void show(ErrorReport report) {
    var page =
        new Page(
            new MigLayout("insets 16 16 16 16, fillx, hidemode 3", "[20!]10[grow,fill]", "[]4[]"));
    Colors.background(page, ColorRole.CONTENT);
    var tone = report.stopped() ? ColorRole.WARN : ColorRole.DANGER;
    var icon = SafeText.label("");
    icon.setIcon(Icons.of(report.stopped() ? Glyph.MINUS_CIRCLE : Glyph.ERROR_CIRCLE, tone, 20));
    page.add(icon, "aligny top, gaptop 1");
    var head = new JPanel(new MigLayout("insets 0, fillx", "[grow,fill]12[]"));
    head.setOpaque(false);
    var headline = new PlainText(report.info().message(), ColorRole.TEXT, Fonts.HEADLINE);
    headline.getAccessibleContext().setAccessibleName("Error message");
    head.add(headline, "wmin 0, aligny top");
    var copy = Buttons.copyError(report.copyText());
    copy.addActionListener(e -> actions.told("Error copied"));
    head.add(copy, "aligny top, h 28!");
    page.add(head, "wrap");
    page.add(facts(report), "skip 1, wrap");
    if (report.fix() != null) {
      page.add(fixBox(report.fix()), "skip 1, gaptop 8, wrap");
    } else if (report.info().suggestion() != null) {
      page.add(suggestionBox(report.info().suggestion()), "skip 1, gaptop 8, wrap");
    }
    var rows = rows(report);
    if (rows.getComponentCount() > 0) {
      page.add(rows, "skip 1, gaptop 10, wrap");
    }
    var buttons = buttons(report);
    if (buttons != null) {
      page.add(buttons, "skip 1, gaptop 12, wrap");
    }
    setViewportView(page);
  }

  private JComponent facts(ErrorReport report) {
    var line = new JPanel(new MigLayout("insets 0, gap 0"));
    line.setOpaque(false);
    var look = report.stopped() ? Chip.Look.WARN : Chip.Look.DANGER;
    line.add(new Chip(report.info().sqlState(), look).mono(), "gapright 8");
    var condition = report.info().conditionName();
    var any = false;
    if (condition != null) {
      line.add(SafeText.label(condition, ColorRole.TEXT2, Fonts.BASE));
      any = true;
    }
    if (report.place() != null) {
      dot(line, any, "gap 6 2"); // a link has 4 around its words
      var link =
          Buttons.link("Line " + report.place().line() + ", column " + report.place().column());
      link.addActionListener(e -> actions.goToError());
      line.add(link);
      any = true;
    }
    if (!report.progress().isEmpty()) {
      dot(line, any, report.place() == null ? "gap 6 6" : "gap 2 6");
      line.add(SafeText.label(report.progress(), ColorRole.TEXT2, Fonts.BASE));
    }
    return line;
  }

  private static void dot(JPanel line, boolean needed, String gap) {
    if (needed) {
      line.add(SafeText.label("·", ColorRole.TEXT3, Fonts.BASE), gap);
    }
  }

  private JComponent fixBox(SuggestedFix fix) {
    var box = new Box();
    var icon = SafeText.label("");
    icon.setIcon(Icons.of(Glyph.BULB, ColorRole.ACCENT_TEXT));
    box.add(icon);
    box.add(SafeText.label("Did you mean"), "gapleft 8");
    box.add(Fonts.SEMIBOLD.set(SafeText.label(fix.right() + "?")), "gapleft 4");
    box.add(new Chip(fix.wrong(), Chip.Look.DANGER).mono(), "gapleft 16");
    box.add(SafeText.label("›", ColorRole.TEXT3, Fonts.BASE), "gap 6 6");
    box.add(new Chip(fix.right(), Chip.Look.INFO).mono());
    var apply = Buttons.primary("Apply  Alt+Enter");
    apply.getAccessibleContext().setAccessibleName("Apply the suggestion");
    apply.addActionListener(e -> actions.applyFix());
    box.add(apply, "pushx, alignx right, h 28!");
    return box;
  }

  private static JComponent suggestionBox(String suggestion) {
    var box = new Box();
    var icon = SafeText.label("");
    icon.setIcon(Icons.of(Glyph.BULB, ColorRole.ACCENT_TEXT));
    box.add(icon, "aligny top, gaptop 2");
    box.add(
        new PlainText(suggestion, ColorRole.TEXT, Fonts.BASE), "gapleft 8, growx, pushx, wmin 0");
    return box;
  }

  private static JComponent rows(ErrorReport report) {
    var rows = new JPanel(new MigLayout("insets 0, fillx, wrap 2", "[88!]8[grow,fill]", "[]6[]"));
    rows.setOpaque(false);
    row(rows, "Detail", report.info().detail(), Fonts.BASE, ColorRole.TEXT);
    row(rows, "Hint", report.info().hint(), Fonts.BASE, ColorRole.TEXT);
    if (report.place() != null) {
      row(rows, "Where", report.place().lineText(), Fonts.MONO_SMALL, ColorRole.TEXT);
    }
    row(rows, "Context", report.info().context(), Fonts.MONO_SMALL, ColorRole.TEXT2);
    row(rows, "Inner query", report.innerQuery(), Fonts.MONO_SMALL, ColorRole.TEXT2);
    row(rows, "Transaction", report.transactionNote(), Fonts.BASE, ColorRole.TEXT);
    return rows;
  }

  private static void row(
      JPanel rows, String name, @Nullable String value, Fonts font, ColorRole color) {
    if (value != null && !value.isBlank()) {
      rows.add(SafeText.label(name, ColorRole.TEXT3, Fonts.BASE), "aligny top");
      var text = new PlainText(value.strip(), color, font);
      text.getAccessibleContext().setAccessibleName(name);
      rows.add(text, "wmin 0");
    }
  }

  private @Nullable JComponent buttons(ErrorReport report) {
    var offers = report.offers();
    if (offers.isEmpty()) {
      return null;
    }
    var line = new JPanel(new MigLayout("insets 0, gap 8"));
    line.setOpaque(false);
    for (var step : offers) {
      var button = button(step);
      button.addActionListener(e -> actions.next(step));
      line.add(button, "h 28!");
    }
    return line;
  }

  private static JButton button(NextStep step) {
    return switch (step) {
      case ROLL_BACK -> Buttons.icons(Buttons.secondary("Roll back"), Glyph.UNDO);
      case RUN_AGAIN -> Buttons.icons(Buttons.secondary("Run again"), Glyph.REFRESH);
      case RECONNECT -> Buttons.icons(Buttons.secondary("Reconnect"), Glyph.CONNECTION);
      case UNLOCK -> Buttons.icons(Buttons.secondary("Unlock writes…"), Glyph.UNLOCK);
      case SIGN_IN, EDIT_CONNECTION -> Buttons.secondary("Edit connection…");
      case GO_TO_PLACE,
          CHECK_DATA,
          FREE_SESSION,
          MEND_DISK,
          OPEN_KEYRING,
          TELL_ADMINISTRATOR,
          REPORT_BUG ->
          throw new IllegalArgumentException(step + " has no button");
    };
  }

  /// A box with a soft accent border.
  private static final class Box extends JPanel {
    Box() {
      super(new MigLayout("insets 6 12 6 8, fillx, gap 0"));
      setOpaque(false);
    }

    @Override
    protected void paintComponent(Graphics g) {
      var g2 = (Graphics2D) g.create();
      Painting.fillRound(g2, this, ColorRole.CURLINE, 6);
      Painting.outline(g2, this, ColorRole.ACCENT_LINE, 6);
      g2.dispose();
    }
  }

  /// Follows the width of the pane, so that its text wraps.
  private static final class Page extends JPanel implements javax.swing.Scrollable {
    Page(MigLayout layout) {
      super(layout);
    }

    @Override
    public java.awt.Dimension getPreferredScrollableViewportSize() {
      return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(java.awt.Rectangle visible, int axis, int direction) {
      return 24;
    }

    @Override
    public int getScrollableBlockIncrement(java.awt.Rectangle visible, int axis, int direction) {
      return visible.height;
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
      return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
      return getParent() != null && getParent().getHeight() > getPreferredSize().height;
    }
  }
}
