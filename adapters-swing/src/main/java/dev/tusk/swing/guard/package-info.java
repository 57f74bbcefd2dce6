/// The lock of a production connection, and the question before what changes much.
@NullMarked
package dev.tusk.swing.guard;

import org.jspecify.annotations.NullMarked;
