/// Copying in other formats, and files of results.
@NullMarked
package dev.tusk.swing.editor.export;

import org.jspecify.annotations.NullMarked;
