/// The adapter against real servers.
@NullMarked
package dev.tusk.postgres;

import org.jspecify.annotations.NullMarked;
