package dev.tusk.swing.share;

import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.io.File;
import java.util.List;
import javax.swing.JFileChooser;
import org.jspecify.annotations.Nullable;

/// Imports connections of other programs, and writes those of Tusk into a file without secrets.
public final class ShareFeature implements UiFeature {
  private static final Messages TEXT = Messages.of(ShareFeature.class);

  private final ShareConnections share;
  private final ManageConnections connections;

  public ShareFeature(ShareConnections share, ManageConnections connections) {
    this.share = share;
    this.connections = connections;
  }

  @Override
  public void contribute(Contributions contributions) {
    var shell = contributions.shell();
    contributions.action(
        ActionSpec.of(
                "connection.import",
                TEXT.get("action.import"),
                () -> new ImportDialog(window(), shell.ui(), share, connections).open())
            .icon(Glyph.IMPORT)
            .menu(MenuId.DATABASE, 130));
    contributions.action(
        ActionSpec.of("connection.export", TEXT.get("action.export"), () -> export(shell))
            .icon(Glyph.EXPORT)
            .menu(MenuId.DATABASE, 131));
  }

  private void export(Shell shell) {
    var chooser = new JFileChooser();
    chooser.setDialogTitle(TEXT.get("export.title"));
    chooser.setSelectedFile(new File("connections.json"));
    if (chooser.showSaveDialog(window()) != JFileChooser.APPROVE_OPTION) {
      return;
    }
    var file = chooser.getSelectedFile();
    var sure =
        shell
            .dialogs()
            .confirm(
                new Dialogs.Question(
                    TEXT.get("export.title"),
                    TEXT.get("export.words", file.getPath()),
                    TEXT.get("export.yes"),
                    false));
    if (sure) {
      new SharePresenter(shell.ui(), share, connections, new Told(shell)).write(file.toPath());
    }
  }

  private static @Nullable Window window() {
    return KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
  }

  /// Says only what went wrong: a file that is there speaks for itself.
  private record Told(Shell shell) implements SharePresenter.View {
    @Override
    public void rows(List<SharePresenter.Row> found) {}

    @Override
    public void problem(String words) {
      shell.intents().send(new StandardIntents.ShowError(TEXT.get("export.failed"), words, ""));
    }

    @Override
    public void done(String words) {}
  }
}
