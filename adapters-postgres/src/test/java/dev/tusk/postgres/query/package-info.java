/// The core's use cases over real servers and real faults.
@NullMarked
package dev.tusk.postgres.query;

import org.jspecify.annotations.NullMarked;
