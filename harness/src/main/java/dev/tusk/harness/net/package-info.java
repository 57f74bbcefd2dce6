/// A network that misbehaves as it is told.
@NullMarked
package dev.tusk.harness.net;

import org.jspecify.annotations.NullMarked;
