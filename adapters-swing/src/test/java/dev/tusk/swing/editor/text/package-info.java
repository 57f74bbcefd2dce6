/// Tests of the SQL tabs.
@NullMarked
package dev.tusk.swing.editor.text;

import org.jspecify.annotations.NullMarked;
