package dev.tusk.app.window;

import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Another program on the same display. Reads a command a line: `selection` and `clipboard` print
/// what is in there, `sum` prints the [#sum] of the clipboard, `select TEXT` selects that text and
/// prints `done`.
final class OtherProgram {
  private static final String SELECT = "select ";

  private OtherProgram() {}

  public static void main(String[] arguments) throws IOException {
    Toolkit toolkit = Toolkit.getDefaultToolkit();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith(SELECT)) {
        StringSelection text = new StringSelection(line.substring(SELECT.length()));
        toolkit.getSystemSelection().setContents(text, null);
        out.println("done");
      } else if (line.equals("sum")) {
        out.println(sum(text(toolkit.getSystemClipboard())));
      } else {
        boolean selection = line.equals("selection");
        out.println(text(selection ? toolkit.getSystemSelection() : toolkit.getSystemClipboard()));
      }
    }
  }

  /// How long a text is and what its characters come to.
  static String sum(String text) {
    return text.length() + " " + text.hashCode();
  }

  private static String text(@Nullable Clipboard clipboard) {
    try {
      return clipboard == null ? "" : (String) clipboard.getData(DataFlavor.stringFlavor);
    } catch (Exception nothing) {
      return "";
    }
  }
}
