/// Watches over a window from outside: how late its event thread is, and who touches it.
@NullMarked
package dev.tusk.harness.window;

import org.jspecify.annotations.NullMarked;
