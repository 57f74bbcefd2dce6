/// Proofs about the pools.
@NullMarked
package dev.tusk.postgres.pool;

import org.jspecify.annotations.NullMarked;
