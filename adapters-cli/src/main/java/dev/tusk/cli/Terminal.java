package dev.tusk.cli;

import dev.tusk.core.sql.VisibleText;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The three streams of the process and the terminal behind them. Confined to the main thread, but
/// for [#say] and [#abandonQuestion], which may be called from any.
public final class Terminal {
  /// More than a person reads of one message; a server can send a gigabyte.
  static final int LONGEST_MESSAGE = 1 << 16;

  private static final Path TTY = Path.of("/dev/tty");

  private final InputStream in;
  private final OutputStream out;
  private final OutputStream exactOut;
  private final PrintWriter err;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private final Object question = new Object();
  private boolean status;

  /// Guarded by `question`, as is the terminal's echo.
  private boolean asking;

  /// Wraps the three streams; standard error is flushed line by line.
  ///
  /// @param outIsTerminal whether a person reads `out`
  public Terminal(
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean outIsTerminal,
      boolean errIsTerminal) {
    this.in = in;
    this.exactOut = out;
    this.out = outIsTerminal ? new VisibleOutput(out) : out;
    this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
    this.outIsTerminal = outIsTerminal;
    this.errIsTerminal = errIsTerminal;
  }

  public InputStream in() {
    return in;
  }

  /// Standard output, unbuffered: results and nothing else. Exact to a file or pipe; on a terminal
  /// hidden characters are shown.
  public OutputStream out() {
    return out;
  }

  public boolean outIsTerminal() {
    return outIsTerminal;
  }

  /// Writes what is being done to standard error, when a person reads it.
  public void progress(String doing) {
    if (errIsTerminal) {
      say("tusk: " + doing);
    }
  }

  /// Shows a line on standard error in place of the one shown so before, when a person reads it;
  /// what is said next takes its place. An empty one takes it off.
  public void status(String line) {
    if (!errIsTerminal) {
      return;
    }
    synchronized (err) {
      if (status || !line.isEmpty()) {
        err.print("\r" + VisibleText.of(line) + "\u001b[K");
        err.flush();
      }
      status = !line.isEmpty();
    }
  }

  /// Writes a line to standard error, where hidden characters are always shown, and at most
  /// [#LONGEST_MESSAGE] of them.
  public void say(String line) {
    String cut =
        line.length() <= LONGEST_MESSAGE
            ? line
            : line.substring(0, LONGEST_MESSAGE)
                + "… ("
                + (line.length() - LONGEST_MESSAGE)
                + " more characters)";
    synchronized (err) {
      status("");
      err.print(VisibleText.of(cut));
      err.print('\n');
      err.flush();
    }
  }

  /// Writes a line to standard output.
  ///
  /// @throws OutputFailure when it cannot be written
  public void print(String line) {
    write(out, line + "\n");
  }

  /// Writes text of Tusk's own to standard output: its colours reach a terminal.
  ///
  /// @throws OutputFailure when it cannot be written
  void printOwn(String text) {
    write(exactOut, text);
  }

  private static void write(OutputStream out, String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new OutputFailure(failure);
    }
  }

  /// Asks on the terminal itself, also when standard input is a file, without echo.
  ///
  /// @return what was typed; empty when there is no terminal or the input ended
  public Optional<char[]> askSecret(String prompt) {
    return ask(prompt, false).map(String::toCharArray);
  }

  /// Asks on the terminal itself, also when standard input is a file.
  public Optional<String> ask(String prompt) {
    return ask(prompt, true);
  }

  /// Asks for a decision that is not made by a keystroke: again, until the answer is one that says
  /// what is meant.
  ///
  /// @param question without the answers that there are
  /// @param fingerprint of the key that is asked about, which means yes as well; empty for none
  /// @return whether the answer was yes, not no or an empty line; empty when nobody answers
  public Optional<Boolean> confirm(String question, String fingerprint) {
    Optional<String> typed = ask(question + " (yes/no) [no]? ");
    while (typed.isPresent()) {
      String answer = typed.get().strip();
      if (answer.equalsIgnoreCase("yes")
          || (!fingerprint.isEmpty() && answer.equals(fingerprint))) {
        return Optional.of(true);
      }
      if (answer.isEmpty() || answer.equalsIgnoreCase("no")) {
        return Optional.of(false);
      }
      typed =
          ask(
              fingerprint.isEmpty()
                  ? "Please type 'yes' or 'no': "
                  : "Please type 'yes', 'no' or the fingerprint: ");
    }
    return Optional.empty();
  }

  /// Gives up the question that waits for an answer, with the terminal's echo as it was. Its asker
  /// goes on waiting: only for a program that is about to end.
  ///
  /// @return whether there was one
  public boolean abandonQuestion() {
    synchronized (question) {
      if (!asking) {
        return false;
      }
      asking = false;
      try (var screen = new FileOutputStream(TTY.toFile())) {
        stty("echo");
        screen.write('\n');
      } catch (IOException gone) {
        // Without a terminal there is no echo to restore.
      }
      return true;
    }
  }

  private Optional<String> ask(String prompt, boolean echo) {
    if (!Files.isReadable(TTY) || !Files.isWritable(TTY)) {
      return Optional.empty();
    }
    try (var tty = new FileInputStream(TTY.toFile());
        var screen = new FileOutputStream(TTY.toFile());
        var lines = new BufferedReader(new InputStreamReader(tty, StandardCharsets.UTF_8))) {
      begin(echo);
      try {
        screen.write(prompt.getBytes(StandardCharsets.UTF_8));
        return Optional.ofNullable(lines.readLine());
      } finally {
        end(echo, screen);
      }
    } catch (IOException noTerminal) {
      // A process without a controlling terminal has /dev/tty but cannot open it.
      return Optional.empty();
    }
  }

  private void begin(boolean echo) throws IOException {
    synchronized (question) {
      asking = true;
      if (!echo) {
        stty("-echo");
      }
    }
  }

  private void end(boolean echo, OutputStream screen) throws IOException {
    synchronized (question) {
      if (asking && !echo) {
        stty("echo");
        screen.write('\n');
      }
      asking = false;
    }
  }

  private static void stty(String mode) throws IOException {
    Process stty =
        new ProcessBuilder("stty", mode)
            .redirectInput(TTY.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      if (!stty.waitFor(2, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
