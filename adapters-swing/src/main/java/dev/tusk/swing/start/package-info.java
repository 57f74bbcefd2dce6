/// The screen in place of sidebar and tabs while nothing is open.
@NullMarked
package dev.tusk.swing.start;

import org.jspecify.annotations.NullMarked;
