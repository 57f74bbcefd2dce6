/// The program: where it keeps its data, how its parts are put together, how it starts and ends.
@NullMarked
package dev.tusk.app;

import org.jspecify.annotations.NullMarked;
