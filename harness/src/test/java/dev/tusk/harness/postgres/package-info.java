/// Tests of the fixtures themselves.
@NullMarked
package dev.tusk.harness.postgres;

import org.jspecify.annotations.NullMarked;
