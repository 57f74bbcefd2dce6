package dev.tusk.swing.connection;

import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.StatusSegment;
import dev.tusk.swing.shell.StatusSegment.Content;
import dev.tusk.swing.shell.StatusSegment.Tone;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// Says in the status bar what connecting warned of; a click shows it whole and takes it away.
/// Event thread only.
final class RemarkPresenter {
  private static final Messages TEXT = Messages.of(RemarkPresenter.class);
  private static final int LIMIT = 60;

  private final Dialogs dialogs;
  private final StatusSegment segment;
  private final SequencedSet<String> remarks = new LinkedHashSet<>();

  RemarkPresenter(Dialogs dialogs, StatusSegment segment) {
    this.dialogs = dialogs;
    this.segment = segment;
    segment.onClick(this::tell);
  }

  void warn(ConnectRemark remark) {
    remarks.addLast(TEXT.get("remark", remark.name(), remark.message()));
    segment.show(
        Content.of(Glyph.WARNING, SafeText.start(remarks.getLast(), LIMIT))
            .tone(Tone.WARN)
            .tip(remarks.getLast()));
  }

  boolean hasNews() {
    return !remarks.isEmpty();
  }

  /// Shows all of them whole, once.
  void tell() {
    var all = String.join("\n\n", remarks);
    remarks.clear();
    segment.hide();
    dialogs.error(TEXT.get("remark.title"), all, "");
  }
}
