/// Tests of the SQL tabs.
@NullMarked
package dev.tusk.swing.editor;

import org.jspecify.annotations.NullMarked;
