/// What was run before.
@NullMarked
package dev.tusk.core.history;

import org.jspecify.annotations.NullMarked;
