/// Making, editing, testing, opening and closing connections, and what the status bar says of them.
@NullMarked
package dev.tusk.swing.connection;

import org.jspecify.annotations.NullMarked;
