package dev.tusk.swing.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.swing.kit.Chip;
import dev.tusk.swing.kit.Screenshot;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JToolTip;
import javax.swing.JTree;
import javax.swing.tree.DefaultMutableTreeNode;
import javax.swing.tree.DefaultTreeModel;
import javax.swing.tree.TreeModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SafeTextTest {
  private final AtomicInteger requests = new AtomicInteger();
  private final ServerSocket server = open();
  private String evil = "";

  @BeforeEach
  void listen() {
    Theme.install(Theme.Choice.LIGHT);
    evil = "<html><img src=http://127.0.0.1:" + server.getLocalPort() + "/x.png>";
    var thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try {
                  server.accept().close();
                  requests.incrementAndGet();
                } catch (IOException e) {
                  return;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static ServerSocket open() {
    try {
      return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @Requirement("D-1")
  void noComponentRendersTextFromOutsideAsHtml() throws InterruptedException {
    var panel = new JPanel();
    panel.add(SafeText.label(evil));
    panel.add(SafeText.set(new JButton(), evil));
    panel.add(SafeText.set(new JMenuItem(), evil));
    panel.add(SafeText.cells(new JComboBox<>(new String[] {evil})));
    panel.add(list());
    panel.add(tree());
    panel.add(table());
    panel.add(tabs());
    panel.add(toolTip());
    panel.add(new Chip(evil, Chip.Look.DANGER));
    Screenshot.of(panel, 2000, 1200, 1);
    assertNoView(panel);
    Thread.sleep(300); // images are fetched by threads of their own
    assertThat(requests).hasValue(0);
  }

  @Test
  void bareSwingDoesFetchSoTheTestCanFail() {
    var label = new JLabel(evil);
    Screenshot.of(label, 200, 200, 1);
    org.awaitility.Awaitility.await().until(() -> requests.get() > 0);
  }

  @Test
  void plainTextStaysAsItIs() {
    assertThat(SafeText.plain("größe €  x")).isEqualTo("größe €  x");
    assertThat(SafeText.plain(null)).isEmpty();
    assertThat(SafeText.plain("a < b and <html> inside")).isEqualTo("a < b and <html> inside");
  }

  @Test
  @Requirement("D-2")
  void breaksBecomeSpacesAndInvisibleCharactersAreShownByNumber() {
    assertThat(SafeText.plain("one\r\n\ttwo\u0000\u202Ethree"))
        .isEqualTo("one two‹U+0000›‹U+202E›three");
    assertThat(SafeText.plain("a\u200Bb\uFEFFc\u2066d\uDB40\uDC41e"))
        .isEqualTo("a‹U+200B›b‹U+FEFF›c‹U+2066›d‹U+E0041›e");
    assertThat(SafeText.plain("x".repeat(499) + "\uD83D\uDE00")).isEqualTo("x".repeat(499) + "…");
    assertThat(SafeText.plain(SafeText.plain("<html>"))).isEqualTo(SafeText.plain("<html>"));
    assertThat(SafeText.plain("\u0007<HTML>x")).doesNotStartWithIgnoringCase("<html");
  }

  @Test
  void longTextIsCut() {
    assertThat(SafeText.plain("x".repeat(1_000_000))).hasSize(SafeText.LIMIT + 1).endsWith("…");
  }

  private JComponent list() {
    var list = new JList<>(new String[] {evil});
    list.setCellRenderer(new SafeListCell());
    return list;
  }

  private JComponent tree() {
    // Swing measures a tree's rows as soon as it has a model: the cell comes first
    var tree = new JTree((TreeModel) null);
    tree.setCellRenderer(new SafeTreeCell());
    tree.setModel(new DefaultTreeModel(new DefaultMutableTreeNode(evil)));
    return tree;
  }

  private JComponent table() {
    var table = new JTable(new Object[][] {{evil}}, new Object[] {"a"});
    table.setDefaultRenderer(Object.class, new SafeTableCell());
    return table;
  }

  @Test
  void aLongTooltipIsBrokenAtBlanksAndLosesNothing() {
    var words = "a fingerprint that must be read whole ".repeat(8) + "x".repeat(150) + " end";
    var owner = new JPanel();
    SafeText.tip(owner, words);
    var tip = owner.getToolTipText();
    assertThat(tip.replace('\n', ' ')).isEqualTo(words);
    assertThat(tip.lines().filter(line -> line.length() > 100)).containsExactly("x".repeat(150));
  }

  private JComponent tabs() {
    var tabs = new JTabbedPane();
    tabs.addTab("", new JPanel());
    SafeText.title(tabs, 0, evil);
    SafeText.tip(tabs, 0, evil);
    return tabs;
  }

  private JComponent toolTip() {
    var owner = new JPanel();
    SafeText.tip(owner, evil);
    var tip = new JToolTip();
    tip.setTipText(owner.getToolTipText());
    return tip;
  }

  private static void assertNoView(Component component) {
    if (component instanceof JComponent c) {
      assertThat(c.getClientProperty("html")).as(c.getClass().getSimpleName()).isNull();
      for (var child : c.getComponents()) {
        assertNoView(child);
      }
    }
  }
}
