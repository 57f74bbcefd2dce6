/// Tests of the formats.
@NullMarked
package dev.tusk.core.export;

import org.jspecify.annotations.NullMarked;
