/// Sessions against real servers.
@NullMarked
package dev.tusk.postgres.session;

import org.jspecify.annotations.NullMarked;
