/// Files beside the store for results that do not fit into memory; they hold a person's rows.
@NullMarked
package dev.tusk.sqlite.spill;

import org.jspecify.annotations.NullMarked;
