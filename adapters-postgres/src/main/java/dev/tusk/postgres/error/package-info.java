/// What the driver throws, as errors of the core.
@NullMarked
package dev.tusk.postgres.error;

import org.jspecify.annotations.NullMarked;
