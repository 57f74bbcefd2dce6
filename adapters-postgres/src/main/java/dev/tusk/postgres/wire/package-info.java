/// What a server sends is checked before the driver believes it.
@NullMarked
package dev.tusk.postgres.wire;

import org.jspecify.annotations.NullMarked;
