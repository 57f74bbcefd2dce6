package dev.tusk.swing.editor.export;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.sql.Identifier;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.text.SafeListCell;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import java.awt.Component;
import java.awt.Window;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// Asks what to export, how and where to.
public final class ExportDialog {
  private final DialogWindow dialog;
  private final JPanel body =
      new JPanel(new MigLayout("insets 16 20 16 20, gap 12 10, hidemode 2", "[110!][360!,fill]"));
  private final JComboBox<Proposal.Offer> scope;
  private final JComboBox<ExportFormat> format = new JComboBox<>(ExportFormat.values());
  private final JTextField file = Fonts.MONO.set(new TextField());
  private final JCheckBox names = SafeText.set(new JCheckBox(), "Names of the columns");
  private final JCheckBox safe =
      SafeText.set(new JCheckBox(), "Keep spreadsheets from running values as formulas");
  private final JTextField table = Fonts.MONO.set(new TextField());
  private final JTextField keys = Fonts.MONO.set(new TextField());
  private final JLabel problem = SafeText.label("", ColorRole.DANGER, Fonts.SMALL);
  private final JButton export = Buttons.primary("Export");

  /// @param folder where the file is proposed
  /// @param preferred the format that was chosen last
  public ExportDialog(
      @Nullable Window owner, Proposal proposal, Path folder, ExportFormat preferred) {
    this.dialog = new DialogWindow(owner, "Export");
    this.scope = new JComboBox<>(proposal.scopes().toArray(Proposal.Offer[]::new));
    scope.setRenderer(new SafeListCell());
    format.setRenderer(new Labels());
    format.setSelectedItem(preferred);
    names.setSelected(true);
    SafeText.tip(safe, "Puts a ' before text that begins with = + - or @. It changes the data.");
    table.setText(proposal.table().name());
    keys.setText(
        String.join(", ", proposal.table().keys().stream().map(Identifier::quote).toList()));
    file.setText(
        folder.resolve(proposal.table().fileName() + "." + preferred.extension()).toString());
    row("Rows", scope, scope);
    row("Format", format, format);
    row("File", file, fileRow());
    row("Table", table, table);
    row("Key columns", keys, keys);
    body.add(names, "newline, skip 1");
    body.add(safe, "newline, skip 1");
    body.add(problem, "newline, skip 1, wmin 0");
    dialog.body(body);
    var cancel = Buttons.secondary("Cancel");
    cancel.addActionListener(e -> dialog.close());
    dialog.footer(null, cancel, export);
    format.addActionListener(e -> formatChosen());
    formatChosen();
  }

  /// Asks and hands what was chosen to `chosen`; nothing when the dialog is closed.
  public void open(Consumer<ExportChoice> chosen) {
    export.addActionListener(
        e -> {
          var choice = choice();
          if (choice != null) {
            dialog.close();
            chosen.accept(choice);
          }
        });
    dialog.open(export);
  }

  private void row(String name, JComponent field, JComponent shown) {
    var label = SafeText.label(name, ColorRole.TEXT2, Fonts.BASE);
    label.setLabelFor(field);
    field.getAccessibleContext().setAccessibleName(name);
    body.add(label, body.getComponentCount() == 0 ? "" : "newline");
    body.add(shown, "h 28!");
  }

  private JComponent fileRow() {
    var row = new JPanel(new MigLayout("insets 0, gap 8", "[grow,fill][]", "[28!]"));
    row.setOpaque(false);
    var choose = Buttons.secondary("Choose…");
    choose.addActionListener(e -> chooseFile());
    row.add(file, "wmin 0, h 28!");
    row.add(choose, "h 28!");
    return row;
  }

  private void chooseFile() {
    var chooser = new JFileChooser();
    chooser.setSelectedFile(new File(file.getText()));
    if (chooser.showSaveDialog(dialog.window()) == JFileChooser.APPROVE_OPTION) {
      file.setText(chooser.getSelectedFile().getPath());
    }
  }

  private ExportFormat format() {
    return format.getItemAt(format.getSelectedIndex());
  }

  private void formatChosen() {
    var now = format();
    var path = file.getText();
    for (var each : ExportFormat.values()) {
      if (path.endsWith("." + each.extension())) {
        file.setText(
            path.substring(0, path.length() - each.extension().length()) + now.extension());
        break;
      }
    }
    table.setEnabled(now.needsTable());
    keys.setEnabled(now == ExportFormat.UPDATE);
    safe.setEnabled(now == ExportFormat.CSV || now == ExportFormat.TSV);
    names.setEnabled(
        switch (now) {
          case JSON, JSON_LINES, UPDATE -> false;
          case CSV, TSV, INSERT, VALUES, IN_LIST, MARKDOWN, HTML, XLSX -> true;
        });
    problem("");
  }

  private @Nullable ExportChoice choice() {
    var now = format();
    if (file.getText().isBlank()) {
      return refuse("Say where the file goes.");
    }
    if (now.needsTable() && table.getText().isBlank()) {
      return refuse(now.label() + " needs the name of a table.");
    }
    if (now == ExportFormat.UPDATE && keyNames().isEmpty()) {
      return refuse("UPDATE needs the columns that find a row.");
    }
    try {
      return new ExportChoice(
          scope.getItemAt(scope.getSelectedIndex()).scope(),
          now,
          ExportOptions.DEFAULTS
              .header(names.isSelected())
              .spreadsheetSafe(safe.isEnabled() && safe.isSelected())
              .into(table.getText().strip(), keyNames()),
          Path.of(file.getText().strip()).toAbsolutePath());
    } catch (InvalidPathException wrong) {
      return refuse("This is not the name of a file.");
    }
  }

  private List<String> keyNames() {
    return Arrays.stream(keys.getText().split(",", -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(Identifier::nameOf)
        .toList();
  }

  private @Nullable ExportChoice refuse(String why) {
    problem(why);
    return null;
  }

  private void problem(String words) {
    SafeText.set(problem, words);
    problem.setVisible(!words.isEmpty());
    if (dialog.window().isShowing()) {
      dialog.window().pack();
    }
  }

  private static final class Labels extends SafeListCell {
    @Override
    public Component getListCellRendererComponent(
        JList<?> list, @Nullable Object value, int index, boolean selected, boolean focused) {
      return super.getListCellRendererComponent(
          list,
          value instanceof ExportFormat each ? each.label() : value,
          index,
          selected,
          focused);
    }
  }
}
