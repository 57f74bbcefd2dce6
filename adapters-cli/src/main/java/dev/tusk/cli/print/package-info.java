/// How results, errors and notices are written.
@NullMarked
package dev.tusk.cli.print;

import org.jspecify.annotations.NullMarked;
