/// Sessions and service sessions: a fair line before HikariCP.
@NullMarked
package dev.tusk.postgres.pool;

import org.jspecify.annotations.NullMarked;
