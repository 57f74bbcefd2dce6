/// Proofs of the log.
@NullMarked
package dev.tusk.app.log;

import org.jspecify.annotations.NullMarked;
