/// Brings the SQLite file to the present schema, step by numbered step.
@NullMarked
package dev.tusk.sqlite.migration;

import org.jspecify.annotations.NullMarked;
