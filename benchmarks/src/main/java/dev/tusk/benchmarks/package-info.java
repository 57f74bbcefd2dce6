/// Speed as figures measured side by side; `./bench` runs them.
@NullMarked
package dev.tusk.benchmarks;

import org.jspecify.annotations.NullMarked;
