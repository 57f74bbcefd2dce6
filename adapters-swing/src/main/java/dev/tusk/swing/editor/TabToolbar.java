package dev.tusk.swing.editor;

import dev.tusk.core.connection.CommitMode;
import dev.tusk.core.session.TransactionState;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Chip;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Spinner;
import java.util.List;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JSeparator;
import javax.swing.SwingConstants;
import net.miginfocom.swing.MigLayout;

/// The toolbar inside a tab. Event thread only.
final class TabToolbar extends JPanel {
  /// How many rows can be chosen to be fetched.
  static final List<Long> LIMITS = List.of(100L, 1_000L, 10_000L, 100_000L, Long.MAX_VALUE);

  private final TabPresenter presenter;
  private final JButton run = Buttons.primary("Run");
  private final JButton runAll = Buttons.tool(Glyph.RUN_ALL, "Run all");
  private final JButton stop = Buttons.tool(Glyph.STOP, "Stop");
  private final JButton stopNow = Buttons.danger("Stop  Esc");
  private final JLabel elapsed = SafeText.label("", ColorRole.TEXT, Fonts.MONO);
  private final Chip transaction = new Chip("", Chip.Look.INFO);
  private final JButton commit = Buttons.tool(Glyph.CHECK, "Commit");
  private final JButton rollBack = Buttons.tool(Glyph.UNDO, "Roll back");
  private final JSeparator transactionSeparator = line();
  private final JButton limit = Buttons.tool(Glyph.CHEVRON_DOWN, "Limit 1000");
  private final JButton connection = Buttons.tool(Glyph.CHEVRON_DOWN, "Choose connection");
  private final JLabel database = SafeText.label("", ColorRole.TEXT2, Fonts.BASE);
  private final JLabel slash = SafeText.label("/", ColorRole.TEXT3, Fonts.BASE);
  private List<ConnectionChoice> choices = List.of();

  TabToolbar(TabPresenter presenter, Function<String, String> keyOf) {
    super(new MigLayout("insets 0 8 0 8, gap 4, fillx, hidemode 3", "", "[38!,center]"));
    this.presenter = presenter;
    Colors.background(this, ColorRole.CONTENT);
    setBorder(Hairline.bottom());
    run.setIcon(Icons.of(Glyph.RUN, ColorRole.ON_FILL));
    run.setDisabledIcon(Icons.of(Glyph.RUN, ColorRole.DISABLED));
    stopNow.setIcon(Icons.of(Glyph.STOP, ColorRole.ON_FILL, 14));
    Buttons.describe(run, "Run statement", keyOf.apply("query.run"));
    Buttons.describe(runAll, "Run all statements", keyOf.apply("query.runAll"));
    Buttons.describe(stop, "Stop", keyOf.apply("query.cancel"));
    Buttons.describe(stopNow, "Stop", keyOf.apply("query.cancel"));
    Buttons.describe(commit, "Commit the transaction", keyOf.apply("query.commit"));
    Buttons.describe(rollBack, "Roll the transaction back", keyOf.apply("query.rollback"));
    Buttons.describe(limit, "How many rows of each result are fetched", "");
    Buttons.describe(connection, "Connection of this tab", "");
    limit.setHorizontalTextPosition(SwingConstants.LEADING);
    limit.setIconTextGap(6);
    connection.setIconTextGap(6);
    for (var button : List.of(run, runAll, stop, stopNow, commit, rollBack, limit, connection)) {
      button.setFocusable(false);
    }
    elapsed.setIcon(new Spinner(16));
    elapsed.setIconTextGap(8);
    elapsed.getAccessibleContext().setAccessibleName("Elapsed");
    add(run, "h 28!");
    add(runAll, "h 28!");
    add(stop, "h 28!");
    add(stopNow, "h 28!");
    add(elapsed, "gapleft 8, w 96!");
    add(line(), "h 20!, gap 6 6");
    add(transaction, "h 24!");
    add(commit, "h 28!");
    add(rollBack, "h 28!");
    add(transactionSeparator, "h 20!, gap 6 6");
    add(limit, "h 28!");
    // long names are cut rather than pushed out of the window
    add(connection, "h 28!, wmin 80, pushx, alignx right");
    add(slash);
    add(database, "wmin 60, gap 6 6");
    database.setIcon(Icons.of(Glyph.DATABASE));
    database.setIconTextGap(6);
    run.addActionListener(e -> presenter.run());
    runAll.addActionListener(e -> presenter.runAll());
    stop.addActionListener(e -> presenter.stop());
    stopNow.addActionListener(e -> presenter.stop());
    commit.addActionListener(e -> presenter.endTransaction(true));
    rollBack.addActionListener(e -> presenter.endTransaction(false));
    limit.addActionListener(e -> limits().show(limit, 0, limit.getHeight()));
    connection.addActionListener(e -> connections().show(connection, 0, connection.getHeight()));
  }

