/// The command line: grammar, exit codes, the terminal.
@NullMarked
package dev.tusk.cli;

import org.jspecify.annotations.NullMarked;
