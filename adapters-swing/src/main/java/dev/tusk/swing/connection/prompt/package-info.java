/// What connecting asks a person, and a failure as the window tells it.
@NullMarked
package dev.tusk.swing.connection.prompt;

import org.jspecify.annotations.NullMarked;
