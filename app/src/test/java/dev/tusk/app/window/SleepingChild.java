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
  /// Said as soon as its tab works again.
  static final String BACK = "back";

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
    out.println(BACK);
    assertThat(walker.content(walker.editor())).isEqualTo("-- half a thought");
    assertMine();
    draw("after waking up");
  }

  private void theRouterHasForgotten() throws IOException {
    walker.rewrite(walker.editor(), number("after the router forgot"));
    sleep("forgotten");
    send();
    out.println(BACK);
    assertMine();
  }

  private void aStatementWasRunning() throws IOException {
    SqlTextArea editor = walker.editor();
    walker.rewrite(
        editor, "insert into orders select nextval('drawn'), 'in flight' from pg_sleep(3)");
    walker.press(editor, "ctrl ENTER");
    sleep("in_flight");
    walker.until("the end of the run", () -> !walker.busy());
    walker.until("the new session", () -> walker.says("Reconnected"));
    out.println(BACK);
    assertThat(walker.text("Error message")).contains("unknown");
    assertMine();
  }

  private void theNetworkIsAnother() throws IOException {
    walker.rewrite(walker.editor(), number("from another network"));
    sleep("moved");
    send();
    out.println(BACK);
    assertMine();
  }

  private void sleep(String how) throws IOException {
    out.println(how);
    if (in.readLine() == null) {
      throw new IOException("nobody woke me up");
    }
  }

  private static String number(String what) {
    return "insert into orders values (nextval('drawn'), '" + what + "') returning number";
  }

  private void send() {
    walker.press(walker.editor(), "ctrl ENTER");
    walker.until("the end", () -> !walker.busy());
    assertThat(walker.cells()).hasSize(1);
  }

  private void draw(String what) {
    walker.run(number(what));
    assertThat(walker.cells()).hasSize(1);
  }

  private void assertMine() {
    walker.run(ZONE);
    assertThat(walker.cells()).containsExactly(List.of("Asia/Tokyo"));
  }
}
