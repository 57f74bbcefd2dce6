/// What every adapter of this package's ports must do, and tests of its own classes.
@NullMarked
package dev.tusk.core.connection;

import org.jspecify.annotations.NullMarked;
