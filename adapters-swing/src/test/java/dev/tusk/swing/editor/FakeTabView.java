package dev.tusk.swing.editor;

import dev.tusk.swing.editor.run.ErrorReport;
import dev.tusk.swing.editor.run.RunOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A tab without a window.
final class FakeTabView implements TabView {
  String text = "";
  int caret;
  int selectionStart;
  int selectionEnd;
  long version;
  @Nullable TabStatus status;
  ErrorReport.@Nullable Place error;
  final List<String> marks = new ArrayList<>();
  final List<Front> fronts = new ArrayList<>();

  @Override
  public Input input() {
    return new Input(text, caret, selectionStart, selectionEnd, version);
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public void show(TabStatus now) {
    status = now;
  }

  @Override
  public void tick(TabStatus now) {
    status = now;
  }

  @Override
  public void output(RunOutput output, Front front) {
    fronts.add(front);
  }

  @Override
  public void clearMarks() {
    marks.clear();
    error = null;
  }

  @Override
  public void markRunning(int offset) {}

  @Override
  public void mark(int offset, Mark mark, String tip) {
    marks.add(mark + "@" + offset);
  }

  @Override
  public void markError(ErrorReport.Place place, String tip) {
    error = place;
  }

  @Override
  public OptionalInt locate(String wanted, int near) {
    var at = text.indexOf(wanted);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
  }

  @Override
  public void replace(int start, int end, String with) {
    text = text.substring(0, start) + with + text.substring(end);
    version++;
  }

  @Override
  public void insert(String with) {
    replace(caret, caret, with);
  }

  @Override
  public void goTo(int offset) {
    caret = offset;
  }
}
