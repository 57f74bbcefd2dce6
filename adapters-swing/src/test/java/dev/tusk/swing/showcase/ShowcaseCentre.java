package dev.tusk.swing.showcase;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.Banner;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Chip;
import dev.tusk.swing.kit.EmptyState;
import dev.tusk.swing.kit.Split;
import dev.tusk.swing.kit.text.SafeTableCell;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Spinner;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.action.ActionContext;
import java.awt.BorderLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import net.miginfocom.swing.MigLayout;

/// Tabs, toolbar, editor and grid of the pictures.
final class ShowcaseCentre {
  private final Shell shell;
  private final Banner banner = new Banner();

  ShowcaseCentre(Shell shell) {
    this.shell = shell;
  }

  void lost(boolean lost) {
    banner.show(
        Banner.Level.WARN,
        Glyph.DISCONNECTED,
        "Connection to shop-production lost at 09:41:07",
        "— the server ended the session",
        Buttons.secondary("Copy"),
        Buttons.primary("Reconnect"));
    banner.setVisible(lost);
  }

  JComponent panel() {
    var tabs = new JTabbedPane();
    tabs.putClientProperty(
        FlatClientProperties.TABBED_PANE_TAB_TYPE, FlatClientProperties.TABBED_PANE_TAB_TYPE_CARD);
    tabs.putClientProperty(FlatClientProperties.TABBED_PANE_TAB_CLOSABLE, true);
    tabs.addTab("orders_by_spend.sql", Icons.dot(ColorRole.DEV), tab());
    tabs.addTab("Untitled 2", Icons.dot(ColorRole.DEV), new JPanel());
    tabs.addTab("stock_check.sql", Icons.dot(ColorRole.TEST), new JPanel());
    tabs.addTab("refunds.sql", Icons.of(Glyph.LOCK, ColorRole.PROD, 14), new JPanel());
    return tabs;
  }

  private JComponent tab() {
    var text = new JTextArea("select r.id, c.name as customer\n  from recent r\n");
    Fonts.MONO.set(text);
    shell.focusStop(text, ActionContext.EDITOR);
    var table = new JTable(rows(), new Object[] {"id", "customer", "status", "total"});
    table.setDefaultRenderer(Object.class, new SafeTableCell());
    Fonts.MONO_SMALL.set(table);
    table.setRowSelectionInterval(3, 5);
    shell.focusStop(table, ActionContext.GRID);
    var results = new JTabbedPane();
    results.addTab("Result 1", Icons.of(Glyph.TABLE), new JScrollPane(table));
    results.addTab(
        "Messages",
        Icons.of(Glyph.MESSAGES),
        new EmptyState(Glyph.MESSAGES, "No messages", "Run a statement", new JButton("Run")));
    results.addTab("Plan", Icons.of(Glyph.PLAN), new JPanel());
    results.addTab("History", Icons.of(Glyph.HISTORY), new JPanel());
    var upper = new JPanel(new BorderLayout());
    var top = new JPanel(new BorderLayout());
    top.add(toolbar(), BorderLayout.NORTH);
    top.add(banner);
    upper.add(top, BorderLayout.NORTH);
    upper.add(new JScrollPane(text));
    return Split.rows(upper, results, 368);
  }

  private static JComponent toolbar() {
    var bar = new JPanel(new MigLayout("insets 0 8 0 8, gap 4", "", "[39!]"));
    Colors.background(bar, ColorRole.CONTENT);
    bar.setBorder(Hairline.bottom());
    var run = Buttons.primary("Run");
    run.setIcon(Icons.of(Glyph.RUN, ColorRole.ON_FILL));
    bar.add(run);
    bar.add(Buttons.tool(Glyph.RUN_ALL, "Run all"));
    var stop = Buttons.tool(Glyph.STOP, "Stop");
    stop.setEnabled(false);
    bar.add(stop);
    bar.add(Buttons.tool(Glyph.PLAN, "Explain"));
    bar.add(Buttons.icon(Glyph.CHECK, "Commit", "Ctrl+Alt+Shift+C"));
    bar.add(Buttons.icon(Glyph.UNDO, "Roll back", "Ctrl+Alt+Shift+R"));
    bar.add(new JLabel(new Spinner(16)));
    bar.add(Fonts.MONO.set(SafeText.label("7.4 s")));
    bar.add(new Chip("42703", Chip.Look.DANGER).mono());
    bar.add(new Chip("Stale · read 09:40:51", Chip.Look.WARN));
    bar.add(new Chip("delivered", Chip.Look.NEUTRAL));
    bar.add(Buttons.tool(Glyph.DATABASE, "shop"), "pushx, alignx right");
    bar.add(Buttons.tool(Glyph.SCHEMA, "shop, public"));
    return bar;
  }

  private static Object[][] rows() {
    var rows = new Object[40][4];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new Object[] {14601877 + 37 * i, "Mira Okafor", "delivered", "412.90"};
    }
    return rows;
  }
}
