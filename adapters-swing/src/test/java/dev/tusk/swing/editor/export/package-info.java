/// Tests of copying and exporting.
@NullMarked
package dev.tusk.swing.editor.export;

import org.jspecify.annotations.NullMarked;
