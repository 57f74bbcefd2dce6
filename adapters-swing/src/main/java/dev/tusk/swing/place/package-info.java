/// Asks for another data directory when the usual one cannot be used, before there is a window.
@NullMarked
package dev.tusk.swing.place;

import org.jspecify.annotations.NullMarked;
