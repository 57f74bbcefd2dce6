package dev.tusk.swing.shell;

import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Hairline;
import java.awt.Component;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// The strip of 28 px at the bottom, with the segments that features contribute.
final class StatusBar extends JPanel {
  private final List<Segment> segments = new ArrayList<>();

  StatusBar() {
    super(new MigLayout("insets 0 10 0 12, gap 0, hidemode 3", "", "[27!]"));
    Colors.background(this, ColorRole.CHROME);
    setBorder(Hairline.top());
    getAccessibleContext().setAccessibleName("Status");
  }

  StatusSegment add(StatusSegment.Side side, int order) {
    var segment = new Segment(side, order, this::arrange);
    segments.add(segment);
    return segment;
  }

  private void arrange() {
    removeAll();
    var left = shown(StatusSegment.Side.LEFT, Comparator.comparingInt(Segment::order));
    var right = shown(StatusSegment.Side.RIGHT, Comparator.comparingInt(Segment::order).reversed());
    // where there is no room for all, what is on the left is cut, and nothing pushed out
    addAll(left, "wmin 40, shrinkprio 200");
    add(SafeText.label(""), "pushx, growx");
    addAll(right, "");
    revalidate();
    repaint();
  }

  private List<Segment> shown(StatusSegment.Side side, Comparator<Segment> order) {
    return segments.stream().filter(s -> s.shown() && s.side() == side).sorted(order).toList();
  }

  private void addAll(List<Segment> shown, String room) {
    Component before = null;
    for (var segment : shown) {
      if (before != null) {
        add(new Tick(), "w 1!, h 12!, gapx 10 10");
      }
      add(segment.component(), segment.boxed() ? "h 22!, " + room : room);
      before = segment.component();
    }
  }

  /// The short line between two segments.
  private static final class Tick extends JPanel {
    Tick() {
      Colors.background(this, ColorRole.LINE2);
    }
  }

  private static final class Segment implements StatusSegment {
    private final Side side;
    private final int order;
    private final Runnable changed;
    private final SegmentLabel label = new SegmentLabel();
    private boolean shown;

    Segment(Side side, int order, Runnable changed) {
      this.side = side;
      this.order = order;
      this.changed = changed;
    }

    Side side() {
      return side;
    }

    int order() {
      return order;
    }

    boolean shown() {
      return shown;
    }

    boolean boxed() {
      return label.boxed();
    }

    Component component() {
      return label;
    }

    @Override
    public void show(Content content) {
      var wasBoxed = label.boxed();
      label.show(content);
      if (!shown || wasBoxed != label.boxed()) {
        shown = true;
        changed.run();
      }
    }

    @Override
    public void hide() {
      if (shown) {
        shown = false;
        changed.run();
      }
    }

    @Override
    public void onClick(Runnable handler) {
      label.onClick(handler);
    }
  }
}
