package dev.tusk.swing.editor.cell;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.ResultStore;
import dev.tusk.swing.editor.grid.ResultGrid;
import dev.tusk.swing.editor.run.Figures;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.EmptyState;
import dev.tusk.swing.kit.SegmentedControl;
import dev.tusk.swing.kit.WarmUp;
import dev.tusk.swing.kit.Windows;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.ClipboardText;
import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Shows a cell in a window that does not block, as text, JSON, XML, bytes or a picture; Esc closes
/// it. A value may be of any length: it is read piece by piece. Event thread only.
public final class CellViewer {
  private static final Duration SETTLED = Duration.ofMillis(120);

  private final UiExecutor ui;
  private final Dialogs dialogs;
  private final CellContent content;
  private final String title;
  private final String name;
  private final ValuePane pane;
  private final FindInValue find;
  private final SaveValue saving;
  private final JPanel root = new JPanel(new BorderLayout());
  private final JPanel centre = new JPanel(new BorderLayout());
  private final JPanel head =
      new JPanel(
          new MigLayout("insets 6 12 6 12, fillx, gap 8, hidemode 3", "[]push[][]", "[28!]"));
  private final SegmentedControl<ViewMode> modes = new SegmentedControl<>("Shown as");
  private final JCheckBox wrap = SafeText.set(new JCheckBox(), "Wrap lines");
  private final JLabel facts = SafeText.label("Reading…", ColorRole.TEXT3, Fonts.SMALL);
  private final JButton save = Buttons.icons(Buttons.secondary("Save to file…"), Glyph.SAVE);
  private final JButton copy = Buttons.icons(Buttons.secondary("Copy all"), Glyph.COPY);
  private Cancellation showing = Cancellation.create();
  private UiExecutor.Running settling = () -> {};
  private ViewMode mode = ViewMode.TEXT;
  private @Nullable ValueBytes shown;
  private int columns;
  private String pictureFormat = "img";
  private @Nullable TreePane tree;

