/// The palette: what features offer to find in it, and how it is shown.
@NullMarked
package dev.tusk.swing.shell.palette;

import org.jspecify.annotations.NullMarked;
