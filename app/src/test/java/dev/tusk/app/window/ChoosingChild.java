package dev.tusk.app.window;

import dev.tusk.app.Main;
import dev.tusk.app.pictures.Finder;
import java.awt.EventQueue;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import javax.swing.JButton;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;

/// The program in a process of its own, with somebody inside who is told that the data directory
/// cannot be used: chooses the one in the argument and closes the window, or exits when there is
/// none. Repeats first what the dialog says, on one line.
final class ChoosingChild {
  private ChoosingChild() {}

  public static void main(String[] arguments) {
    String choice = arguments.length == 0 ? "" : arguments[0];
    Thread visitor = new Thread(() -> visit(choice), "visitor");
    visitor.setDaemon(true);
    visitor.start();
    Main.main(new String[0]);
  }

  private static void visit(String choice) {
    Walker walker = new Walker();
    JButton use = walker.find(JButton.class, "Use this directory");
    String says =
        walker.ask(
            () ->
                Finder.all(SwingUtilities.getWindowAncestor(use), JTextArea.class).stream()
                    .map(JTextArea::getText)
                    .collect(Collectors.joining(" ")));
    new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
        .println(says.replace('\n', ' '));
    if (choice.isEmpty()) {
      walker.click("Exit");
      return;
    }
    JTextField field = walker.find(JTextField.class, "Keep it in another directory");
    var _ =
        walker.ask(
            () -> {
              field.setText(choice);
              return true;
            });
    EventQueue.invokeLater(use::doClick);
    var _ = walker.frame();
    walker.close();
  }
}
