/// Use cases over fakes, for the tests and the pictures of the window's features.
@NullMarked
package dev.tusk.swing.world;

import org.jspecify.annotations.NullMarked;
