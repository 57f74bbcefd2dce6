/// Proofs that the hostile server does what its scripts say.
@NullMarked
package dev.tusk.harness.evil;

import org.jspecify.annotations.NullMarked;
