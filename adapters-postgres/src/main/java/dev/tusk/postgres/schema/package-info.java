/// The catalog, read with jOOQ.
@NullMarked
package dev.tusk.postgres.schema;

import org.jspecify.annotations.NullMarked;
