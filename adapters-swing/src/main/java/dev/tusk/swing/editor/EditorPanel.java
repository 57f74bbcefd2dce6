package dev.tusk.swing.editor;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.EmptyState;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.Glyph;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Component;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JFileChooser;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JTabbedPane;
import javax.swing.filechooser.FileNameExtensionFilter;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// All tabs. Event thread only.
final class EditorPanel extends JPanel implements EditorView {
  private static final String TABS = "tabs";
  private static final String NONE = "none";

  private final UiExecutor tasks;
  private final Function<String, String> keyOf;
  private final Consumer<String> told;
  private final CardLayout cards = new CardLayout();
  private final JTabbedPane tabs = new JTabbedPane();
  private final Map<TabPresenter, TabPanel> panels = new HashMap<>();
  private List<ConnectionChoice> choices = List.of();
  private @Nullable EditorPresenter presenter;
  private BiConsumer<TabPresenter, TabPanel> added = (tab, panel) -> {};
  private boolean silent;

  /// Made when it is first wanted, and kept for its folder.
  private @Nullable JFileChooser chooser;

  EditorPanel(UiExecutor ui, Function<String, String> keyOf, Consumer<String> told) {
    this.tasks = ui;
    this.keyOf = keyOf;
    this.told = told;
    setLayout(cards);
    tabs.putClientProperty(
        FlatClientProperties.TABBED_PANE_TAB_TYPE, FlatClientProperties.TABBED_PANE_TAB_TYPE_CARD);
    tabs.putClientProperty(FlatClientProperties.TABBED_PANE_TAB_CLOSABLE, true);
    tabs.putClientProperty(FlatClientProperties.TABBED_PANE_TAB_CLOSE_TOOLTIPTEXT, "Close tab");
    tabs.putClientProperty(
        FlatClientProperties.TABBED_PANE_TAB_CLOSE_CALLBACK,
        (BiConsumer<JTabbedPane, Integer>)
            (pane, index) -> at(index).ifPresent(tab -> presenter().close(tab)));
    tabs.putClientProperty(FlatClientProperties.TABBED_PANE_SHOW_CONTENT_SEPARATOR, true);
    tabs.putClientProperty(FlatClientProperties.TABBED_PANE_SHOW_TAB_SEPARATORS, true);
    tabs.putClientProperty("html.disable", true);
    tabs.setTabLayoutPolicy(JTabbedPane.SCROLL_TAB_LAYOUT);
    tabs.setFocusable(false);
    tabs.getAccessibleContext().setAccessibleName("SQL tabs");
    var plus = Buttons.icon(Glyph.PLUS, "New tab", keyOf.apply("tab.new"));
    plus.setFocusable(false);
    plus.addActionListener(e -> presenter().newTab());
    var trailing = new JPanel(new MigLayout("insets 0 4 0 4, fill", "[]push", "[center]"));
    trailing.setOpaque(false);
    trailing.add(plus, "w 28!, h 28!");
    tabs.putClientProperty(FlatClientProperties.TABBED_PANE_TRAILING_COMPONENT, trailing);
    tabs.addChangeListener(
        e -> {
          if (!silent) {
            at(tabs.getSelectedIndex()).ifPresent(tab -> presenter().select(tab));
          }
        });
    tabs.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            var index = tabs.indexAtLocation(e.getX(), e.getY());
            if (e.getClickCount() == 2 && e.getButton() == MouseEvent.BUTTON1) {
              at(index).ifPresent(tab -> presenter().rename(tab));
            } else if (e.getButton() == MouseEvent.BUTTON2) {
              at(index).ifPresent(tab -> presenter().close(tab));
            }
          }
        });
    var create = Buttons.primary("New tab");
    create.addActionListener(e -> presenter().newTab());
    var empty = new JPanel(new BorderLayout());
    empty.add(
        new EmptyState(
            Glyph.TERMINAL,
            "No tab is open",
            "Open one with "
                + keyOf.apply("tab.new")
                + ", or reopen the last with "
                + keyOf.apply("tab.reopen")
                + ".",
            create));
    add(empty, NONE);
    add(tabs, TABS);
  }

  /// Tells who decides; before any tab is added.
  void presenter(EditorPresenter decider, BiConsumer<TabPresenter, TabPanel> onAdded) {
    presenter = decider;
    added = onAdded;
  }

  /// The panel of the tab in front; empty when none is open.
  Optional<TabPanel> front() {
    return Optional.ofNullable(tabs.getSelectedComponent()).map(TabPanel.class::cast);
  }

  @Override
  public void add(TabPresenter tab, int index, String text, int caret) {
    var panel = new TabPanel(tasks, tab, keyOf, told);
    panel.editor().load(text, caret);
    panel.toolbar().choices(choices);
    panels.put(tab, panel);
    silent = true;
    tabs.add(panel, index);
    tabs.setIconAt(index, TabIcon.of(tab.status()));
    silent = false;
    presenter().attach(tab, panel);
    header(tab, tab.status());
    panel.editor().onText(() -> presenter().touch(tab));
    panel.editor().onCaret(() -> presenter().touch(tab));
    added.accept(tab, panel);
    cards.show(this, TABS);
  }

  @Override
  public void remove(TabPresenter tab) {
    var panel = panels.remove(tab);
    if (panel != null) {
      silent = true;
      tabs.remove(panel);
      silent = false;
    }
    if (tabs.getTabCount() == 0) {
      cards.show(this, NONE);
    }
  }

  @Override
  public void select(TabPresenter tab) {
    var panel = panels.get(tab);
    if (panel != null) {
      silent = true;
      tabs.setSelectedComponent(panel);
      silent = false;
      tasks.later(() -> panel.editor().area().requestFocusInWindow());
    }
  }

  @Override
  public void header(TabPresenter tab, TabStatus status) {
    var panel = panels.get(tab);
    var index = panel == null ? -1 : tabs.indexOfComponent(panel);
    if (index < 0) {
      return;
    }
    if (!tabs.getTitleAt(index).equals(SafeText.plain(status.title()))) {
      SafeText.title(tabs, index, status.title());
    }
    var icon = TabIcon.of(status);
    if (!icon.equals(tabs.getIconAt(index))) {
      tabs.setIconAt(index, icon);
    } else if (status.phase().busy()) {
      tabs.repaint(tabs.getBoundsAt(index));
    }
    SafeText.tip(
        tabs,
        index,
        status.connection() == null
            ? status.title()
            : status.title()
                + "  "
                + status.connection().name()
                + ", "
                + status.connection().address());
  }

  @Override
  public void connections(List<ConnectionChoice> now) {
    choices = List.copyOf(now);
    panels.values().forEach(panel -> panel.toolbar().choices(choices));
  }

  @Override
  public void askName(TabPresenter tab) {
    var panel = panels.get(tab);
    var index = panel == null ? -1 : tabs.indexOfComponent(panel);
    if (index < 0) {
      return;
    }
    var popup = new JPopupMenu();
    var field = new TextField(tab.title(), 24);
    field.getAccessibleContext().setAccessibleName("Name of the tab");
    field.addActionListener(
        e -> {
          popup.setVisible(false);
          tab.rename(field.getText());
        });
    popup.add(field);
    var bounds = tabs.getBoundsAt(index);
    popup.show(tabs, bounds.x, bounds.y + 4);
    field.selectAll();
    field.requestFocusInWindow();
  }

  @Override
  public List<Path> askFiles() {
    var files = chooser;
    if (files == null) {
      files = new JFileChooser();
      files.setDialogTitle("Open SQL file");
      files.setMultiSelectionEnabled(true);
      files.addChoosableFileFilter(new FileNameExtensionFilter("SQL (*.sql, *.txt)", "sql", "txt"));
      files.setFileFilter(files.getAcceptAllFileFilter());
      chooser = files;
    }
    files.setSelectedFiles(new File[0]);
    return files.showOpenDialog(this) == JFileChooser.APPROVE_OPTION
        ? Arrays.stream(files.getSelectedFiles()).map(File::toPath).toList()
        : List.of();
  }

  private Optional<TabPresenter> at(int index) {
    if (index < 0 || index >= tabs.getTabCount()) {
      return Optional.empty();
    }
    Component there = tabs.getComponentAt(index);
    return panels.entrySet().stream()
        .filter(e -> e.getValue().equals(there))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private EditorPresenter presenter() {
    var decider = presenter;
    if (decider == null) {
      throw new IllegalStateException("the panel has no presenter yet");
    }
    return decider;
  }
}
