/// Where a server is, how to reach it, and the pools and sessions that do.
@NullMarked
package dev.tusk.core.connection;

import org.jspecify.annotations.NullMarked;
