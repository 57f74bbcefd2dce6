/// Reaching a server: dialling with a deadline, the driver's settings, the session as psql has it.
@NullMarked
package dev.tusk.postgres.connect;

import org.jspecify.annotations.NullMarked;
