/// Connecting to real and to hostile servers.
@NullMarked
package dev.tusk.postgres.connect;

import org.jspecify.annotations.NullMarked;
