/// Tests of the SQL tabs.
@NullMarked
package dev.tusk.swing.editor.grid;

import org.jspecify.annotations.NullMarked;
