/// The commands that run SQL: query, run, export.
@NullMarked
package dev.tusk.cli.run;

import org.jspecify.annotations.NullMarked;
