package dev.tusk.swing.guard;

import dev.tusk.core.guard.GuardInteraction;
import dev.tusk.core.guard.GuardQuestion;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.state.TuskState;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.StatusSegment.Side;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lock in the status bar, the dialog that unlocks, and the question before what changes much.
public final class GuardFeature implements UiFeature, GuardInteraction {
  private static final Messages TEXT = Messages.of(GuardFeature.class);

  private final UnlockWrites writes;
  private final Unlocks unlocks;
  private final TuskState state;
  private volatile @Nullable WindowGuard questions;

  public GuardFeature(UnlockWrites writes, Unlocks unlocks, TuskState state) {
    this.writes = writes;
    this.unlocks = unlocks;
    this.state = state;
  }

  @Override
  public void contribute(Contributions contributions) {
    var shell = contributions.shell();
    questions = new WindowGuard(shell.ui(), shell.dialogs());
    var guard =
        new GuardPresenter(
            shell.ui(), state, writes, new UnlockDialog(), contributions.status(Side.RIGHT, 85));
    contributions.action(
        ActionSpec.of(ActionIds.UNLOCK, TEXT.get("action.unlock"), guard::unlock)
            .icon(Glyph.UNLOCK)
            .detail(TEXT.get("action.unlock.detail"))
            .menu(MenuId.DATABASE, 300)
            .enabledWhen(guard::canUnlock));
    contributions.action(
        ActionSpec.of(ActionIds.LOCK, TEXT.get("action.lock"), guard::lock)
            .icon(Glyph.LOCK)
            .menu(MenuId.DATABASE, 310)
            .enabledWhen(guard::canLock));
    var intents = shell.intents();
    intents.on(StandardIntents.ActiveConnectionChanged.class, i -> guard.active(i.connectionId()));
    intents.on(StandardIntents.ConnectionOpened.class, i -> guard.refresh());
    intents.on(StandardIntents.ConnectionClosed.class, i -> guard.refresh());
    intents.on(StandardIntents.UnlockWrites.class, i -> guard.unlock());
    unlocks.listen(id -> shell.ui().onUi(guard::refresh));
  }

  @Override
  public Optional<Boolean> confirm(GuardQuestion question) {
    var window = questions;
    return window == null ? Optional.empty() : window.confirm(question);
  }
}
