package dev.tusk.swing.connection.form;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.swing.connection.form.ConnectionDraft.Field;
import dev.tusk.swing.connection.prompt.FocusOnOpen;
import dev.tusk.swing.connection.prompt.PasswordDialog;
import dev.tusk.swing.kit.Banner;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.kit.theme.Icons;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// The dialog of one connection: a URL on top that fills it, the form, a test, and saving.
public final class ConnectionDialog implements FormPresenter.View {
  private static final Messages TEXT = Messages.of(ConnectionDialog.class);
  private static final System.Logger LOG = System.getLogger(ConnectionDialog.class.getName());
  private static final List<Setting> TLS =
      List.of(
          Setting.SSLROOTCERT,
          Setting.SSLCERT,
          Setting.SSLKEY,
          Setting.SSLCRL,
          Setting.SSLCRLDIR,
          Setting.SSLNEGOTIATION,
          Setting.SSL_MIN_PROTOCOL_VERSION,
          Setting.CHANNEL_BINDING,
          Setting.REQUIRE_AUTH,
          Setting.REQUIREPEER,
          Setting.SECRETS);
  private static final List<Setting> SESSION =
      List.of(
          Setting.SEARCH_PATH,
          Setting.ROLE,
          Setting.TIMEZONE,
          Setting.APPLICATION_NAME,
          Setting.OPTIONS,
          Setting.STARTUP_SQL);
  private static final List<Setting> NETWORK =
      List.of(
          Setting.FALLBACK_HOSTS,
          Setting.HOSTADDR,
          Setting.TARGET_SESSION_ATTRS,
          Setting.LOAD_BALANCE_HOSTS,
          Setting.KEEPALIVES,
          Setting.KEEPALIVES_IDLE,
          Setting.KEEPALIVES_INTERVAL,
          Setting.KEEPALIVES_COUNT);
  private static final String URL_SAMPLE = "postgresql://user@host:5432/database";

  private final DialogWindow dialog;
  private final JPanel body =
      new JPanel(new MigLayout("insets 0, gap 0, fillx, wrap 1, hidemode 3", "[760!,fill]"));
  private final JTextField url = new TextField();
  private final JLabel urlProblem = SafeText.label("", ColorRole.DANGER, Fonts.SMALL);

  /// In the order in which they stand below the form.
  private final List<SettingsSection> sections;

  private final FormPanel form;
  private final Banner failure = new Banner();
  private final TestPanel testPanel = new TestPanel();
  private final JButton testButton = Buttons.secondary(TEXT.get("test"));
  private final JButton connectButton = Buttons.primary(TEXT.get("saveAndConnect"));
  private final FormPresenter presenter;
  private final TestPresenter tests;
  private @Nullable ConnectionConfig tested;
  private boolean ready;

  /// What the dialog needs of its feature.
  ///
  /// @param saved hears what was saved
  /// @param connect opens what was saved; owns the password it is handed
  public record Needs(
      UiExecutor ui,
      ManageConnections connections,
      OpenConnection open,
      TimeSource time,
      ReadConnection read,
      FormPresenter.Saved saved,
      Consumer<FormPresenter.Opening> connect) {}

  ConnectionDialog(@Nullable Window owner, String title, ConnectionDraft draft, Needs needs) {
    dialog = new DialogWindow(owner, title);
    var place = section("place", List.of(Setting.GROUP, Setting.COLOUR), needs);
    sections =
        List.of(
            section("tls", TLS, needs),
            section("session", SESSION, needs),
            section("network", NETWORK, needs),
            section("ssh", List.of(Setting.SSH, Setting.SSH_KEY, Setting.SSH_JUMP), needs),
            place);
    form = new FormPanel(draft.id(), new AdvancedPanel(this::resize), sections);
    presenter = new FormPresenter(needs.ui(), needs.connections(), needs.read(), this);
    tests =
        new TestPresenter(
            needs.ui(),
            needs.open(),
            needs.time(),
            new PasswordDialog(needs.ui(), dialog::window, () -> ""),
            this::show);
    form.fill(draft, null);
    form.onChange(() -> failure.setVisible(false));
    form.onPastedUrl(this::use);
    layOut(needs);
    needs
        .ui()
        .run(
            needs.connections()::groups,
            place::offerGroups,
            unread -> LOG.log(System.Logger.Level.WARNING, "cannot list the groups", unread));
    dialog
        .window()
        .addWindowListener(
            new WindowAdapter() {
              @Override
              public void windowClosed(WindowEvent e) {
                tests.stop();
                form.wipe();
                url.setText(""); // there may be a password in it
              }
            });
  }

  private SettingFields section(String name, List<Setting> settings, Needs needs) {
    return new SettingFields(name, this::resize, settings, needs.read()::variable);
  }

