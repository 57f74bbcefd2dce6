/// PostgreSQL behind `DatabasePort`: pgjdbc, HikariCP and jOOQ stay in here.
@NullMarked
package dev.tusk.postgres;

import org.jspecify.annotations.NullMarked;
