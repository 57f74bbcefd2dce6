package dev.tusk.swing.settings;

import dev.tusk.core.settings.Settings;
import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.DialogWindow;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.awt.KeyboardFocusManager;

/// The dialog of what can be chosen about Tusk itself.
public final class SettingsFeature implements UiFeature {
  private static final Messages TEXT = Messages.of(SettingsFeature.class);
  private final Settings settings;

  public SettingsFeature(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void contribute(Contributions contributions) {
    var shell = contributions.shell();
    contributions.action(
        ActionSpec.of(ActionIds.SETTINGS, TEXT.get("action.show"), () -> open(shell))
            .icon(Glyph.GEAR)
            .menu(MenuId.FILE, 800));
  }

  private void open(Shell shell) {
    var presenter =
        new SettingsPresenter(
            shell.ui(),
            settings,
            why ->
                shell.intents().send(new StandardIntents.ShowError(TEXT.get("failed"), why, "")));
    var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
    var dialog = new DialogWindow(owner, TEXT.get("title"));
    dialog.body(new SettingsPanel(presenter));
    var close = Buttons.primary(TEXT.get("close"));
    close.addActionListener(e -> dialog.close());
    dialog.footer(null, close);
    dialog.open(close);
  }
}
