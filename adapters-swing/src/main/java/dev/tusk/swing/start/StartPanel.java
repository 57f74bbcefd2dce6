package dev.tusk.swing.start;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.swing.kit.Banner;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.ProgressLine;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.SearchField;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.action.ActionContext;
import dev.tusk.swing.shell.action.ActionIds;
import java.awt.BorderLayout;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;

/// The start screen: a URL to paste, what was used lately, what can be started, keys worth knowing.
final class StartPanel extends JPanel implements StartPresenter.View {
  private static final Messages TEXT = Messages.of(StartPanel.class);
  private static final String URL_SAMPLE = "postgresql://user@host:5432/database";
  private static final String CANCEL = "connection.cancelConnecting";
  private static final String IMPORT = "connection.import";
  private static final List<String> KEYS =
      List.of(ActionIds.RUN, ActionIds.OPEN_ANYTHING, ActionIds.PALETTE, ActionIds.CANCEL);

  private final StartPresenter presenter;
  private final Shell shell;
  private final JLabel subtitle = SafeText.label(TEXT.get("subtitle"), ColorRole.TEXT2, Fonts.BASE);
  private final JTextField url = new TextField();
  private final JLabel urlProblem = SafeText.label("", ColorRole.DANGER, Fonts.SMALL);
  private final JButton connect = Buttons.primary(TEXT.get("connect"));
  private final Banner banner = new Banner();
  private final JLabel busy = SafeText.label("", ColorRole.TEXT2, Fonts.SMALL);
  private final ProgressLine progress = new ProgressLine();
  private final JButton stop = Buttons.link(TEXT.get("stop"));
  private final RecentList recent;
  private final SearchField search = new SearchField(Glyph.SEARCH, TEXT.get("find"));
  private final JPanel local = column();
  private List<ConnectionConfig> localServers = List.of();
  private final JLabel none = SafeText.label(TEXT.get("none"), ColorRole.TEXT3, Fonts.BASE);

  StartPanel(StartPresenter presenter, Shell shell) {
    super(new BorderLayout());
    this.presenter = presenter;
    this.shell = shell;
    this.recent = new RecentList(presenter::open);
    Colors.background(this, ColorRole.CONTENT);
    var page =
        new JPanel(
            new MigLayout(
                "insets 84 24 24 24, gap 0, fillx, hidemode 3",
                "push[520:664:664,fill]32[300:344:344,fill]push"));
    Colors.background(page, ColorRole.CONTENT);
    page.add(title(), "span 2, wrap");
    page.add(urlRow(), "span 2, growx, wrap, gapy 24 0");
    page.add(urlProblem, "span 2, wrap, gapy 6 0");
    page.add(banner, "span 2, growx, wrap, gapy 12 0");
    page.add(busyRow(), "span 2, growx, wrap, gapy 8 0, h 30!");
    page.add(left(), "top, gapy 2 0");
    page.add(right(), "top, gapy 2 0");
    var scroll = new JScrollPane(page);
    scroll.setBorder(null);
    add(scroll, BorderLayout.CENTER);
    urlProblem.setVisible(false);
    shell.focusStop(recent, ActionContext.START);
    presenter.attach(this);
  }

  private JComponent title() {
    var row = new JPanel(new MigLayout("insets 0, gap 0", "[48!]16[]", "[]0[]"));
    row.setOpaque(false);
    row.add(new JLabel(Icons.logo(48)), "span 1 2");
    row.add(Fonts.TITLE.set(SafeText.label("Tusk")), "wrap");
    row.add(subtitle);
    return row;
  }

