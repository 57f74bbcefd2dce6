/// The commands that keep the saved connections.
@NullMarked
package dev.tusk.cli.connections;

import org.jspecify.annotations.NullMarked;
