package dev.tusk.swing.connection.form;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.swing.kit.Chip;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.text.PlainText;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Spinner;
import java.time.Duration;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Shows a test of a connection: a headline, the steps, and what to do when one failed.
final class TestPanel extends JPanel {
  private static final Messages TEXT = Messages.of(TestPanel.class);

  TestPanel() {
    super(new MigLayout("insets 8 20 12 20, gap 0, fillx", "[16!]8[112!]8[grow]8[]"));
    Colors.background(this, ColorRole.CONTENT);
    setBorder(Hairline.top());
    setVisible(false);
  }

  /// Shows a report in place of what was there.
  void show(TestReport report, ConnectionConfig config) {
    removeAll();
    headline(report);
    for (var line : report.steps()) {
      step(line, report, config);
    }
    var server = report.server();
    if (server != null && !server.product().notes().isEmpty()) {
      add(
          hint(String.join(".\n", server.product().notes())),
          "newline, skip 1, span 3, growx, wmin 0, gapy 4 8");
    }
    setVisible(true);
    revalidate();
    repaint();
  }

  private void headline(TestReport report) {
    var server = report.server();
    var trouble = report.trouble();
    var icon =
        switch (report.state()) {
          case RUNNING -> new Spinner(16);
          case PASSED -> Icons.of(Glyph.CHECK_CIRCLE, ColorRole.OK);
          case FAILED -> Icons.of(Glyph.CROSS_CIRCLE, ColorRole.DANGER);
          case STOPPED -> Icons.of(Glyph.MINUS_CIRCLE, ColorRole.WARN);
        };
    var words =
        switch (report.state()) {
          case RUNNING -> TEXT.get("test.running");
          case PASSED -> TEXT.get("test.passed", server == null ? "" : server.title());
          case FAILED -> TEXT.get("test.failed", trouble == null ? "" : trouble.category());
          case STOPPED -> TEXT.get("test.stopped");
        };
    var title = Fonts.SEMIBOLD.set(SafeText.label(words));
    title.setIcon(icon);
    title.setIconTextGap(8);
    var facts =
        SafeText.label(
            server == null ? took(report.total()) : facts(server, report.total()),
            ColorRole.TEXT3,
            Fonts.SMALL);
    var row = new JPanel(new MigLayout("insets 0, gap 8, aligny center"));
    row.setOpaque(false);
    row.add(title);
    row.add(facts);
    add(row, "span 4, h 28!, wrap");
    getAccessibleContext().setAccessibleName(words + ", " + facts.getText());
  }

  private static String facts(ServerInfo server, Duration total) {
    var tls = server.tls();
    return TEXT.get(
        "test.facts",
        tls == null ? TEXT.get("test.clear") : version(tls),
        took(server.latency()),
        took(total));
  }

  private static String took(Duration time) {
    var millis = time.toNanos() / 1_000_000.0;
    return millis < 10
        ? String.format(java.util.Locale.ROOT, "%.1f ms", millis)
        : Math.round(millis) + " ms";
  }

  private void step(TestReport.Line line, TestReport report, ConnectionConfig config) {
    add(rule(), "newline, span 4, growx, h 1!");
    var reached = line.mark() != TestReport.Mark.NOT_REACHED;
    add(new JLabel(icon(line.mark())), "newline, top, h 27!");
    add(
        SafeText.label(
            TEXT.get("step." + line.step()),
            reached ? ColorRole.TEXT : ColorRole.TEXT3,
            Fonts.BASE),
        "top, h 27!");
    var failed = line.mark() == TestReport.Mark.FAILED;
    var trouble = report.trouble();
    if (failed && trouble != null) {
      var row = new JPanel(new MigLayout("insets 4 0 4 0, gap 8, fillx", "[grow,fill][]"));
      row.setOpaque(false);
      row.add(new PlainText(trouble.message(), ColorRole.DANGER, Fonts.BASE).within(350), "wmin 0");
      if (!trouble.code().isEmpty()) {
        row.add(new Chip(trouble.code(), Chip.Look.DANGER).mono(), "top");
      }
      add(row, "growx, wmin 0");
    } else {
      add(
          SafeText.label(
              switch (line.mark()) {
                case NOT_REACHED -> TEXT.get("test.notReached");
                case STOPPED -> TEXT.get("test.stoppedHere");
                default -> words(line, config, report.server());
              },
              reached ? ColorRole.TEXT2 : ColorRole.TEXT3,
              Fonts.BASE),
          "wmin 0");
    }
    add(
        SafeText.label(reached ? took(line.took()) : "", ColorRole.TEXT3, Fonts.MONO_SMALL),
        "top, align right, h 27!");
    if (failed && trouble != null && !trouble.advice().isEmpty()) {
      add(hint(trouble.advice()), "newline, skip 1, span 3, growx, wmin 0, gapy 4 8");
    }
  }

  private static String encryption(TestReport.Line line, @Nullable ServerInfo server) {
    if (server == null) {
      return line.mark() == TestReport.Mark.SKIPPED ? TEXT.get("test.clear") : "";
    }
    var tls = server.tls();
    return tls == null
        ? TEXT.get("test.clear")
        : TEXT.get("test.cipher", version(tls), server.cipher() == null ? "" : server.cipher());
  }

  private static String version(String tls) {
    return tls.replace("TLSv", "TLS ");
  }

  private static String words(
      TestReport.Line line, ConnectionConfig config, @Nullable ServerInfo server) {
    return switch (line.step()) {
      case RESOLVE -> fact("field.HOST", config.host());
      case TUNNEL -> fact("setting.SSH", config.tunnel());
      case CONNECT -> fact("field.PORT", Integer.toString(config.port()));
      case ENCRYPT -> encryption(line, server);
      case AUTHENTICATE -> fact("field.USER", config.user());
      case PREPARE -> fact("field.DATABASE", config.database());
    };
  }

  /// Called as its field in the form is.
  private static String fact(String label, String value) {
    return TEXT.get("test.fact", TEXT.get(label), value);
  }

  private static Icon icon(TestReport.Mark mark) {
    return switch (mark) {
      case DONE -> Icons.of(Glyph.CHECK_CIRCLE, ColorRole.OK);
      case RUNNING -> new Spinner(16);
      case FAILED -> Icons.of(Glyph.CROSS_CIRCLE, ColorRole.DANGER);
      case STOPPED -> Icons.of(Glyph.MINUS_CIRCLE, ColorRole.WARN);
      case SKIPPED, NOT_REACHED -> Icons.of(Glyph.MINUS_CIRCLE, ColorRole.TEXT3);
    };
  }

  private static JPanel rule() {
    return Colors.background(new JPanel(null), ColorRole.GRIDLINE);
  }

  private static JPanel hint(String advice) {
    var box = new HintBox();
    box.add(new JLabel(Icons.of(Glyph.BULB, ColorRole.ACCENT_TEXT)));
    box.add(new PlainText(advice, ColorRole.TEXT, Fonts.SMALL).within(600), "wmin 0");
    return box;
  }
}