  private CellViewer(
      UiExecutor ui, Dialogs dialogs, KeepResults keep, ResultStore store, long row, int index) {
    this.ui = ui;
    this.dialogs = dialogs;
    this.content = new CellContent(keep, store, row, index);
    var column = SafeText.plain(content.column().name());
    this.title = column + ", row " + Figures.count(row + 1);
    this.name = "Value of " + column;
    this.pane = new ValuePane(ui, name);
    this.find = new FindInValue(ui, pane);
    this.saving = new SaveValue(ui, this::says, this::savingChanged);
    wrap.setSelected(true);
    wrap.addActionListener(e -> show(mode, true));
    copy.addActionListener(e -> copyAll());
    SafeText.tip(copy, "Copies the text as the server sent it");
    save.addActionListener(e -> save());
    modes.onChoice(chosen -> show(chosen, false));
    pane.onFailure(this::failed);
    pane.addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            settling.cancel();
            settling = ui.after(SETTLED, CellViewer.this::resized);
          }
        });
    build();
  }

  /// Opens the cell that has the focus in a grid; reads it away from the event thread.
  public static void open(UiExecutor ui, Dialogs dialogs, KeepResults keep, ResultGrid grid) {
    var cell = grid.focusedCell();
    if (cell == null) {
      return;
    }
    var store = grid.result().store();
    new CellViewer(ui, dialogs, keep, store, grid.focusedRow(), cell[1]).show(grid);
  }

  /// Makes and paints a viewer that nobody sees, for the warm-up.
  public static void rehearse(UiExecutor ui, Dialogs dialogs, KeepResults keep, ResultStore store) {
    var unseen = new CellViewer(ui, dialogs, keep, store, 0, 0);
    var value = ValueBytes.of("a\nb".getBytes(StandardCharsets.UTF_8));
    unseen.offer(new CellContent.Start(java.util.List.of(ViewMode.values()), false, 3));
    unseen.centre.add(unseen.pane);
    unseen.pane.show(
        TextRows.of(value, 80, Cancellation.create(), rows -> {}), ViewMode.TEXT, false);
    WarmUp.paint(unseen.root, 760, 500);
    unseen.content.close();
  }

  private void build() {
    head.setBorder(Hairline.bottom());
    head.add(SafeText.label(""));
    head.add(wrap);
    head.add(find);
    var foot = new JPanel(new MigLayout("insets 6 12 6 12, fillx, gap 8", "[]push[][]"));
    foot.setBorder(Hairline.top());
    foot.add(facts, "wmin 0");
    foot.add(save, "h 28!");
    foot.add(copy, "h 28!");
    root.add(head, BorderLayout.NORTH);
    root.add(centre);
    root.add(foot, BorderLayout.SOUTH);
    root.setPreferredSize(new Dimension(760, 500));
    root.getAccessibleContext().setAccessibleName(name);
    key("ctrl F", find::open);
    key("F3", () -> find.look(true, false));
    key("shift F3", () -> find.look(false, false));
    key("ctrl C", this::copySelection);
    key("ctrl A", this::selectAll);
    centre.add(pane);
  }

  private void show(ResultGrid grid) {
    var dialog = new JDialog(Windows.of(grid).orElseThrow(), title);
    dialog.setContentPane(root);
    dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
    dialog
        .getRootPane()
        .registerKeyboardAction(
            e -> dialog.dispose(),
            KeyStroke.getKeyStroke("ESCAPE"),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    dialog.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            close();
          }
        });
    dialog.pack();
    dialog.setLocationRelativeTo(grid);
    start();
    dialog.setVisible(true);
    pane.canvas().requestFocusInWindow();
  }

  private void close() {
    settling.cancel();
    showing.cancel();
    saving.stop();
    find.in(null);
    var _ =
        ui.run(
            () -> {
              content.close(); // may wait for what is being made
              return true;
            },
            closed -> {},
            e -> {});
  }

  /// Looks at the value and shows it in the way that suits it best.
  private void start() {
    var _ =
        ui.run(
            content::start,
            start -> {
              offer(start);
              if (start.isNull()) {
                SafeText.set(facts, content.column().typeName() + " · NULL");
                var none =
                    new EmptyState(Glyph.MINUS_CIRCLE, "NULL", "There is no value in this cell.");
                put(none, none);
              } else {
                show(start.modes().getFirst(), false);
              }
            },
            this::failed);
  }

  private void offer(CellContent.Start start) {
    start.modes().forEach(each -> modes.add(each, each.label(), null));
    if (!start.isNull()) {
      head.remove(0);
      head.add(modes, "", 0);
    }
    for (var part : new JComponent[] {wrap, save, copy}) {
      part.setEnabled(!start.isNull());
    }
    head.revalidate();
  }

  private void show(ViewMode wanted, boolean sameBytes) {
    showing.cancel();
    var mine = Cancellation.create();
    showing = mine;
    mode = wanted;
    modes.choose(wanted);
    wrap.setVisible(
        switch (wanted) {
          case TEXT, JSON, XML -> true;
          case HEX, IMAGE, TREE -> false;
        });
    find.setVisible(
        switch (wanted) {
          case TEXT, JSON, XML, HEX -> true;
          case IMAGE, TREE -> false;
        });
    if (!sameBytes) {
      shown = null;
      tree = null;
      find.in(null);
    }
    says("Reading…");
    switch (wanted) {
      case TEXT, JSON, XML -> text(wanted, sameBytes, mine);
      case HEX -> bytes(mine);
      case IMAGE -> picture(mine);
      case TREE -> {
        says(content.column().typeName() + " · copy a node with Ctrl+C");
        var made = new TreePane(ui, name, content.text(), mine, e -> failed(e, mine));
        tree = made;
        put(made, made.tree());
        made.tree().requestFocusInWindow();
      }
    }
  }

  private void text(ViewMode wanted, boolean sameBytes, Cancellation mine) {
    put(pane);
    columns = wrap.isSelected() ? pane.fittingColumns() : TextRows.UNWRAPPED;
    var width = columns;
    var first = new boolean[] {!sameBytes};
    var progress =
        ui.<TextRows>newest(
            rows -> {
              // rows that are only broken otherwise take the place of the old ones when all are
              // known
              if (!mine.isCancelled() && !sameBytes) {
                pane.show(rows, wanted, !first[0]);
                first[0] = false;
              }
            });
    var _ =
        ui.run(
            () -> {
              var start = sameBytes ? null : content.startOf(wanted);
              if (start != null) {
                progress.accept(TextRows.of(start, width, mine, rows -> {}));
              }
              var value = content.shown(wanted, mine);
              return new Laid(value, TextRows.of(value, width, mine, progress));
            },
            laid -> {
              if (mine.isCancelled()) {
                return;
              }
              pane.show(laid.rows(), wanted, !first[0]);
              found(laid.value());
              says(facts(laid.rows(), wanted, laid.value().length()));
            },
            e -> failed(e, mine));
  }

  private record Laid(ValueBytes value, TextRows rows) {}

  private String facts(TextRows rows, ViewMode wanted, long bytes) {
    var lines = rows.lines() == 1 ? "" : " · " + Figures.count(rows.lines()) + " lines";
    var characters = rows.characters() == 1 ? " character" : " characters";
    return wanted == ViewMode.TEXT
        ? content.column().typeName()
            + " · "
            + Figures.count(rows.characters())
            + characters
            + lines
            + " · "
            + Figures.bytes(bytes)
        : content.column().typeName() + " · indented for reading" + lines;
  }

  private void bytes(Cancellation mine) {
    put(pane);
    var _ =
        ui.run(
            () -> content.shown(ViewMode.HEX, mine),
            value -> {
              if (!mine.isCancelled()) {
                pane.show(new HexRows(value), ViewMode.HEX, false);
                found(value);
                says(
                    content.column().typeName()
                        + " · "
                        + Figures.count(value.length())
                        + (value.length() == 1 ? " byte" : " bytes"));
              }
            },
            e -> failed(e, mine));
  }

  private void picture(Cancellation mine) {
    var _ =
        ui.run(
            () -> Picture.read(content.shown(ViewMode.IMAGE, mine), mine),
            picture -> {
              if (!mine.isCancelled()) {
                pictureFormat = picture.format();
                var made = new PicturePane(picture, name);
                put(made, made);
                says(
                    "%s · %s × %s pixels · %s"
                        .formatted(
                            picture.format(),
                            Figures.count(picture.width()),
                            Figures.count(picture.height()),
                            Figures.bytes(picture.bytes())));
              }
            },
            e -> failed(e, mine));
  }

  private void found(ValueBytes value) {
    shown = value;
    find.in(value);
  }

  private void put(ValuePane part) {
    put(part, part.canvas());
  }

  /// Shows a part; the focus goes to it from the part before.
  private void put(JComponent part, JComponent focus) {
    if (centre.getComponentCount() != 1 || !centre.getComponent(0).equals(part)) {
      var window = SwingUtilities.getWindowAncestor(centre);
      var owner = window == null ? null : window.getMostRecentFocusOwner();
      // nothing has it while it is on its way to what was just asked for
      var inside = owner == null || centre.isAncestorOf(owner);
      centre.removeAll();
      centre.add(part);
      centre.revalidate();
      centre.repaint();
      if (inside) {
        focus.requestFocusInWindow();
      }
    }
  }

  private void resized() {
    var wraps = mode == ViewMode.TEXT || mode == ViewMode.JSON || mode == ViewMode.XML;
    if (shown != null && wraps && wrap.isSelected() && columns != pane.fittingColumns()) {
      show(mode, true);
    }
  }

  private void failed(Exception e, Cancellation mine) {
    if (!mine.isCancelled()) {
      failed(e);
    }
  }

  private void failed(Exception e) {
    switch (e) {
      case CancellationException _ -> {}
      case ClipboardText.TooMuch _ ->
          says(
              "More than "
                  + Figures.bytes(ClipboardText.MOST)
                  + " is too much for a clipboard: save it to a file");
      case DerivedValue.TooLong _ -> {
        show(ViewMode.TEXT, false);
        says("This is too much to be indented");
      }
      case Picture.Unreadable broken -> {
        var hex = Buttons.secondary("Show as hex");
        hex.addActionListener(pressed -> show(ViewMode.HEX, false));
        var why = String.valueOf(broken.getMessage());
        put(new EmptyState(Glyph.WARNING, why, "Its bytes are all here.", hex), hex);
        says(content.column().typeName());
      }
      case TuskException unread -> says(unread.error().message());
      default -> says("This result is closed");
    }
  }

  private void says(String words) {
    SafeText.set(facts, words);
  }

  private void key(String stroke, Runnable action) {
    root.registerKeyboardAction(
        e -> action.run(),
        KeyStroke.getKeyStroke(stroke),
        JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
  }

  private void selectAll() {
    var value = shown;
    if (value != null) {
      pane.canvas().select(0, value.length());
    }
  }

  private void copyAll() {
    copy(content.text(), 0, Long.MAX_VALUE);
  }

  private void copySelection() {
    var open = tree;
    var value = shown;
    if (open != null) {
      var node = open.selected();
      if (node != null) {
        copy(content.text(), node.from(), node.to());
      }
    } else if (value != null && pane.canvas().from() < pane.canvas().to()) {
      copy(value, pane.canvas().from(), pane.canvas().to());
    }
  }

  private void copy(ValueBytes value, long from, long to) {
    var inHex = mode == ViewMode.HEX && value.equals(shown);
    var _ =
        ui.run(
            () -> {
              var text = new ClipboardText(ClipboardText.MOST);
              var end = Math.min(to, value.length());
              for (var at = from; at < end; ) {
                var piece = value.read(at, (int) Math.min(end - at, ValueBytes.PIECE));
                text.write(
                    inHex
                        ? HexFormat.of().formatHex(piece).getBytes(StandardCharsets.US_ASCII)
                        : piece);
                at += piece.length;
              }
              return text.text();
            },
            text -> {
              Clipboards.copy(text);
              says("Copied");
            },
            this::failed);
  }

  private void save() {
    if (saving.busy()) {
      saving.stop();
      return;
    }
    var chooser = new JFileChooser();
    chooser.setSelectedFile(new File(fileName()));
    if (chooser.showSaveDialog(root) != JFileChooser.APPROVE_OPTION) {
      return;
    }
    var file = chooser.getSelectedFile().toPath();
    var question =
        new Dialogs.Question(
            "Replace the file",
            file + " is there already. It is replaced when all is written.",
            "Replace",
            true);
    var _ =
        ui.run(
            () -> Files.isRegularFile(file),
            there -> {
              if (!there || dialogs.confirm(question)) {
                saving.to(file, content::data);
              }
            },
            e -> saving.to(file, content::data));
  }

  private String fileName() {
    var base = content.column().name().replaceAll("[^\\p{L}\\p{N}._-]+", "_");
    var ending =
        switch (mode) {
          case JSON, TREE -> ".json";
          case XML -> ".xml";
          case HEX -> ".bin";
          case IMAGE -> "." + pictureFormat;
          case TEXT -> ".txt";
        };
    return (base.isEmpty() ? "value" : base) + ending;
  }

  private void savingChanged() {
    SafeText.set(save, saving.busy() ? "Stop saving" : "Save to file…");
  }
}
