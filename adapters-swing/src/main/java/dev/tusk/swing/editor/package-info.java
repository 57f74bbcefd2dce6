/// The tabs of SQL: each an editor with its toolbar above and its results below. One feature in
/// several rooms, since a result lives and dies with the tab that ran it: `text` is the editor,
/// `run` what a run gives (no Swing), `result` the strip below it, `grid` the rows, `cell` the
/// viewer of one value, `export` what copies and saves them.
@NullMarked
package dev.tusk.swing.editor;

import org.jspecify.annotations.NullMarked;
