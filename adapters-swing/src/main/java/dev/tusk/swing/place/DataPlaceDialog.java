package dev.tusk.swing.place;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.PlainText;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.text.TextField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.SystemPreference;
import dev.tusk.swing.kit.theme.Theme;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.swing.JButton;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;

/// Says that the data directory cannot be used and why, and lets a person choose another or exit.
///
/// The first window of a start, so it installs the look itself, in the theme of the desktop.
public final class DataPlaceDialog implements PlacePresenter.View {
  private static final Messages TEXT = Messages.of(DataPlaceDialog.class);
  private static final int WIDTH = 460;

  private final DialogWindow dialog;
  private final JTextField field = new TextField();
  private final PlainText trouble = new PlainText("", ColorRole.DANGER, Fonts.BASE).within(WIDTH);
  private final JButton use = Buttons.primary(TEXT.get("use"));
  private final JButton browse = Buttons.secondary(TEXT.get("browse"));
  private boolean accepted;

  /// Tries to begin in a directory.
  @FunctionalInterface
  public interface Attempt {
    /// Blocks; called off the event thread.
    ///
    /// @return what is wrong with `directory`, for people; empty when it is in use now
    Optional<String> use(Path directory);
  }

  private DataPlaceDialog(UiExecutor ui, Path refused, String why, Attempt attempt) {
    PlacePresenter presenter = new PlacePresenter(ui, attempt, this);
    dialog = new DialogWindow(null, TEXT.get("title"));
    dialog.body(body(refused, why));
    var exit = Buttons.secondary(TEXT.get("exit"));
    exit.addActionListener(e -> dialog.close());
    use.addActionListener(e -> presenter.use(field.getText()));
    browse.addActionListener(e -> browse());
    dialog.footer(exit, use);
  }

  /// Asks until a directory can be used or the person gives up. Blocks; not on the event thread.
  ///
  /// @param why what is wrong with `refused`, for people
  /// @return false to exit
  public static boolean ask(UiExecutor ui, Path refused, String why, Attempt attempt) {
    ui.requireBackground();
    var dark = SystemPreference.dark();
    var answer = new CompletableFuture<Boolean>();
    ui.onUi(
        () -> {
          try {
            Theme.install(Theme.Choice.SYSTEM);
            dark.ifPresent(Theme::system);
            SafeText.guard();
            var asked = new DataPlaceDialog(ui, refused, why, attempt);
            asked.dialog.open(asked.use);
            answer.complete(asked.accepted);
          } catch (RuntimeException | Error failure) {
            answer.completeExceptionally(failure);
          }
        });
    return answer.join();
  }

  private JPanel body(Path refused, String why) {
    var body =
        new JPanel(
            new MigLayout(
                "insets 20 20 16 20, gap 12 6, wrap 2, hidemode 3", "[][" + WIDTH + "!,fill]"));
    body.add(new JLabel(Icons.of(Glyph.WARNING, ColorRole.WARN, 20)));
    body.add(Fonts.SEMIBOLD.set(SafeText.label(TEXT.get("heading"))));
    body.add(new PlainText(why, ColorRole.TEXT, Fonts.BASE).within(WIDTH), "skip 1, gapbottom 10");
    var label = SafeText.label(TEXT.get("another"), ColorRole.TEXT2, Fonts.SMALL);
    label.setLabelFor(field);
    body.add(label, "skip 1");
    field.getAccessibleContext().setAccessibleName(TEXT.get("another"));
    field.setText(suggestion(refused));
    Fonts.MONO_SMALL.set(field);
    body.add(field, "skip 1, split 2, growx, wmin 0, h 28!");
    body.add(browse, "h 28!, growx 0");
    trouble.setName("trouble");
    trouble.setVisible(false);
    body.add(trouble, "skip 1");
    return body;
  }

  /// A place that mostly works: in the home directory, under a plain name.
  private static String suggestion(Path refused) {
    var home = Path.of(System.getProperty("user.home", "/"));
    var place = home.resolve("tusk-data");
    return refused.equals(place) ? home.resolve("tusk-data-2").toString() : place.toString();
  }

  private void browse() {
    var chooser = new JFileChooser(field.getText());
    chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
    chooser.setDialogTitle(TEXT.get("another"));
    if (chooser.showDialog(dialog.window(), TEXT.get("choose")) == JFileChooser.APPROVE_OPTION) {
      field.setText(chooser.getSelectedFile().getAbsolutePath());
    }
  }

  @Override
  public void busy() {
    enable(false);
    trouble.setVisible(false);
  }

  @Override
  public void refused(String why) {
    enable(true);
    trouble.say(why);
    trouble.setSize(Theme.px(WIDTH), Short.MAX_VALUE);
    trouble.setVisible(true);
    field.putClientProperty(FlatClientProperties.OUTLINE, FlatClientProperties.OUTLINE_ERROR);
    dialog.window().pack();
    field.requestFocusInWindow();
  }

  @Override
  public void accepted() {
    accepted = true;
    dialog.close();
  }

  private void enable(boolean on) {
    use.setEnabled(on);
    browse.setEnabled(on);
    field.setEnabled(on);
  }
}
