/// Proofs of the data directory.
@NullMarked
package dev.tusk.app.files;

import org.jspecify.annotations.NullMarked;
