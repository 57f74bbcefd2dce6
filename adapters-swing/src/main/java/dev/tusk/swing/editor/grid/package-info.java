/// The rows of a result as a grid: painted by itself, never copied.
@NullMarked
package dev.tusk.swing.editor.grid;

import org.jspecify.annotations.NullMarked;
