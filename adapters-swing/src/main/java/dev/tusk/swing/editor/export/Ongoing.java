package dev.tusk.swing.editor.export;

import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.StatusSegment;
import dev.tusk.swing.shell.StatusSegment.Content;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The copies and exports that go on, in the status bar; a click stops the newest. Event thread
/// only.
public final class Ongoing {
  private final StatusSegment segment;
  private final SequencedMap<Work, String> works = new LinkedHashMap<>();

  /// One copy or export.
  public final class Work {
    private final Runnable stop;

    private Work(Runnable stop) {
      this.stop = stop;
    }

    /// Says how far it is; nothing once it has ended.
    public void says(String words) {
      if (works.containsKey(this)) {
        works.put(this, words);
        show();
      }
    }

    /// Takes it off.
    public void end() {
      works.remove(this);
      show();
    }
  }

  public Ongoing(StatusSegment segment) {
    this.segment = segment;
    segment.onClick(this::stop);
  }

  /// Shows something that goes on.
  ///
  /// @param stop asks it to end soon
  Work begin(String words, Runnable stop) {
    var work = new Work(stop);
    works.put(work, words);
    show();
    return work;
  }

  /// Whether anything goes on.
  public boolean any() {
    return !works.isEmpty();
  }

  /// Stops the newest.
  public void stop() {
    if (!works.isEmpty()) {
      var newest = works.sequencedKeySet().getLast();
      newest.says("Stopping…");
      newest.stop.run();
    }
  }

  private void show() {
    if (works.isEmpty()) {
      segment.hide();
      return;
    }
    var words = works.sequencedValues().getLast();
    var more = works.size() - 1;
    segment.show(
        Content.of(Glyph.EXPORT, more == 0 ? words : words + " · and " + more + " more")
            .tone(StatusSegment.Tone.INFO)
            .tip("Click to stop"));
  }
}
