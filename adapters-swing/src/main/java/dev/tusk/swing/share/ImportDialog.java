package dev.tusk.swing.share;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.PlainText;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Asks for a file, shows the connections in it, and saves those that stay ticked.
final class ImportDialog implements SharePresenter.View {
  private static final Messages TEXT = Messages.of(ImportDialog.class);

  private final DialogWindow dialog;
  private final JTextField file = new TextField();
  private final JLabel problem = SafeText.label("", ColorRole.DANGER, Fonts.SMALL);
  private final JPanel rows =
      new JPanel(new MigLayout("insets 0, gap 12 4, fillx", "[200!][grow,fill][200!]"));
  private final JButton save = Buttons.primary(TEXT.get("import.none"));
  private final Map<SharePresenter.Row, JCheckBox> ticks = new LinkedHashMap<>();
  private final SharePresenter presenter;

  ImportDialog(
      @Nullable Window owner,
      UiExecutor ui,
      ShareConnections share,
      ManageConnections connections) {
    dialog = new DialogWindow(owner, TEXT.get("import.title"));
    presenter = new SharePresenter(ui, share, connections, this);
    dialog.scrollingBody(body());
    var cancel = Buttons.secondary(TEXT.get("cancel"));
    cancel.addActionListener(e -> dialog.close());
    save.setEnabled(false);
    save.addActionListener(e -> presenter.save(chosen()));
    dialog.footer(null, cancel, save);
    dialog
        .window()
        .addWindowListener(
            new WindowAdapter() {
              @Override
              public void windowOpened(WindowEvent e) {
                file.requestFocusInWindow();
              }

              @Override
              public void windowClosed(WindowEvent e) {
                presenter.forget();
              }
            });
  }

  private JPanel body() {
    var body = new JPanel(new MigLayout("insets 16 20 16 20, gap 8, hidemode 3", "[620!,fill][]"));
    body.add(
        new PlainText(TEXT.get("import.words"), ColorRole.TEXT2, Fonts.BASE).within(700),
        "span 2, wmin 0, wrap");
    file.getAccessibleContext().setAccessibleName(TEXT.get("import.file"));
    file.addActionListener(e -> read());
    var choose = Buttons.secondary(TEXT.get("import.choose"));
    choose.addActionListener(e -> choose());
    body.add(Fonts.MONO.set(file), "h 32!, wmin 0");
    body.add(choose, "h 32!, wrap");
    problem.setVisible(false);
    body.add(problem, "span 2, wmin 0, wrap");
    rows.setOpaque(false);
    body.add(rows, "span 2, growx, gapy 8 0");
    return body;
  }

  private void choose() {
    var chooser = new JFileChooser();
    chooser.setDialogTitle(TEXT.get("import.title"));
    chooser.setFileHidingEnabled(false);
    if (!file.getText().isBlank()) {
      chooser.setSelectedFile(new File(file.getText().strip()));
    }
    if (chooser.showOpenDialog(dialog.window()) == JFileChooser.APPROVE_OPTION) {
      file.setText(chooser.getSelectedFile().getPath());
      read();
    }
  }

  private void read() {
    try {
      presenter.read(Path.of(file.getText().strip()));
    } catch (InvalidPathException wrong) {
      problem(TEXT.get("import.noFile"));
    }
  }

  private List<SharePresenter.Row> chosen() {
    return ticks.entrySet().stream()
        .filter(each -> each.getValue().isSelected())
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Shows it until it is closed.
  void open() {
    dialog.open(save);
  }

  @Override
  public void rows(List<SharePresenter.Row> found) {
    rows.removeAll();
    ticks.clear();
    for (var row : found) {
      var tick = SafeText.set(new JCheckBox(), row.name());
      tick.setSelected(row.usable());
      tick.setEnabled(row.usable());
      tick.addActionListener(e -> count());
      ticks.put(row, tick);
      rows.add(tick, "newline, wmin 0");
      SafeText.tip(tick, row.name());
      if (!row.address().isEmpty()) {
        var address = SafeText.label(row.address(), ColorRole.TEXT2, Fonts.MONO_SMALL);
        SafeText.tip(address, row.address());
        rows.add(address, "w 0:240" + (row.usable() ? ", span 2" : ""));
      }
      if (!row.usable()) {
        var lone = row.address().isEmpty();
        rows.add(
            new PlainText(row.remark(), ColorRole.WARN, Fonts.SMALL).within(lone ? 480 : 200),
            "wmin 0" + (lone ? ", span 2" : ""));
      }
    }
    count();
    dialog.refit();
  }

  private void count() {
    var count = chosen().size();
    SafeText.set(save, count == 0 ? TEXT.get("import.none") : TEXT.get("import.some", "" + count));
    save.setEnabled(count > 0);
  }

  @Override
  public void problem(String words) {
    SafeText.set(problem, words);
    problem.setVisible(!words.isEmpty());
    file.putClientProperty(
        FlatClientProperties.OUTLINE, words.isEmpty() ? null : FlatClientProperties.OUTLINE_ERROR);
    dialog.refit();
  }

  @Override
  public void done(String words) {
    dialog.close();
  }
}
