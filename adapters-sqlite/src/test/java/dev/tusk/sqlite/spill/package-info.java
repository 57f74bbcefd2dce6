@NullMarked
package dev.tusk.sqlite.spill;

import org.jspecify.annotations.NullMarked;
