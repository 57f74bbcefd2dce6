/// The command line against a server in memory: what it prints, where, and how it exits.
@NullMarked
package dev.tusk.cli;

import org.jspecify.annotations.NullMarked;
