package dev.tusk.swing.shell;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.Split;
import dev.tusk.swing.kit.Windows;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.dialog.ModalDialogs;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.action.ActionContext;
import dev.tusk.swing.shell.action.ActionRegistry;
import dev.tusk.swing.shell.action.KeyDispatch;
import dev.tusk.swing.shell.action.Keymap;
import dev.tusk.swing.shell.intent.IntentBus;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.shell.palette.ActionSource;
import dev.tusk.swing.shell.palette.PaletteLayer;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.awt.KeyboardFocusManager;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;

/// The window: regions around what the features contribute. Knows no feature. Event thread only.
final class MainFrame extends JFrame implements Shell, ShellActions.Target {
  private final UiExecutor ui;
  private final Intents intents;
  private final ActionRegistry actions;
  private final Dialogs dialogs = new ModalDialogs(() -> this);
  private final StatusBar statusBar = new StatusBar();
  private final Assembly assembly = new Assembly(this, statusBar);
  private final JPanel root = new JPanel(new BorderLayout());
  private final CardLayout cards = new CardLayout();
  private final JPanel body = new JPanel(cards);
  private final FocusRing focusRing = new FocusRing(new FocusFrame(getLayeredPane())::show);
  private final PaletteLayer palette = new PaletteLayer(getLayeredPane());
  private final KeyDispatch keys;
  private final TitleBar titleBar;
  private final Consumer<List<Closing>> closed;
  private final Set<Region> filled = EnumSet.noneOf(Region.class);
  private @Nullable Split split;
  private int sidebarWidth;
  private boolean sidebarShown;
  private boolean start;
  private boolean built;
  private WindowTitle shownTitle = WindowTitle.PLAIN;

  /// A window that is not shown yet.
  ///
  /// @param closed called once after all hooks agreed, with the hooks that are to flush
  MainFrame(UiExecutor ui, Keymap keymap, WindowPlace place, Consumer<List<Closing>> closed) {
    super("Tusk");
    this.ui = ui;
    this.closed = closed;
    intents = new IntentBus(ui);
    actions = new ActionRegistry(keymap);
    keys = new KeyDispatch(actions, c -> Windows.of(c).filter(this::equals).isPresent());
    sidebarWidth = place.sidebarWidth();
    sidebarShown = place.sidebarShown();
    ShellActions.of(this).forEach(actions::add);
    assembly.palette(new ActionSource(actions));
    titleBar = new TitleBar(actions, () -> palette(PaletteLayer.ALL));
    Colors.background(body, ColorRole.CONTENT);
    root.add(titleBar, BorderLayout.NORTH);
    root.add(body, BorderLayout.CENTER);
    root.add(statusBar, BorderLayout.SOUTH);
    setContentPane(root);
    getRootPane().putClientProperty(FlatClientProperties.FULL_WINDOW_CONTENT, true);
    getRootPane().putClientProperty(FlatClientProperties.TITLE_BAR_HEIGHT, 40);
    setIconImages(Icons.window());
    setMinimumSize(new Dimension(800, 500));
    Placement.apply(this, place);
    setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent e) {
            close();
          }
        });
    KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(keys);
    Theme.onChange(() -> title(shownTitle)); // the frame of a production window
    intents.on(StandardIntents.ShowStart.class, i -> showStart(i.start()));
    intents.on(
        StandardIntents.ShowError.class, i -> dialogs.error(i.title(), i.message(), i.details()));
  }

  /// Takes the features' contributions and fills the regions.
  void assemble(List<UiFeature> features) {
    start = true;
    features.forEach(f -> f.contribute(assembly));
    built = true;
    fill();
  }

  List<Runnable> rehearsals() {
    var pieces = new ArrayList<>(assembly.rehearsals());
    pieces.addAll(List.<Runnable>of(() -> add(Region.CENTRE), this::validate));
    pieces.addAll(palette.rehearsals(assembly::palette));
    return pieces;
  }

  /// Where the window is now.
  WindowPlace place() {
    var maximized = (getExtendedState() & MAXIMIZED_BOTH) == MAXIMIZED_BOTH;
    var width = split == null ? sidebarWidth : split.keptSize();
    return new WindowPlace(
        getX(),
        getY(),
        getWidth(),
        getHeight(),
        maximized,
        width,
        sidebarShown,
        Theme.choice(),
        Theme.zoom());
  }

  private void fill() {
    var card = start && assembly.has(Region.START) ? Region.START : Region.CENTRE;
    add(card);
    cards.show(body, card.name());
  }

  /// Both cards stay in the window, so that a change of theme reaches them.
  private void add(Region card) {
    if (filled.add(card)) {
      body.add(card == Region.START ? region(Region.START) : work(), card.name());
    }
  }

  private JComponent work() {
    if (!assembly.has(Region.SIDEBAR)) {
      return region(Region.CENTRE);
    }
    var columns = Split.columns(region(Region.SIDEBAR), region(Region.CENTRE), sidebarWidth);
    columns.showKept(sidebarShown);
    split = columns;
    return columns;
  }

  private JComponent region(Region region) {
    return assembly.component(region).orElseGet(JPanel::new);
  }

  @Override
  public UiExecutor ui() {
    return ui;
  }

  @Override
  public Intents intents() {
    return intents;
  }

  @Override
  public Dialogs dialogs() {
    return dialogs;
  }

  @Override
  public ActionRegistry actions() {
    return actions;
  }

  @Override
  public void title(WindowTitle title) {
    shownTitle = title;
    titleBar.show(title);
    setTitle(SafeText.plain(title.text()));
    var frame = Colors.of(ColorRole.PROD);
    root.setBorder(title.production() ? BorderFactory.createMatteBorder(2, 2, 2, 2, frame) : null);
  }

  @Override
  public void showStart(boolean show) {
    start = show;
    if (built) {
      fill();
    }
  }

  @Override
  public void focusStop(JComponent component, ActionContext context) {
    KeyDispatch.context(component, context);
    focusRing.add(component);
  }

  @Override
  public void openPalette(String query) {
    palette.open(assembly.palette(), PaletteLayer.ALL, query);
  }

  @Override
  public void palette(String tab) {
    palette.open(assembly.palette(), tab, "");
  }

  @Override
  public void toggleSidebar() {
    sidebarShown = !sidebarShown;
    if (split != null) {
      split.showKept(sidebarShown);
    }
  }

  @Override
  public void focusSidebar() {
    if (!sidebarShown) {
      toggleSidebar();
    }
    assembly.component(Region.SIDEBAR).ifPresent(focusRing::enter);
  }

  @Override
  public void moveFocus(int step) {
    focusRing.move(step);
  }

  @Override
  public boolean mayDisconnect(String connectionId) {
    return assembly.closing().stream().allMatch(hook -> hook.mayDisconnect(connectionId));
  }

  @Override
  public void close() {
    if (assembly.closing().stream().allMatch(Closing::mayClose)) {
      KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(keys);
      closed.accept(assembly.closing());
      dispose();
    }
  }
}
