package dev.tusk.swing.kit.text;

import java.awt.Component;
import java.awt.Cursor;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Frame;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Insets;
import java.awt.Point;
import java.awt.PrintJob;
import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.dnd.DragGestureListener;
import java.awt.dnd.DragGestureRecognizer;
import java.awt.dnd.DragSource;
import java.awt.event.AWTEventListener;
import java.awt.font.TextAttribute;
import java.awt.im.InputMethodHighlight;
import java.awt.image.ColorModel;
import java.awt.image.ImageObserver;
import java.awt.image.ImageProducer;
import java.beans.PropertyChangeListener;
import java.net.URL;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The platform's toolkit as a text component sees it: all of it, but the clipboard and the
/// selection are those of [Clipboards].
///
/// `DefaultCaret` takes the selection, and `TransferHandler` the clipboard, from their component's
/// toolkit, and nothing else about it can be set. Thread-safe.
public final class TextToolkit extends Toolkit {
  private final Toolkit platform;

  private TextToolkit(Toolkit platform) {
    this.platform = platform;
  }

  /// Made when there is a display.
  private static final class Only {
    static final Toolkit ONE = new TextToolkit(Toolkit.getDefaultToolkit());

    private Only() {}
  }

  /// The toolkit for a text component to answer with in `getToolkit`.
  ///
  /// @param platform what the component would have answered. It stays the answer until the
  ///     component is displayable, because the platform's toolkit makes its peer; nothing is
  ///     selected before.
  public static Toolkit of(Component component, Toolkit platform) {
    return component.isDisplayable() ? Only.ONE : platform;
  }

  @Override
  public Clipboard getSystemClipboard() {
    return Clipboards.clipboard();
  }

  @Override
  public @Nullable Clipboard getSystemSelection() {
    return Clipboards.selection();
  }

  @Override
  public Dimension getScreenSize() {
    return platform.getScreenSize();
  }

  @Override
  public int getScreenResolution() {
    return platform.getScreenResolution();
  }

  @Override
  public Insets getScreenInsets(GraphicsConfiguration gc) {
    return platform.getScreenInsets(gc);
  }

  @Override
  public ColorModel getColorModel() {
    return platform.getColorModel();
  }

  @Override
  @SuppressWarnings("deprecation") // deprecated since long, and abstract
  public String[] getFontList() {
    return platform.getFontList();
  }

  @Override
  @SuppressWarnings("deprecation") // deprecated since long, and abstract
  public FontMetrics getFontMetrics(Font font) {
    return platform.getFontMetrics(font);
  }

  @Override
  public void sync() {
    platform.sync();
  }

  @Override
  public Image getImage(String filename) {
    return platform.getImage(filename);
  }

  @Override
  public Image getImage(URL url) {
    return platform.getImage(url);
  }

  @Override
  public Image createImage(String filename) {
    return platform.createImage(filename);
  }

  @Override
  public Image createImage(URL url) {
    return platform.createImage(url);
  }

  @Override
  public Image createImage(ImageProducer producer) {
    return platform.createImage(producer);
  }

  @Override
  public Image createImage(byte[] data, int offset, int length) {
    return platform.createImage(data, offset, length);
  }

  @Override
  public boolean prepareImage(Image image, int width, int height, ImageObserver observer) {
    return platform.prepareImage(image, width, height, observer);
  }

  @Override
  public int checkImage(Image image, int width, int height, ImageObserver observer) {
    return platform.checkImage(image, width, height, observer);
  }

  @Override
  public PrintJob getPrintJob(Frame frame, String jobtitle, Properties props) {
    return platform.getPrintJob(frame, jobtitle, props);
  }

  @Override
  public void beep() {
    platform.beep();
  }

  @Override
  public int getMenuShortcutKeyMaskEx() {
    return platform.getMenuShortcutKeyMaskEx();
  }

  @Override
  public boolean getLockingKeyState(int keyCode) {
    return platform.getLockingKeyState(keyCode);
  }

  @Override
  public void setLockingKeyState(int keyCode, boolean on) {
    platform.setLockingKeyState(keyCode, on);
  }

  @Override
  public Cursor createCustomCursor(Image cursor, Point hotSpot, String name) {
    return platform.createCustomCursor(cursor, hotSpot, name);
  }

  @Override
  public Dimension getBestCursorSize(int preferredWidth, int preferredHeight) {
    return platform.getBestCursorSize(preferredWidth, preferredHeight);
  }

  @Override
  public int getMaximumCursorColors() {
    return platform.getMaximumCursorColors();
  }

  @Override
  public boolean isFrameStateSupported(int state) {
    return platform.isFrameStateSupported(state);
  }

  @Override
  public void setDynamicLayout(boolean dynamic) {
    platform.setDynamicLayout(dynamic);
  }

  @Override
  public boolean isDynamicLayoutActive() {
    return platform.isDynamicLayoutActive();
  }

  @Override
  public boolean isAlwaysOnTopSupported() {
    return platform.isAlwaysOnTopSupported();
  }

  @Override
  public boolean isModalityTypeSupported(Dialog.ModalityType modalityType) {
    return platform.isModalityTypeSupported(modalityType);
  }

  @Override
  public boolean isModalExclusionTypeSupported(Dialog.ModalExclusionType type) {
    return platform.isModalExclusionTypeSupported(type);
  }

  @Override
  public boolean areExtraMouseButtonsEnabled() {
    return platform.areExtraMouseButtonsEnabled();
  }

  @Override
  public <T extends DragGestureRecognizer> @Nullable T createDragGestureRecognizer(
      Class<T> type, DragSource source, Component c, int actions, DragGestureListener listener) {
    return platform.createDragGestureRecognizer(type, source, c, actions, listener);
  }

  @Override
  public Map<TextAttribute, ?> mapInputMethodHighlight(InputMethodHighlight highlight) {
    return platform.mapInputMethodHighlight(highlight);
  }

  @Override
  public void addAWTEventListener(AWTEventListener listener, long eventMask) {
    platform.addAWTEventListener(listener, eventMask);
  }

  @Override
  public void removeAWTEventListener(AWTEventListener listener) {
    platform.removeAWTEventListener(listener);
  }

  @Override
  public AWTEventListener[] getAWTEventListeners() {
    return platform.getAWTEventListeners();
  }

  @Override
  public AWTEventListener[] getAWTEventListeners(long eventMask) {
    return platform.getAWTEventListeners(eventMask);
  }

  @Override
  public void addPropertyChangeListener(String name, PropertyChangeListener listener) {
    platform.addPropertyChangeListener(name, listener);
  }

  @Override
  public void removePropertyChangeListener(String name, PropertyChangeListener listener) {
    platform.removePropertyChangeListener(name, listener);
  }

  @Override
  public PropertyChangeListener[] getPropertyChangeListeners() {
    return platform.getPropertyChangeListeners();
  }

  @Override
  public PropertyChangeListener[] getPropertyChangeListeners(String name) {
    return platform.getPropertyChangeListeners(name);
  }

  @Override
  protected @Nullable Object lazilyLoadDesktopProperty(String name) {
    return platform.getDesktopProperty(name);
  }

  @Override
  protected EventQueue getSystemEventQueueImpl() {
    return platform.getSystemEventQueue();
  }
}
