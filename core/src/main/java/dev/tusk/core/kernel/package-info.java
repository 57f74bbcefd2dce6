/// What every feature of the core stands on: secrets, cancellation, ids, time. Depends on nothing.
@NullMarked
package dev.tusk.core.kernel;

import org.jspecify.annotations.NullMarked;
