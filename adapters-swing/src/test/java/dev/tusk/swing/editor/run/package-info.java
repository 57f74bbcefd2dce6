/// Tests of the SQL tabs.
@NullMarked
package dev.tusk.swing.editor.run;

import org.jspecify.annotations.NullMarked;
