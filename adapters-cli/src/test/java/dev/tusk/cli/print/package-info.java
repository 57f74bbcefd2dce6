/// Printers against transcripts taken from psql and from COPY.
@NullMarked
package dev.tusk.cli.print;

import org.jspecify.annotations.NullMarked;
