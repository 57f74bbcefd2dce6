package dev.tusk.swing.editor.grid;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.IntUnaryOperator;
import javax.swing.JComponent;
import javax.swing.JViewport;

/// Lies over the left of a table, or of its header, and shows the first columns while the others
/// are scrolled beneath. What is done with the mouse in it is done in the table. Event thread only.
final class FrozenColumns extends JComponent {
  private final JViewport port;
  private final IntUnaryOperator width;

  /// @param port shows the table or its header
  /// @param width of the frozen columns in a room of some width
  FrozenColumns(JViewport port, IntUnaryOperator width) {
    this.port = port;
    this.width = width;
    setOpaque(true);
    setVisible(false);
    setInheritsPopupMenu(true);
    var mouse = new Mouse();
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
    port.addChangeListener(e -> repaint());
  }

  /// What it shows a part of.
  JComponent shown() {
    return (JComponent) port.getView();
  }

  /// Takes its place over the viewport.
  void place() {
    var frozen = width.applyAsInt(port.getWidth());
    setVisible(frozen > 0);
    setBounds(new Rectangle(port.getX(), port.getY(), frozen, port.getHeight()));
  }

  @Override
  public String getToolTipText(MouseEvent e) {
    return shown().getToolTipText(inShown(e));
  }

  /// The event where it would be were the table not scrolled to the side. It opens no menu: that is
  /// this component's to do, which knows where on the screen it is.
  private MouseEvent inShown(MouseEvent e) {
    return new MouseEvent(
        shown(),
        e.getID(),
        e.getWhen(),
        e.getModifiersEx(),
        e.getX(),
        e.getY() + port.getViewPosition().y,
        e.getClickCount(),
        false,
        e.getButton());
  }

  @Override
  protected void paintComponent(Graphics g) {
    var inner = g.create();
    inner.setColor(Colors.of(ColorRole.CONTENT));
    inner.fillRect(0, 0, getWidth(), getHeight());
    var down = port.getViewPosition().y;
    inner.translate(0, -down);
    inner.clipRect(0, down, getWidth(), getHeight());
    shown().paint(inner);
    inner.dispose();
    g.setColor(Colors.of(ColorRole.LINE2));
    g.fillRect(getWidth() - 1, 0, 1, getHeight());
  }

  private final class Mouse extends MouseAdapter {
    private void pass(MouseEvent e) {
      shown().dispatchEvent(inShown(e));
      setCursor(shown().getCursor());
    }

    @Override
    public void mousePressed(MouseEvent e) {
      pass(e);
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      pass(e);
    }

    @Override
    public void mouseClicked(MouseEvent e) {
      pass(e);
    }

    @Override
    public void mouseMoved(MouseEvent e) {
      pass(e);
    }

    @Override
    public void mouseDragged(MouseEvent e) {
      pass(e);
    }
  }
}
