/// Processes of their own, killed at any moment.
@NullMarked
package dev.tusk.harness.crash;

import org.jspecify.annotations.NullMarked;
