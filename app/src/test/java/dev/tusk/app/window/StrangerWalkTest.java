package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.secrets.Sweeper;
import dev.tusk.harness.ssh.Bastion;
import dev.tusk.harness.ssh.SshServer;
import dev.tusk.harness.ssh.SshServer.Asks;
import dev.tusk.swing.kit.Banner;
import dev.tusk.swing.kit.text.PlainText;
import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JPasswordField;
import javax.swing.JTextField;
import javax.swing.JTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who has never been there was sent a URL: pasted into the form it leads, by answering
/// questions on the keyboard alone, through a real bastion to the rows of a real database. Another
/// day the bastion has another key.
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
        var _ = walker.find(JPasswordField.class, PASSWORD);
        assertThat(walker.says("Passwords are kept for this session only: TUSK_KEYRING=off"))
            .as("why the keyring that is offered will not keep it")
            .isTrue();
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

  /// A hard stop, wherever it is tried, until the person has done what the message says.
  @Test
  @Requirement("E-20")
  void aChangedKeyOfTheBastionStopsItAndNoKeyOfTheKeyboardLeadsOn(
      @TempDir Path folder, @TempDir Path data) throws Exception {
    try (Bastion bastion = Bastion.start(folder, Asks.NOTHING);
        FaultProxy way = new FaultProxy(bastion.database().host(), bastion.database().port())) {
      Files.writeString(bastion.knownHosts(), "# of the office\n");
      RunningTusk tusk = new RunningTusk(data, Map.of("HOME", bastion.home().toString()));
      try {
        paste(
            bastion.url().replace(":" + bastion.database().port(), ":" + way.port())
                + "&secrets=session");
        trust(bastion);
        answer(PASSPHRASE, bastion.keyPassphrase().text());
        answer(PASSWORD, bastion.database().password());
        rows();

        String known = bastion.fingerprint();
        changeTheKeyWhileDisconnected(bastion);
        String words =
            "ED25519 key %s, not %s as known from %s, line 2"
                .formatted(bastion.fingerprint(), known, bastion.knownHosts());
        Untouched untouched = new Untouched(bastion, way);
        stopped(words);
        untouched.holds();
        noButtonLeadsOn();
        testIsStoppedToo(words);
        untouched.holds();

        List<String> lines = Files.readAllLines(bastion.knownHosts());
        Files.write(bastion.knownHosts(), List.of(lines.getFirst()));
        walker.press(tree(), "ctrl shift O");
        trust(bastion);
        walker.until("the connection", () -> walker.says("Pool "));
        rows();
      } catch (Exception | AssertionError failure) {
        walker.giveUp("changed-key");
        throw failure;
      }
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    }
  }

  private JTree tree() {
    return walker.find(JTree.class, "Connections and schemas");
  }

  private void changeTheKeyWhileDisconnected(Bastion bastion) throws Exception {
    JTree tree = tree();
    walker.press("ctrl alt 0");
    walker.until("the focus on the tree", () -> walker.focusNow().equals(Optional.of(tree)));
    walker.press("HOME");
    walker.press("ctrl shift D");
    walker.until("the end of the connection", () -> walker.says("Not connected"));
    try (ServerView server = new ServerView(bastion.database())) {
      await("no session").atMost(Walker.LIMIT).until(() -> server.sessions() == 0);
    }
    bastion.changeHostKey();
  }

  /// What a machine in between would have to change.
  private record Untouched(
      Bastion bastion, FaultProxy way, int contacted, String known, long logins) {
    Untouched(Bastion bastion, FaultProxy way) throws IOException {
      this(bastion, way, way.accepted(), Files.readString(bastion.knownHosts()), logins(bastion));
    }

    private static long logins(Bastion bastion) {
      return bastion.ssh().log().lines().filter(line -> line.contains("Accepted")).count();
    }

    void holds() {
      assertThat(way.accepted()).as("links to the database").isEqualTo(contacted).isPositive();
      assertThat(bastion.knownHosts()).hasContent(known);
      assertThat(logins(bastion)).isEqualTo(logins).isPositive();
    }
  }

  private void stopped(String words) {
    walker.press("ctrl shift O");
    JFrame frame = walker.frame();
    Banner strip =
        walker.find(
            "the strip",
            () ->
                Finder.all(frame, Banner.class).stream()
                    .filter(banner -> Finder.name(banner).startsWith("Could not connect"))
                    .findFirst());
    assertThat(walker.ask(() -> Finder.name(strip)))
        .contains(words, "another machine may pose as your SSH server", "remove that line");
    assertThat(walker.ask(() -> names(strip)))
        .containsExactly("Copy error", "Edit connection…", "Dismiss");
    assertThat(walker.ask(Walker::windows)).as("no question").hasSize(1);
  }

  /// Neither in the strip nor anywhere else in the window.
  private void noButtonLeadsOn() {
    JFrame frame = walker.frame();
    assertThat(walker.ask(() -> names(frame)))
        .noneMatch(name -> name.matches("(?i).*(trust|anyway|ignore|accept).*"));
  }

  private static List<String> names(Component in) {
    return Finder.all(in, AbstractButton.class).stream().map(Finder::name).toList();
  }

  /// In the form, which the strip leads to.
  private void testIsStoppedToo(String words) {
    walker.tabTo("Edit connection…");
    walker.press("SPACE");
    var _ = walker.find(JTextField.class, "Host");
    walker.tabTo("Test");
    walker.press("SPACE");
    walker.until("the end of the test", () -> walker.says("Test failed: SSH"));
    assertThat(walker.says("The SSH server")).isTrue();
    assertThat(
            walker.ask(
                () ->
                    Finder.all(Walker.windows().getLast(), PlainText.class).stream()
                        .map(PlainText::getText)
                        .toList()))
        .anyMatch(text -> text.contains(words))
        .anyMatch(text -> text.contains("remove that line"));
    walker.press("ESCAPE");
    walker.until("the form is gone", () -> Walker.windows().size() == 1);
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
    walker.type(walker.focused(walker.find(JPasswordField.class, question)), text);
    walker.press("ENTER");
  }

  private void rows() {
    walker.run("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()");
    assertThat(walker.cells()).containsExactly(List.of("t", "TLSv1.3"));
    walker.until("a closed padlock", () -> walker.says("TLS 1.3"));
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