  private void layOut(Needs needs) {
    body.add(urlRow());
    body.add(failure);
    body.add(form);
    sections.forEach(section -> body.add(section.component()));
    body.add(form.advanced());
    body.add(testPanel);
    dialog.scrollingBody(body);
    Buttons.icons(testButton, Glyph.BOLT);
    testButton.addActionListener(e -> test());
    connectButton.addActionListener(e -> presenter.saveAndConnect(needs.saved(), needs.connect()));
    var cancel = Buttons.secondary(TEXT.get("cancel"));
    cancel.addActionListener(e -> close());
    var save = Buttons.secondary(TEXT.get("save"));
    save.addActionListener(e -> presenter.save(needs.saved()));
    dialog.footer(testButton, cancel, save, connectButton);
  }

  private JPanel urlRow() {
    var row =
        new JPanel(
            new MigLayout("insets 16 20 16 20, gap 8 4, fillx, hidemode 3", "[grow,fill][]"));
    row.setOpaque(false);
    row.setBorder(Hairline.bottom());
    Fonts.MONO.set(url);
    url.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, URL_SAMPLE);
    url.putClientProperty(FlatClientProperties.TEXT_FIELD_LEADING_ICON, Icons.of(Glyph.CLIPBOARD));
    url.getAccessibleContext().setAccessibleName(TEXT.get("url"));
    url.addActionListener(e -> useUrl());
    url.addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusLost(FocusEvent e) {
            if (!e.isTemporary()) {
              useUrl();
            }
          }
        });
    var paste = Buttons.secondary(TEXT.get("paste"));
    paste.addActionListener(e -> paste());
    row.add(url, "wmin 0, h 32!");
    row.add(paste, "h 32!");
    urlProblem.setVisible(false);
    row.add(urlProblem, "newline, span 2");
    return row;
  }

  private void useUrl() {
    presenter.useUrl(url.getText());
  }

  private void paste() {
    try {
      var text = Clipboards.clipboard().getData(DataFlavor.stringFlavor);
      use(text.toString());
    } catch (UnsupportedFlavorException | IOException | IllegalStateException e) {
      urlProblem(TEXT.get("paste.nothing"));
    }
  }

  /// Fills the form from a URL.
  public void use(String text) {
    url.setText(text.strip());
    useUrl();
  }

  /// Shows the dialog until it is closed.
  public void open() {
    ready = true;
    if (url.getText().isEmpty() && form.draft().name().isEmpty()) {
      dialog.window().addWindowListener(new FocusOnOpen(url));
    }
    dialog.open(connectButton);
  }

  /// Tests what is in the form, or stops the test that runs.
  private void test() {
    if (tests.running()) {
      tests.stop();
      return;
    }
    presenter
        .checked()
        .ifPresent(
            config -> {
              tested = config;
              tests.test(config, form.password());
            });
  }

  private void show(TestReport report) {
    var config = tested;
    if (config == null) {
      return;
    }
    var first = !testPanel.isVisible();
    testPanel.show(report, config);
    var running = report.state() == TestReport.State.RUNNING;
    SafeText.set(testButton, TEXT.get(running ? "test.stop" : "test.again"));
    Buttons.icons(testButton, running ? Glyph.STOP : Glyph.REFRESH);
    var trouble = report.trouble();
    if (trouble != null && trouble.password() && report.state() == TestReport.State.FAILED) {
      form.problems(Map.of(Field.PASSWORD, TEXT.get("problem.password")));
    }
    if (first || !running) {
      resize();
      body.scrollRectToVisible(testPanel.getBounds());
    }
  }

  private void resize() {
    if (ready) {
      dialog.refit();
    }
  }

  @Override
  public ConnectionDraft draft() {
    return form.draft();
  }

  @Override
  public @Nullable Secret password() {
    return form.password();
  }

  @Override
  public void fill(ConnectionDraft draft, @Nullable Secret password) {
    form.fill(draft, password);
  }

  @Override
  public void url(String text) {
    url.setText(text);
  }

  @Override
  public void urlProblem(String problem) {
    SafeText.set(urlProblem, problem);
    urlProblem.setVisible(!problem.isEmpty());
    url.putClientProperty(
        FlatClientProperties.OUTLINE,
        problem.isEmpty() ? null : FlatClientProperties.OUTLINE_ERROR);
    resize();
  }

  @Override
  public void problems(Map<Field, String> problems) {
    form.problems(problems);
    resize();
  }

  @Override
  public void settingProblems(Map<Setting, String> problems) {
    form.settingProblems(problems);
    resize();
  }

  @Override
  public void failure(String message, String advice) {
    failure.show(Banner.Level.DANGER, null, message, advice);
    resize();
  }

  @Override
  public void close() {
    dialog.close();
  }

  /// The dialog for a connection that is edited or made.
  public static ConnectionDialog of(
      @Nullable Window owner,
      Optional<ConnectionConfig> saved,
      ConnectionDraft draft,
      Needs needs) {
    var title =
        saved.map(c -> TEXT.get("title.edit", c.name())).orElseGet(() -> TEXT.get("title.new"));
    return new ConnectionDialog(owner, title, draft, needs);
  }
}
