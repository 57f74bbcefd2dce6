package dev.tusk.swing.shell;

import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.palette.PaletteSource;
import java.awt.BorderLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.JComponent;
import javax.swing.JPanel;

/// Collects what the features contribute.
final class Assembly implements Contributions {
  private final Shell shell;
  private final StatusBar statusBar;
  private final Map<Region, Supplier<? extends JComponent>> regions = new EnumMap<>(Region.class);
  private final Map<Region, JComponent> made = new EnumMap<>(Region.class);
  private final List<PaletteSource> palette = new ArrayList<>();
  private final List<Closing> closing = new ArrayList<>();
  private final List<Runnable> rehearsals = new ArrayList<>();

  Assembly(Shell shell, StatusBar statusBar) {
    this.shell = shell;
    this.statusBar = statusBar;
  }

  @Override
  public Shell shell() {
    return shell;
  }

  @Override
  public void action(ActionSpec action) {
    shell.actions().add(action);
  }

  @Override
  public void region(Region region, Supplier<? extends JComponent> component) {
    if (regions.putIfAbsent(region, component) != null) {
      throw new IllegalStateException("two features fill the region " + region);
    }
  }

  @Override
  public StatusSegment status(StatusSegment.Side side, int order) {
    return statusBar.add(side, order);
  }

  @Override
  public void palette(PaletteSource source) {
    palette.add(source);
  }

  @Override
  public void rehearsal(Runnable piece) {
    rehearsals.add(piece);
  }

  @Override
  public void closing(Closing hook) {
    closing.add(hook);
  }

  /// Whether a feature fills the region.
  boolean has(Region region) {
    return regions.containsKey(region);
  }

  /// The component of a region, made at the first call; empty when no feature fills it. The centre
  /// comes with the notice above it.
  Optional<JComponent> component(Region region) {
    var maker = regions.get(region);
    return maker == null
        ? Optional.empty()
        : Optional.of(made.computeIfAbsent(region, r -> make(r, maker.get())));
  }

  private JComponent make(Region region, JComponent own) {
    var notice = region == Region.CENTRE ? component(Region.NOTICE) : Optional.<JComponent>empty();
    if (notice.isEmpty()) {
      return own;
    }
    var both = new JPanel(new BorderLayout());
    both.add(notice.get(), BorderLayout.NORTH);
    both.add(own, BorderLayout.CENTER);
    return both;
  }

  List<PaletteSource> palette() {
    return List.copyOf(palette);
  }

  /// The pieces of the features, then the making of the regions that the start screen hides.
  List<Runnable> rehearsals() {
    var pieces = new ArrayList<>(rehearsals);
    for (var region : List.of(Region.SIDEBAR, Region.CENTRE)) {
      pieces.add(() -> component(region));
    }
    return pieces;
  }

  List<Closing> closing() {
    return List.copyOf(closing);
  }
}
