/// Reaching the database through SSH servers: `~/.ssh/config`, known hosts, logging in, channels.
@NullMarked
package dev.tusk.postgres.ssh;

import org.jspecify.annotations.NullMarked;
