/// Sessions and service sessions over HikariCP.
@NullMarked
package dev.tusk.postgres.pool;

import org.jspecify.annotations.NullMarked;
