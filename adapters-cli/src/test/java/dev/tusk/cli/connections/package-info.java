@NullMarked
package dev.tusk.cli.connections;

import org.jspecify.annotations.NullMarked;
