package dev.tusk.swing.editor.text;

import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.Statement;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Glyph;
import java.awt.BorderLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import org.jspecify.annotations.Nullable;

/// The whole editor: text, gutter, error stripe, find strip. Event thread only.
///
/// It splits the text into statements behind the typing, away from the event thread, and shows
/// which one the caret means.
public final class SqlEditor extends JPanel {
  private static final Duration SPLIT_AFTER = Duration.ofMillis(60);

  private final UiExecutor tasks;
  private final SqlTextArea area = new SqlTextArea();
  private final EditorGutter gutter = new EditorGutter(area);
  private final ErrorStripe stripe = new ErrorStripe(area);
  private final FindBar find = new FindBar(area);
  private final List<StatementMark> marks = new ArrayList<>();
  private final List<Runnable> textListeners = new ArrayList<>();
  private final List<Runnable> caretListeners = new ArrayList<>();
  private UiExecutor.@Nullable Running splitting;
  private @Nullable Script script;
  private boolean loading;

  /// An empty editor.
  public SqlEditor(UiExecutor ui) {
    super(new BorderLayout());
    this.tasks = ui;
    var scroll = new JScrollPane(area);
    scroll.setRowHeaderView(gutter);
    scroll.setHorizontalScrollBarPolicy(ScrollPaneConstants.HORIZONTAL_SCROLLBAR_AS_NEEDED);
    scroll.getVerticalScrollBar().setUnitIncrement(area.getLineHeight());
    Colors.background(this, ColorRole.CONTENT);
    add(find, BorderLayout.NORTH);
    add(scroll, BorderLayout.CENTER);
    add(stripe, BorderLayout.EAST);
    area.getDocument().addDocumentListener(new Changes());
    area.addCaretListener(
        e -> {
          showStatement();
          gutter.repaint();
          caretListeners.forEach(Runnable::run);
        });
  }

  /// The text area itself, for focus and keys.
  public SqlTextArea area() {
    return area;
  }

  /// The strip for find and replace.
  public FindBar find() {
    return find;
  }

  /// Calls `listener` after each change of the text by the user.
  public void onText(Runnable listener) {
    textListeners.add(listener);
  }

  /// Calls `listener` after each move of the caret.
  public void onCaret(Runnable listener) {
    caretListeners.add(listener);
  }

  /// Puts a text in place of all there is, without telling the listeners of [#onText].
  public void load(String text, int caret) {
    loading = true;
    try {
      area.load(text, caret);
    } finally {
      loading = false;
    }
  }

  /// Marks what became of the statement at an offset.
  public void mark(int offset, Glyph glyph, ColorRole color, String tip) {
    marks.add(StatementMark.at(area, offset, glyph, color, tip));
    gutter.marks(marks);
  }

  /// Turns a spinner beside the statement at an offset; -1 for none.
  public void markRunning(int offset) {
    gutter.running(offset < 0 ? -1 : area.lineOf(offset));
  }

  /// Underlines what the server complained of and puts the caret there.
  public void markError(int start, int end, int caret) {
    area.markError(start, end);
    area.setCaretPosition(Math.clamp(caret, 0, area.getDocument().getLength()));
    stripe.repaint();
  }

  /// Takes off all marks of the last run.
  public void clearMarks() {
    marks.clear();
    gutter.marks(marks);
    area.clearError();
    stripe.repaint();
  }

  /// The statement that the caret means, as far as the text is split; empty while it is not.
  Optional<Statement> statementAtCaret() {
    var now = script;
    return now == null ? Optional.empty() : now.statementAt(area.getCaretPosition());
  }

  /// Takes off the mark of the statement that is being changed: it told of another text. An edit
  /// before the start of a statement moves its mark and leaves it.
  private void dropMarks(int edited) {
    if (marks.isEmpty()) {
      return;
    }
    var last = -1;
    for (var mark : marks) {
      var start = mark.place().getOffset();
      last = start <= edited ? Math.max(last, start) : last;
    }
    var gone = last;
    if (marks.removeIf(mark -> mark.place().getOffset() == gone)) {
      gutter.marks(marks);
    }
  }

  private void changed() {
    stripe.repaint();
    gutter.fit();
    script = null;
    if (splitting != null) {
      splitting.cancel();
    }
    splitting = tasks.after(SPLIT_AFTER, this::split);
    if (!loading) {
      textListeners.forEach(Runnable::run);
    }
  }

  private void split() {
    var text = area.getText();
    splitting =
        tasks.run(
            () -> Script.of(text),
            result -> {
              script = result;
              showStatement();
            },
            e -> {
              throw new IllegalStateException("splitting a text never fails", e);
            });
  }

  private void showStatement() {
    if (script == null) {
      return;
    }
    var at = statementAtCaret();
    if (at.isPresent() && at.get().end() <= area.getDocument().getLength()) {
      gutter.statement(area.lineOf(at.get().start()), area.lineOf(Math.max(0, at.get().end() - 1)));
    } else {
      gutter.statement(-1, -1);
    }
  }

  private final class Changes implements DocumentListener {
    @Override
    public void insertUpdate(DocumentEvent e) {
      dropMarks(e.getOffset());
      changed();
    }

    @Override
    public void removeUpdate(DocumentEvent e) {
      dropMarks(e.getOffset());
      changed();
    }

    @Override
    public void changedUpdate(DocumentEvent e) {
      // attributes only: the text is the same
    }
  }
}
