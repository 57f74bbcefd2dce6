/// The form of one connection: its fields, what is wrong with them, and its test.
@NullMarked
package dev.tusk.swing.connection.form;

import org.jspecify.annotations.NullMarked;
