package dev.tusk.swing.shell;

import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.palette.PaletteSource;
import java.util.function.Supplier;
import javax.swing.JComponent;

/// What a feature can add to the window; handed to [UiFeature#contribute].
///
/// Component suppliers are called once, on the event thread, when the region is first shown. A
/// region takes one component; a second contribution is refused with `IllegalStateException`.
public interface Contributions {

  /// The window as far as a feature may touch it.
  Shell shell();

  /// Adds an action; ids are unique.
  void action(ActionSpec action);

  /// Fills a region.
  void region(Region region, Supplier<? extends JComponent> component);

  /// Adds a segment to the status bar, hidden until it is first shown.
  ///
  /// @param order ascending from the edge of its side inwards
  StatusSegment status(StatusSegment.Side side, int order);

  /// Adds items to the palette.
  void palette(PaletteSource source);

  /// Adds a piece of the warm-up: it makes and paints, outside of any window, something that is
  /// slow to show for the first time. Called once on the event thread soon after the first paint;
  /// no
  /// piece takes longer than some 50 ms.
  void rehearsal(Runnable piece);

  /// Asks the feature before the window closes.
  void closing(Closing hook);
}
