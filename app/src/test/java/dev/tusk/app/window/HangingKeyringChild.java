package dev.tusk.app.window;

import dev.tusk.harness.window.EventThreadWatch;
import java.nio.file.Path;
import java.util.Locale;
import javax.swing.JTextField;

/// The window in a process of its own whose keyring takes every call and never replies, with
/// somebody inside who connects to the URL in the second argument, to be kept there. Says how late
/// the event thread was meanwhile: `delays own max`, in milliseconds.
final class HangingKeyringChild {
  private static final String WARNING = "Passwords for this session only";

  private HangingKeyringChild() {}

  public static void main(String[] arguments) {
    int code = 1;
    try {
      code = visit(Path.of(arguments[0]), arguments[1]);
    } catch (Exception | AssertionError failure) {
      System.out.println("failed: " + failure);
    }
    // the keyring's library leaves a thread behind, and so does a window
    System.exit(code);
  }

  private static int visit(Path data, String address) throws Exception {
    Walker walker = new Walker();
    RunningTusk tusk = new RunningTusk(data);
    // once without the keyring: what loads classes the first time is judged elsewhere
    JTextField url = connect(walker, address + "?secrets=ask");
    walker.run("select 1");
    walker.perform("Show the start screen");
    Thread.sleep(2_000);
    try (EventThreadWatch watch = new EventThreadWatch()) {
      if (walker.says(WARNING)) {
        throw new AssertionError("The keyring was touched before");
      }
      // not the one that is saved by now
      var _ = connect(walker, address + "?application_name=kept");
      for (int n = 0; n < 15; n++) {
        walker.type(url, " ");
        Thread.sleep(100);
      }
      walker.until("the warning", () -> walker.says(WARNING));
      walker.run("select 2");
      EventThreadWatch.Delays delays = watch.take();
      System.out.printf(
          Locale.ROOT, "delays %.1f %.1f%n%s%n", delays.ownMillis(), delays.max(), delays.where());
    }
    walker.close();
    return tusk.end();
  }

  private static JTextField connect(Walker walker, String to) {
    JTextField url = walker.focus(walker.find(JTextField.class, "Connection URL"));
    walker.rewrite(url, to);
    walker.press(url, "ENTER");
    return url;
  }
}
