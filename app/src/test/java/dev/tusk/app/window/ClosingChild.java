package dev.tusk.app.window;

import dev.tusk.app.Main;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import javax.swing.JTextField;

/// The program in a process of its own, with somebody inside who connects to the URL in the
/// variable `WALK_URL` by hand, runs a statement and closes the window; says `closing` right before
/// that.
final class ClosingChild {
  private ClosingChild() {}

  public static void main(String[] arguments) {
    Thread visitor = new Thread(ClosingChild::visit, "visitor");
    visitor.setDaemon(true);
    visitor.start();
    Main.main(new String[0]);
  }

  private static void visit() {
    Walker walker = new Walker();
    JTextField url = walker.focused(walker.find(JTextField.class, "Connection URL"));
    walker.type(url, System.getenv("WALK_URL"));
    walker.press(url, "ENTER");
    var _ = walker.editor();
    walker.dismissDialogs();
    walker.run("select 1");
    new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
        .println("closing");
    walker.close();
  }
}
