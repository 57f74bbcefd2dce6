/// The real window and the real program, driven from outside.
@NullMarked
package dev.tusk.app.window;

import org.jspecify.annotations.NullMarked;
