package dev.tusk.swing.editor;

import java.nio.file.Path;
import java.util.List;

/// What the presenter of all tabs asks of the panel that holds them. Event thread only.
interface EditorView {

  /// Adds a tab's panel at a place, with a text in it, and attaches it to its presenter.
  void add(TabPresenter tab, int index, String text, int caret);

  /// Takes a tab's panel off.
  void remove(TabPresenter tab);

  /// Brings a tab to the front.
  void select(TabPresenter tab);

  /// Shows the new state in a tab's header.
  void header(TabPresenter tab, TabStatus status);

  /// Offers these connections in every tab.
  void connections(List<ConnectionChoice> choices);

  /// Asks for a new name.
  void askName(TabPresenter tab);

  /// Asks which files to open; empty when none was chosen.
  List<Path> askFiles();
}
