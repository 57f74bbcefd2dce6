/// The cell viewer: one value of any length as text, JSON, XML, bytes or a picture.
@NullMarked
package dev.tusk.swing.editor.cell;

import org.jspecify.annotations.NullMarked;
