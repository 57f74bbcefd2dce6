package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.secrets.Sweeper;
import dev.tusk.harness.ssh.Bastion;
import dev.tusk.harness.ssh.SshServer;
import dev.tusk.harness.ssh.SshServer.Asks;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.JPasswordField;
import javax.swing.JTextField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who has never been there was sent a URL: pasted into the form it leads, by answering
/// questions on the keyboard alone, through a real bastion to the rows of a real database.
class StrangerWalkTest {
  private static final String PASSPHRASE = "Passphrase";
  private static final String PASSWORD = "Password";

  private final Walker walker = new Walker();

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
    assumeTrue(SshServer.missing().isEmpty(), () -> SshServer.missing().orElse(""));
  }

  @Test
  @Requirement("C-24")
  void aPastedUrlLeadsThroughABastionToRows(@TempDir Path folder, @TempDir Path data)
      throws Exception {
    try (Bastion bastion = Bastion.start(folder, Asks.NOTHING)) {
      RunningTusk tusk = new RunningTusk(data, Map.of("HOME", bastion.home().toString()));
      try {
        paste(bastion.url());
        refuse("ENTER", bastion);
        again();
        refuse("ESCAPE", bastion);
        again();
        trust(bastion);
        answer(PASSPHRASE, "not this");
        walker.until("a second question", () -> walker.says("This is not the passphrase"));
        answer(PASSPHRASE, bastion.keyPassphrase().text());
        answer(PASSWORD, bastion.database().password());
        rows();
        nothingWasCopied(bastion);
      } catch (Exception | AssertionError failure) {
        walker.giveUp("stranger");
        throw failure;
      }
      assertThat(bastion.knownHosts()).content().contains(bastion.publicKey());
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
      nothingWasKept(bastion, data);
    }
  }

  private void paste(String url) {
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(url), null);
    var _ = walker.frame();
    walker.press("ctrl shift N");
    JTextField host = walker.find(JTextField.class, "Host");
    walker.focused("Connection URL");
    walker.press("ctrl V");
    walker.press("ENTER");
    walker.until("the host", () -> host.getText().equals(SshServer.BEHIND));
    walker.tabTo("Save and connect");
    walker.press("ENTER");
  }

  /// The question with what the administrator says of the key; its answer is no.
  private void refuse(String key, Bastion bastion) throws SQLException {
    assertThat(walker.content(walker.find(JTextField.class, "Fingerprint")))
        .isEqualTo(bastion.fingerprint());
    assertThat(walker.says("The SSH server")).as("of the last time").isFalse();
    walker.press(key);
    walker.until(
        "the refusal",
        () -> walker.says("The SSH server 127.0.0.1:" + bastion.ssh().port() + " is not known"));
    assertThat(bastion.knownHosts()).doesNotExist();
    assertThat(bastion.ssh().log()).doesNotContain("Accepted");
    try (ServerView server = new ServerView(bastion.database())) {
      assertThat(server.sessions()).isZero();
    }
  }

  private void again() {
    walker.tabTo("Recent connections");
    walker.press("DOWN");
    walker.press("ENTER");
  }

  private void trust(Bastion bastion) {
    assertThat(walker.content(walker.find(JTextField.class, "Fingerprint")))
        .isEqualTo(bastion.fingerprint());
    walker.focused("Do not connect");
    walker.tabTo("Trust this server");
    walker.press("SPACE");
  }

  private void answer(String question, String text) {
    JPasswordField field = walker.find(JPasswordField.class, question);
    walker.until(
        "the caret for the " + question, () -> walker.focusNow().equals(Optional.of(field)));
    walker.type(field, text);
    walker.press("ENTER");
  }

  private void rows() {
    walker.run("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()");
    assertThat(walker.cells()).containsExactly(List.of("t", "TLSv1.3"));
    walker.run("select g, 'row ' || g from generate_series(1, 100) g");
    assertThat(walker.cells()).hasSize(100);
  }

  private static List<Canary> secrets(Bastion bastion) {
    return List.of(
        bastion.keyPassphrase(),
        new Canary(bastion.database().password(), List.of(bastion.database().user())));
  }

  private static void nothingWasCopied(Bastion bastion) throws Exception {
    Clipboard clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
    String copied = clipboard.getData(DataFlavor.stringFlavor).toString();
    assertThat(copied).isEqualTo(bastion.url());
    for (Canary each : secrets(bastion)) {
      Sweeper sweeper = Sweeper.of(each);
      assertThat(sweeper.process(ProcessHandle.current()).hits()).isEmpty();
    }
  }

  private static void nothingWasKept(Bastion bastion, Path data) throws IOException {
    assertThat(data.resolve("tusk.db")).isNotEmptyFile();
    for (Canary each : secrets(bastion)) {
      assertThat(Sweeper.of(each).folder(data).folder(bastion.home()).hits()).isEmpty();
    }
  }
}
