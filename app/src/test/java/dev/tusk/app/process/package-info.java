/// Processes of the program's own classes, for tests that need more than one, or one that dies.
@NullMarked
package dev.tusk.app.process;

import org.jspecify.annotations.NullMarked;