  void choices(List<ConnectionChoice> now) {
    choices = List.copyOf(now);
  }

  void show(TabStatus status) {
    var busy = status.phase().busy();
    run.setEnabled(!busy);
    runAll.setEnabled(!busy);
    stop.setVisible(!busy);
    stop.setEnabled(false);
    stopNow.setVisible(busy);
    stopNow.setEnabled(status.phase() == TabPhase.RUNNING);
    elapsed.setVisible(busy);
    limit.setEnabled(!busy);
    connection.setEnabled(!busy);
    SafeText.set(limit, status.limit() == Long.MAX_VALUE ? "No limit" : "Limit " + status.limit());
    var choice = status.connection();
    SafeText.set(connection, choice == null ? "Choose connection" : choice.name());
    SafeText.tip(
        connection, "Connection of this tab" + (choice == null ? "" : ": " + choice.address()));
    database.setVisible(choice != null);
    slash.setVisible(choice != null);
    SafeText.set(database, choice == null ? "" : choice.database());
    SafeText.tip(database, choice == null ? "" : "Database " + choice.database());
    var open = status.transaction() != TransactionState.IDLE;
    var byHand = choice != null && choice.commit() == CommitMode.MANUAL;
    transaction.setVisible(open || byHand);
    commit.setVisible(open);
    rollBack.setVisible(open);
    transactionSeparator.setVisible(open || byHand);
    commit.setEnabled(open && !busy && status.transaction() == TransactionState.OPEN);
    rollBack.setEnabled(open && !busy);
    connection.setIcon(TabIcon.connection(choice));
    connection.setDisabledIcon(TabIcon.connection(choice));
    tick(status);
  }

  void tick(TabStatus status) {
    SafeText.set(
        stopNow, status.phase() == TabPhase.STOPPING ? status.stoppingShort() : "Stop  Esc");
    if (status.phase().busy()) {
      SafeText.set(elapsed, Figures.ticking(status.elapsed()));
      elapsed.repaint();
    }
    switch (status.transaction()) {
      case IDLE -> transaction.show(Glyph.COMMIT, "Manual commit", Chip.Look.INFO);
      case OPEN ->
          transaction.show(
              Glyph.HISTORY,
              "In transaction · " + Figures.clock(status.inTransaction()),
              Chip.Look.INFO);
      case FAILED -> transaction.show(Glyph.WARNING, "Transaction aborted", Chip.Look.DANGER);
    }
  }

  /// What a limit is called in menus and in the palette.
  static String limitName(long rows) {
    return rows == Long.MAX_VALUE
        ? "No limit: fetch all rows"
        : "First " + Figures.count(rows) + " rows";
  }

  private JPopupMenu limits() {
    var menu = new JPopupMenu();
    for (var rows : LIMITS) {
      var item = SafeText.set(new JMenuItem(), limitName(rows));
      item.addActionListener(e -> presenter.limit(rows));
      menu.add(item);
    }
    return menu;
  }

  private JPopupMenu connections() {
    var menu = new JPopupMenu();
    for (var choice : choices) {
      var item =
          SafeText.set(new JMenuItem(), choice.name() + (choice.open() ? "" : "   not connected"));
      item.setIcon(TabIcon.connection(choice));
      SafeText.tip(item, choice.address());
      item.addActionListener(e -> presenter.use(choice.id()));
      menu.add(item);
    }
    if (choices.isEmpty()) {
      var none = SafeText.set(new JMenuItem(), "No connections yet");
      none.setEnabled(false);
      menu.add(none);
    }
    return menu;
  }

  private static JSeparator line() {
    return new JSeparator(SwingConstants.VERTICAL);
  }
}
