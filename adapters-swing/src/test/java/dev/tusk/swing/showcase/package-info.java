/// A window with made-up content, to look at the kit and the shell. Not shipped.
@NullMarked
package dev.tusk.swing.showcase;

import org.jspecify.annotations.NullMarked;
