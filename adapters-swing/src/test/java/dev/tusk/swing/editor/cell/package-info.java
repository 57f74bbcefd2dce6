/// Tests of the cell viewer.
@NullMarked
package dev.tusk.swing.editor.cell;

import org.jspecify.annotations.NullMarked;
