package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.editor.text.SqlTextArea;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JTextField;

/// A person with a window in a process of its own, on a laptop that is put to sleep. Reads the URL,
/// then a line whenever the laptop wakes up; says when it may be put to sleep, and what was
/// measured.
final class SleepingChild {
  private static final String ZONE = "select current_setting('TimeZone')";

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Walker walker = new Walker();

  private SleepingChild() {}

  public static void main(String[] arguments) throws Exception {
    int code = 1;
    try {
      new SleepingChild().work(Path.of(arguments[0]));
      code = 0;
    } catch (Exception | AssertionError failure) {
      failure.printStackTrace(
          new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }
    System.exit(code);
  }

  private void work(Path data) throws Exception {
    String url = in.readLine();
    RunningTusk tusk = new RunningTusk(data);
    JTextField field = walker.focused(walker.find(JTextField.class, "Connection URL"));
    walker.type(field, url);
    walker.press(field, "ENTER");
    var _ = walker.editor();
    walker.dismissDialogs();
    walker.run("set time zone 'Asia/Tokyo'");
    draw("at first");
    assertMine();
    walker.rewrite(walker.editor(), "-- half a thought");
    Thread.sleep(2_000); // a window that has just opened still does things for the first time
    try (EventThreadPhases phases = new EventThreadPhases()) {
      phases.measure("sleep_idle", this::theServerHasLostPatience);
      phases.measure("sleep_forgotten", this::theRouterHasForgotten);
      phases.measure("sleep_in_flight", this::aStatementWasRunning);
      phases.measure("network_changed", this::theNetworkIsAnother);
      phases.judge("sleep");
    }
    walker.close();
    assertThat(tusk.end()).as(tusk.said()).isZero();
  }

  private void theServerHasLostPatience() throws IOException {
    sleep("idle");
    walker.until("the new session", () -> walker.says("Reconnected"));
    assertThat(walker.content(walker.editor())).isEqualTo("-- half a thought");
    assertMine();
    draw("after waking up");
  }

  private void theRouterHasForgotten() throws IOException {
    sleep("forgotten");
    draw("after the router forgot");
    assertMine();
  }

  private void aStatementWasRunning() throws IOException {
    SqlTextArea editor = walker.editor();
    walker.rewrite(
        editor, "insert into orders select nextval('drawn'), 'in flight' from pg_sleep(1.2)");
    walker.press(editor, "ctrl ENTER");
    sleep("in flight");
    walker.until("the end of the run", () -> !walker.busy());
    assertThat(walker.text("Error message")).contains("unknown");
    walker.until("the new session", () -> walker.says("Reconnected"));
    assertMine();
  }

  private void theNetworkIsAnother() throws IOException {
    sleep("moved");
    draw("from another network");
    assertMine();
  }

  private void sleep(String how) throws IOException {
    out.println(how);
    if (in.readLine() == null) {
      throw new IOException("nobody woke me up");
    }
  }

  private void draw(String what) {
    walker.run("insert into orders values (nextval('drawn'), '" + what + "') returning number");
    assertThat(walker.cells()).hasSize(1);
  }

  private void assertMine() {
    walker.run(ZONE);
    assertThat(walker.cells()).containsExactly(List.of("Asia/Tokyo"));
  }
}
