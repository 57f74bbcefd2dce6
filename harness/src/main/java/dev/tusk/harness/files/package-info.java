/// File systems that are full, read-only, foreign or full of traps.
@NullMarked
package dev.tusk.harness.files;

import org.jspecify.annotations.NullMarked;
