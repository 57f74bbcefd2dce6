/// Proofs that whatever goes wrong at a real server becomes the right error.
@NullMarked
package dev.tusk.postgres.error;

import org.jspecify.annotations.NullMarked;
