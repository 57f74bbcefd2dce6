package dev.tusk.swing.shell.palette;

import com.formdev.flatlaf.ui.FlatDropShadowBorder;
import dev.tusk.swing.kit.WarmUp;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.action.KeyDispatch;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.function.Supplier;
import javax.swing.JLayeredPane;
import javax.swing.JPanel;
import org.jspecify.annotations.Nullable;

/// Lays the palette over the window; a click beside it or Esc takes it away again.
public final class PaletteLayer extends JPanel {
  /// The tab with everything.
  public static final String ALL = PaletteModel.ALL;

  private static final int WIDTH_PX = 640;
  private static final int TOP_PX = 44;
  private final JLayeredPane over;
  private final JPanel shadow = new JPanel(new BorderLayout());
  private @Nullable PalettePanel panel;
  private @Nullable Component focusBefore;

  /// Opens over the layers of one window.
  public PaletteLayer(JLayeredPane over) {
    super(null);
    this.over = over;
    setOpaque(false);
    shadow.setOpaque(false);
    KeyDispatch.ownKeys(this);
    add(shadow);
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent e) {
            close();
          }
        });
  }

  /// Opens afresh, on a tab and with a query in the input.
  public void open(List<PaletteSource> sources, String tab, String query) {
    close();
    focusBefore = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
    panel = new PalettePanel(new PaletteModel(sources), tab, query, this::close);
    shadow.setBorder(
        new FlatDropShadowBorder(Color.BLACK, Theme.px(12), Theme.dark() ? 0.5f : 0.18f));
    shadow.add(panel);
    setBounds(0, 0, over.getWidth(), over.getHeight());
    over.add(this, JLayeredPane.POPUP_LAYER);
    revalidate();
    panel.focusInput();
  }

  /// Makes and then paints a palette that nobody sees.
  public List<Runnable> rehearsals(Supplier<List<PaletteSource>> sources) {
    Runnable make = () -> unseen(sources.get());
    return List.of(
        () -> new PaletteModel(sources.get()).tabs(),
        make,
        () -> {
          var panel = unseen(sources.get());
          WarmUp.paint(panel, Theme.px(WIDTH_PX), panel.wantedHeight());
        });
  }

  private static PalettePanel unseen(List<PaletteSource> sources) {
    return new PalettePanel(new PaletteModel(sources), PaletteModel.ALL, "", () -> {});
  }

  private void close() {
    if (panel == null) {
      return;
    }
    panel = null;
    shadow.removeAll();
    over.remove(this);
    over.repaint();
    if (focusBefore != null) {
      focusBefore.requestFocusInWindow();
    }
  }

  @Override
  public void doLayout() {
    if (panel == null) {
      return;
    }
    setBounds(0, 0, over.getWidth(), over.getHeight());
    var edge = shadow.getInsets();
    var width = Math.min(Theme.px(WIDTH_PX), getWidth() - Theme.px(32));
    var height = Math.min(panel.wantedHeight(), getHeight() - Theme.px(TOP_PX + 16));
    shadow.setBounds(
        (getWidth() - width) / 2 - edge.left,
        Theme.px(TOP_PX) - edge.top,
        width + edge.left + edge.right,
        height + edge.top + edge.bottom);
  }
}
