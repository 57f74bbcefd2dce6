/// Tests of the SQL text package.
@NullMarked
package dev.tusk.core.sql;

import org.jspecify.annotations.NullMarked;
