/// Everything that can go wrong, as values: what happened, whose fault it is, what to do next.
@NullMarked
package dev.tusk.core.error;

import org.jspecify.annotations.NullMarked;
