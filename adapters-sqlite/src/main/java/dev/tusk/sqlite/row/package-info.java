/// Rows with checksums: what is written, read and checked of every table.
@NullMarked
package dev.tusk.sqlite.row;

import org.jspecify.annotations.NullMarked;
