/// Proofs about the bytes that go out and come in below the driver.
@NullMarked
package dev.tusk.postgres.wire;

import org.jspecify.annotations.NullMarked;
