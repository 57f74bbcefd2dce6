/// Finds out whether the SQLite file is damaged, and sets a damaged one aside.
@NullMarked
package dev.tusk.sqlite.recovery;

import org.jspecify.annotations.NullMarked;
