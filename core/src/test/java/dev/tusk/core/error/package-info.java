/// Proofs that every error is described, whatever it is.
@NullMarked
package dev.tusk.core.error;

import org.jspecify.annotations.NullMarked;
