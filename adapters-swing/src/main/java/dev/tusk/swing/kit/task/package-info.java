/// The event thread and the others: the one door between them, and a watch on it.
@NullMarked
package dev.tusk.swing.kit.task;

import org.jspecify.annotations.NullMarked;
