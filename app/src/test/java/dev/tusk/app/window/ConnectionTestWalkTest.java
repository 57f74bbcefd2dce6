package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.pictures.Finder;
import dev.tusk.harness.ssh.Bastion;
import dev.tusk.harness.ssh.SshServer;
import dev.tusk.harness.ssh.SshServer.Asks;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JTextField;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Test in the form of a connection, in the real window and at real servers: it can be stopped,
/// says which step failed, and names what it went through.
class ConnectionTestWalkTest {
  private final Walker walker = new Walker();

  @Test
  void aTestIsStoppedFailsAtItsStepAndPasses(@TempDir Path folder, @TempDir Path data)
      throws Exception {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    assumeTrue(SshServer.missing().isEmpty(), () -> SshServer.missing().orElse(""));
    try (Bastion bastion = Bastion.start(folder, Asks.NOTHING)) {
      RunningTusk tusk = new RunningTusk(data, Map.of("HOME", bastion.home().toString()));
      try {
        walker.press(walker.find(JTextField.class, "Connection URL"), "ctrl shift N");
        JTextField host = walker.find(JTextField.class, "Host");
        stop(bastion);
        failAtTheTunnel(bastion);
        failAtTheCertificate(bastion);
        failAtTheSignIn(bastion);
        pass(bastion);
        walker.press(host, "ESCAPE");
      } catch (Exception | AssertionError failure) {
        walker.giveUp("connection-test");
        throw failure;
      }
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    }
  }

  /// The SSH server takes the call and says nothing.
  private void stop(Bastion bastion) throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      mute.setSoTimeout(60_000);
      String nobody = "bastion@127.0.0.1:" + mute.getLocalPort();
      fill(bastion.url().replace(bastion.ssh().address(), nobody));
      test();
      try (Socket caller = mute.accept()) {
        assertThat(steps("Testing")).contains("SSH tunnel", "SSH server " + nobody);
        walker.click("Stop the test");
        assertThat(steps("Test stopped"))
            .containsSubsequence("SSH tunnel", "Stopped", "TCP", "Not reached")
            .doesNotContain("TUSK-SSH-UNREACHABLE");
        caller.setSoTimeout(60_000);
        var _ = caller.getInputStream().readAllBytes(); // ends when the other side has hung up
      }
    }
  }

  private void failAtTheTunnel(Bastion bastion) throws Exception {
    bastion.ssh().kill();
    fill(bastion.url());
    test();
    assertThat(steps("Test failed: SSH"))
        .containsSubsequence(
            "SSH tunnel",
            "Can't reach the SSH server 127.0.0.1:%d: connection refused"
                .formatted(bastion.ssh().port()),
            "TCP",
            "Not reached",
            "Catalog",
            "Not reached");
    bastion.ssh().resume();
  }

  private void failAtTheCertificate(Bastion bastion) {
    fill(bastion.url().replace("@" + SshServer.BEHIND, "@127.0.0.1"));
    test();
    var _ = walker.find(JTextField.class, "Fingerprint");
    walker.tabTo("Trust this server");
    walker.press("SPACE");
    passphrase(bastion);
    assertThat(steps("Test failed: TLS"))
        .containsSubsequence(
            "SSH tunnel",
            "SSH server " + bastion.ssh().address(),
            "TCP",
            "TLS",
            "The server's certificate is for \"db.internal\", not for \"127.0.0.1\"",
            "Authentication",
            "Not reached");
  }

  private void failAtTheSignIn(Bastion bastion) {
    fill(bastion.url());
    walker.type(walker.find(JPasswordField.class, "Password"), "not this");
    test();
    passphrase(bastion);
    assertThat(steps("Test failed: "))
        .containsSubsequence("TLS", "Authentication", "28P01", "Catalog", "Not reached");
  }

  /// With the tunnel that is kept while a person mends the password: nothing of it is asked again.
  private void pass(Bastion bastion) {
    walker.rewrite(walker.find(JPasswordField.class, "Password"), bastion.database().password());
    test();
    assertThat(steps("Connected to PostgreSQL"))
        .containsSubsequence("SSH tunnel", "TLS", "Authentication", "Catalog")
        .anyMatch(line -> line.startsWith("TLS 1.3, TLS_"))
        .anyMatch(line -> line.startsWith("TLS 1.3 · ") && line.contains("round trip"))
        .doesNotContain("Not reached");
  }

  private void passphrase(Bastion bastion) {
    walker.type(
        walker.focused(walker.find(JPasswordField.class, "Passphrase")),
        bastion.keyPassphrase().text());
    walker.press("ENTER");
  }

  /// Presses the button, which is not the only one of its name.
  private void test() {
    JButton button =
        walker.find(
            "the button",
            () ->
                Walker.windows().stream()
                    .flatMap(w -> Finder.all(w, JButton.class).stream())
                    .filter(b -> Finder.name(b).startsWith("Test"))
                    .findFirst());
    EventQueue.invokeLater(() -> button.doClick(0));
  }

  /// Puts a URL into the form, and waits until the form is filled from it.
  private void fill(String url) {
    JTextField field =
        walker.find(
            "the place for a URL",
            () -> Finder.find(Walker.windows().getLast(), JTextField.class, "Connection URL"));
    JTextField name = walker.find(JTextField.class, "Name");
    walker.rewrite(walker.focus(field), url);
    walker.rewrite(name, "");
    walker.press(field, "ENTER");
    walker.until("the form", () -> !name.getText().isEmpty());
  }

  /// What the test says, line by line, once its headline begins so.
  private List<String> steps(String headline) {
    return walker.find(
        headline,
        () ->
            Walker.windows().stream()
                .flatMap(w -> Finder.all(w, JPanel.class).stream())
                .filter(panel -> Finder.name(panel).startsWith(headline))
                .findFirst()
                .map(panel -> Finder.all(panel, JComponent.class))
                .map(
                    parts ->
                        parts.stream()
                            .map(ConnectionTestWalkTest::words)
                            .filter(words -> !words.isEmpty())
                            .toList()));
  }

  private static String words(JComponent part) {
    String words =
        switch (part) {
          case JLabel label -> label.getText();
          case JTextComponent text -> text.getText();
          default -> "";
        };
    return words == null ? "" : words;
  }
}
