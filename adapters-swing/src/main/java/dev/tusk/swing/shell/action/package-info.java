/// What the user can do, by which key and from which menu.
@NullMarked
package dev.tusk.swing.shell.action;

import org.jspecify.annotations.NullMarked;