  private JComponent urlRow() {
    var row = new JPanel(new MigLayout("insets 0, gap 8, fillx", "[grow,fill][]"));
    row.setOpaque(false);
    Fonts.MONO.set(url);
    url.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, URL_SAMPLE);
    url.putClientProperty(FlatClientProperties.TEXT_FIELD_LEADING_ICON, Icons.of(Glyph.CLIPBOARD));
    url.getAccessibleContext().setAccessibleName(TEXT.get("url"));
    url.addActionListener(e -> presenter.connect(url.getText()));
    connect.addActionListener(e -> presenter.connect(url.getText()));
    row.add(url, "wmin 0, h 36!");
    row.add(connect, "h 36!");
    return row;
  }

  private JComponent busyRow() {
    var row = new JPanel(new MigLayout("insets 0, gap 8, fillx, hidemode 2", "[][]push[160!]"));
    row.setOpaque(false);
    stop.addActionListener(e -> shell.actions().perform(CANCEL));
    row.add(busy);
    row.add(stop);
    row.add(progress, "h 2!");
    busy("");
    return row;
  }

  private JComponent left() {
    var column = column();
    search.onChange(presenter::find);
    search.addActionListener(e -> recent.openSelected());
    search.registerKeyboardAction(
        e -> recent.requestFocusInWindow(),
        KeyStroke.getKeyStroke("DOWN"),
        JComponent.WHEN_FOCUSED);
    var find = new JPanel(new MigLayout("insets 0, gap 12", "[180!,fill][]"));
    find.setOpaque(false);
    find.add(search, "h 28!");
    find.add(SafeText.label("↑ ↓ Enter", ColorRole.TEXT3, Fonts.SMALL));
    var head = head(TEXT.get("recent"), find);
    column.add(head, "growx");
    // A long name is cut rather than drawn over the other column.
    column.add(recent, "growx, wmin 0");
    column.add(none, "gapy 10 0, gapx 8");
    local.setVisible(false);
    column.add(local, "growx, wmin 0, gapy 16 0");
    return column;
  }

  private JComponent right() {
    var column = column();
    column.add(head(TEXT.get("start"), new JLabel()), "growx");
    var actions = shell.actions();
    column.add(
        new StartAction(
            Glyph.PLUS,
            TEXT.get("new"),
            TEXT.get("new.words"),
            actions.keyText(ActionIds.NEW_CONNECTION),
            () -> actions.perform(ActionIds.NEW_CONNECTION)),
        "growx, h 56!");
    if (presenter.hasSample()) {
      column.add(
          new StartAction(
              Glyph.EXTENSION,
              TEXT.get("sample"),
              TEXT.get("sample.words"),
              "",
              presenter::openSample),
          "growx, h 56!");
    }
    column.add(
        new StartAction(
            Glyph.FILE,
            TEXT.get("file"),
            TEXT.get("file.words"),
            actions.keyText(ActionIds.OPEN_FILE),
            () -> actions.perform(ActionIds.OPEN_FILE)),
        "growx, h 56!");
    column.add(
        new StartAction(
            Glyph.IMPORT,
            TEXT.get("import"),
            TEXT.get("import.words"),
            "",
            () -> actions.perform(IMPORT)),
        "growx, h 56!");
    column.add(head(TEXT.get("keys"), new JLabel()), "growx, gapy 16 4");
    for (var id : KEYS) {
      column.add(keyRow(TEXT.get("key." + id), actions.keyText(id)), "growx, h 28!");
    }
    return column;
  }

  private static JPanel column() {
    var column = new JPanel(new MigLayout("insets 0, gap 0, fillx, wrap 1, hidemode 3", "[grow]"));
    column.setOpaque(false);
    return column;
  }

  private static JComponent head(String words, JComponent tail) {
    var head = new JPanel(new MigLayout("insets 0 8 0 8, fillx", "[]push[]", "[36!]"));
    head.setOpaque(false);
    head.setBorder(Hairline.bottom());
    head.add(Fonts.SEMIBOLD.set(SafeText.label(words)));
    head.add(tail);
    return head;
  }

  private static JComponent keyRow(String words, String key) {
    var row = new JPanel(new MigLayout("insets 0 8 0 8, fillx", "[]push[]"));
    row.setOpaque(false);
    row.add(SafeText.label(words));
    row.add(SafeText.label(key, ColorRole.TEXT3, Fonts.SMALL));
    return row;
  }

  /// Puts the caret into the field that looks for a connection.
  void find() {
    search.requestFocusInWindow();
    search.selectAll();
  }

  @Override
  public void addNotify() {
    super.addNotify();
    url.requestFocusInWindow();
  }

  /// It comes back with the focus in it: what had that is behind it now.
  @Override
  public void setVisible(boolean visible) {
    super.setVisible(visible);
    if (visible) {
      url.requestFocusInWindow();
    }
  }

  @Override
  public void recent(List<StartPresenter.Recent> connections, boolean found) {
    recent.show(connections);
    SafeText.set(none, TEXT.get(found ? "none.found" : "none"));
    none.setVisible(connections.isEmpty());
    revalidate();
  }

  @Override
  public void local(List<ConnectionConfig> servers) {
    if (servers.equals(localServers)) {
      return; // the focus may be in one
    }
    localServers = servers;
    local.removeAll();
    local.add(head(TEXT.get("local"), new JLabel()), "growx");
    for (var server : servers) {
      local.add(
          new StartAction(
              Glyph.SERVER,
              TEXT.get("local.port", Integer.toString(server.port())),
              TEXT.get("local.words", server.user(), server.host()),
              "",
              () -> presenter.openLocal(server)),
          "growx, wmin 0, h 48!");
    }
    local.setVisible(!servers.isEmpty());
    revalidate();
  }

  @Override
  public void urlProblem(String problem) {
    SafeText.set(urlProblem, problem);
    urlProblem.setVisible(!problem.isEmpty());
    url.putClientProperty(
        FlatClientProperties.OUTLINE,
        problem.isEmpty() ? null : FlatClientProperties.OUTLINE_ERROR);
  }

  @Override
  public void busy(String words) {
    SafeText.set(busy, words);
    stop.setVisible(!words.isEmpty());
    connect.setEnabled(words.isEmpty());
    progress.run(!words.isEmpty());
  }

  @Override
  public void failed(String title, String message, String words, String connectionId) {
    var edit = Buttons.secondary(TEXT.get("edit"));
    edit.addActionListener(e -> presenter.edit(connectionId));
    var said = (message + "\n" + words).strip();
    var copy = Buttons.copyError(title + "\n" + said);
    banner.show(Banner.Level.DANGER, null, title, said, copy, edit);
  }

  @Override
  public void opened() {
    url.setText("");
    SafeText.set(subtitle, TEXT.get("subtitle.again"));
  }

  @Override
  public void clear() {
    banner.setVisible(false);
  }
}
