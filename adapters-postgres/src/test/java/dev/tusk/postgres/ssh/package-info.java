/// Tunnels through real SSH servers.
@NullMarked
package dev.tusk.postgres.ssh;

import org.jspecify.annotations.NullMarked;
